// Enhancements only: each page does its whole work without this file.
(function () {
  "use strict";
  const all = (selector, from) => Array.from(from.querySelectorAll(selector));

  // A screen that nobody has touched for so many seconds asks again by itself, as for the first time: an answer to a
  // form is not asked for again, and what somebody chose who walked away is not the next person's choice.
  all("[data-hl-reload]", document).forEach((watched) => {
    let patience;
    const wait = () => {
      clearTimeout(patience);
      patience = setTimeout(() => location.replace(location.pathname + location.search), 1000 * Number(watched.dataset.hlReload));
    };
    ["pointerdown", "keydown", "input", "scroll"].forEach((sign) => document.addEventListener(sign, wait, { capture: true, passive: true }));
    wait();
  });

  function theme(group) {
    const buttons = all("button", group);
    const root = document.documentElement;
    const show = () => all('[data-hl="theme"] button', document).forEach((button) => button.setAttribute("aria-pressed", String(button.value === (root.getAttribute("data-theme") || "auto"))));
    buttons.forEach((button) => button.addEventListener("click", () => {
      if (button.value === "auto") root.removeAttribute("data-theme");
      else root.setAttribute("data-theme", button.value);
      try { localStorage.setItem("theme", button.value); } catch (refused) { /* kept for this page only */ }
      show();
    }));
    group.hidden = false;
    show();
  }

  // A button that opens and shuts the list it controls.
  function menu(button, host, open) {
    button.hidden = false;
    button.addEventListener("click", () => button.setAttribute("aria-expanded", String(host.classList.toggle(open))));
  }

  // Dots between thousands while a sum is typed; the caret stays behind the same digit.
  function money(input) {
    input.addEventListener("input", () => {
      const behind = input.value.slice(input.selectionEnd).replace(/\D/g, "").length;
      input.value = input.value.replace(/\D/g, "").replace(/\B(?=(\d{3})+$)/g, ".");
      let at = input.value.length;
      for (let left = behind; left > 0 && at > 0; at -= 1) if (/\d/.test(input.value[at - 1])) left -= 1;
      input.setSelectionRange(at, at);
    });
  }

  // What a form says about the line, under the button that was pressed.
  function tell(form, button, text) {
    let voice = form.querySelector(".hl-line");
    if (!voice) {
      voice = document.createElement("p");
      voice.className = "hl-line govuk-body";
      voice.setAttribute("role", "status");
      (button || form.lastElementChild).insertAdjacentElement("afterend", voice);
    }
    voice.textContent = text;
  }

  // A form sent once is not sent again by an impatient hand; coming back to the page frees it. Without a connection it
  // is not sent at all, since the browser's own page would take away what was typed; a slow line is named as such.
  // GOV.UK's own guard against a double click is not used beside it: it also swallows the press that follows a refusal.
  function once(form) {
    let patience;
    const free = () => { clearTimeout(patience); delete form.dataset.sent; };
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.dataset.sent) { event.preventDefault(); return; }
      if (navigator.onLine === false) { event.preventDefault(); tell(form, event.submitter, document.body.dataset.hlOffline); return; }
      form.dataset.sent = "yes";
      patience = setTimeout(() => tell(form, event.submitter, document.body.dataset.hlSlow), 4000);
      setTimeout(() => delete form.dataset.sent, 8000);
    });
    window.addEventListener("pageshow", free);
  }

  // What is typed is saved a moment later; without a connection it stays on this device until it can be sent.
  function autosave(sign) {
    const form = sign.closest("form");
    const key = "draft:" + sign.dataset.url;
    let timer, waiting = false, busy = null;
    const say = (text, state) => { sign.textContent = text; sign.dataset.state = state; };
    const answers = () => {
      const sent = new URLSearchParams();
      new FormData(form).forEach((value, name) => { if (typeof value === "string") sent.append(name, value); });
      return sent;
    };
    const keep = (body) => { try { localStorage.setItem(key, body); } catch (refused) { /* nothing more can be done */ } };
    const lost = (why) => Object.assign(new Error(why), { why });
    const send = (body) => fetch(sign.dataset.url, { method: "POST", body, headers: { "X-Requested-With": "autosave" }, credentials: "same-origin" })
      .then((answer) => {
        // A session that has ended answers with the sign-in page, and that is no place where anything was saved.
        if (answer.redirected || answer.status === 403) throw lost("signedOut");
        if (answer.status === 409) throw lost("moved");
        if (answer.status === 400) throw lost("refused");
        if (!answer.ok) throw lost("offline");
        localStorage.removeItem(key);
        waiting = false;
        return answer.headers.get("Content-Type").startsWith("application/json") ? answer.json() : {};
      })
      .then((told) => {
        if (told.revision && form.elements._revision) form.elements._revision.value = told.revision;
        form.dispatchEvent(new CustomEvent("hl:saved", { detail: told }));
        say(sign.dataset.saved + " " + new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }), "saved");
      })
      .catch((fault) => {
        const why = fault.why || "offline";
        say(sign.dataset[why], why);
        // What another window saved is not written over behind its back: the page itself asks.
        if (why === "moved") return;
        waiting = true;
        keep(body.toString());
      });
    const save = (body) => { busy = send(body).finally(() => { busy = null; }); return busy; };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => { say(sign.dataset.saving, "saving"); save(answers()); }, 900);
    });
    // A save that is under way is waited for: the page that is sent must carry the revision which that save gave.
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (busy) { event.preventDefault(); busy.then(() => (form.requestSubmit ? form.requestSubmit(event.submitter) : form.submit())); return; }
      localStorage.removeItem(key);
      try { sessionStorage.setItem(key, answers().toString()); } catch (refused) { /* the page is sent all the same */ }
    });
    window.addEventListener("online", () => { if (waiting) save(answers()); });
    restore(form, key, () => save(answers()));
  }

  // What was sent and never arrived, because the session had ended or the line broke: the page comes back with the
  // same revision. Sent again by hand or arrived, it is forgotten.
  function unsent(form, key) {
    const sent = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    const values = new URLSearchParams(sent || "");
    const same = (name) => (values.get(name) || "") === (form.elements[name] ? form.elements[name].value : "");
    return sent && same("_page") && same("_revision") ? sent : null;
  }

  // Fills in what an earlier visit could not send.
  function restore(form, key, then) {
    let kept = null;
    try { kept = localStorage.getItem(key) || unsent(form, key); } catch (refused) { return; }
    if (!kept) return;
    const values = new URLSearchParams(kept);
    all("input, select, textarea", form).forEach((field) => {
      if (!field.name || field.type === "hidden" || field.type === "file" || !values.has(field.name)) return;
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
      else field.value = values.get(field.name);
    });
    then();
  }

  // Suggestions under a field, as a combobox that the keyboard and a screen reader understand.
  function suggest(host) {
    const input = host.querySelector('input[type="text"]');
    const chosen = host.querySelector('input[type="hidden"]');
    const list = host.querySelector("ul");
    const voice = host.querySelector("[aria-live]");
    let timer, options = [], here = -1, asked = 0;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    const shut = () => { list.hidden = true; here = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const mark = (index) => {
      here = (index + options.length) % options.length;
      all("li", list).forEach((item, at) => item.setAttribute("aria-selected", String(at === here)));
      input.setAttribute("aria-activedescendant", list.id + "-" + here);
      list.children[here].scrollIntoView({ block: "nearest" });
    };
    const choose = (option) => { input.value = option.label; chosen.value = option.value; shut(); chosen.dispatchEvent(new Event("change", { bubbles: true })); };
    const draw = () => {
      list.replaceChildren(...options.map((option, at) => {
        const item = document.createElement("li");
        item.id = list.id + "-" + at;
        item.setAttribute("role", "option");
        item.textContent = option.label;
        item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
        return item;
      }));
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(!!options.length));
      voice.textContent = options.length ? options.length + " " + voice.dataset.some : voice.dataset.none;
    };
    const ask = () => {
      const turn = (asked += 1);
      fetch(host.dataset.source + (host.dataset.source.includes("?") ? "&" : "?") + "q=" + encodeURIComponent(input.value), { headers: { Accept: "application/json" } })
        .then((answer) => answer.json())
        .then((found) => { if (turn === asked) { options = found.slice(0, 10); draw(); } })
        .catch(shut);
    };
    input.addEventListener("input", () => { chosen.value = ""; clearTimeout(timer); if (input.value.trim().length < 2) shut(); else timer = setTimeout(ask, 200); });
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); mark(here + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark(here - 1); }
      else if (event.key === "Enter" && here >= 0) { event.preventDefault(); choose(options[here]); }
      else if (event.key === "Escape") shut();
    });
    input.addEventListener("blur", shut);
  }

  // What belongs to a choice is there while it is chosen. (The library's own way says `aria-expanded` on a radio, which
  // is not allowed there.)
  function shows(input) {
    const detail = document.getElementById(input.dataset.hlShows);
    const draw = () => detail.classList.toggle("govuk-" + (input.type === "radio" ? "radios" : "checkboxes") + "__conditional--hidden", !input.checked);
    (input.form || document).addEventListener("change", (event) => { if (event.target.name === input.name) draw(); });
    draw();
  }

  function opener(button) {
    const dialog = document.getElementById(button.dataset.hlOpens);
    if (!dialog || !dialog.showModal) return;
    button.addEventListener("click", (event) => { event.preventDefault(); dialog.showModal(); });
  }

  // Copies what stands beside the button; where the browser refuses, it is marked so that the hand can do it.
  function copy(button) {
    const from = document.getElementById(button.dataset.from);
    const word = button.querySelector("span");
    const voice = button.closest(".hl-copy").querySelector('[role="status"]');
    button.hidden = false;
    button.addEventListener("click", () => {
      getSelection().selectAllChildren(from);
      const done = () => { word.textContent = voice.textContent = button.dataset.done; };
      if (navigator.clipboard) navigator.clipboard.writeText(from.textContent).then(done, () => {});
      else if (document.execCommand("copy")) done();
    });
  }

  const parts = { theme, money, autosave, suggest, copy, print: (button) => { button.hidden = false; button.addEventListener("click", () => window.print()); },
    nav: (nav) => menu(nav.querySelector("button"), nav, "hl-nav--open"), side: (button) => menu(button, document.body, "hl-side--open") };

  function enhance(root) {
    all("[data-hl]", root).forEach((element) => { if (parts[element.dataset.hl]) parts[element.dataset.hl](element); });
    all("[data-hl-opens]", root).forEach(opener);
    all("[data-hl-shows]", root).forEach(shows);
    all('form[method="post"]', root).forEach(once);
    // Of more tabs than a phone is wide, the one that is open is in sight.
    all(".hl-tabs", root).forEach((tabs) => {
      const open = tabs.querySelector('[aria-current="page"]');
      if (open) tabs.scrollLeft += open.getBoundingClientRect().left - tabs.getBoundingClientRect().left - 16;
    });
  }

  enhance(document);
  // Going back, a browser shows the page as it stood then; a form with a revision, or one that has been sent, needs what
  // stands there now. Replaced and not reloaded: that would send again what was posted.
  window.addEventListener("pageshow", (event) => {
    const [way] = performance.getEntriesByType("navigation");
    const back = event.persisted || (way && way.type === "back_forward");
    if (back && document.querySelector("input[name=_revision], input[name=idempotency_key]")) location.replace(location.href);
  });
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) enhance(event.detail.elt); });
})();
