// Enhancements only: each page does its whole work without this file.
(function () {
  "use strict";
  const all = (selector, from) => Array.from(from.querySelectorAll(selector));

  // A screen that nobody has touched for so many seconds asks again by itself, as for the first time: an answer to a
  // form is not asked for again, and what somebody chose who walked away is not the next person's choice. While the
  // server does not answer, it stays as it is: nobody leads a kiosk back from the page of an error.
  all("[data-hl-reload]", document).forEach((watched) => {
    const address = watched.dataset.hlFirst || location.pathname + location.search;
    let patience;
    const wait = () => {
      clearTimeout(patience);
      patience = setTimeout(look, 1000 * Number(watched.dataset.hlReload));
    };
    const look = async () => {
      const asked = patience;
      let answer = null;
      try {
        answer = await fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout ? AbortSignal.timeout(8000) : undefined });
      } catch (fault) { /* asked again below */ }
      if (asked !== patience) return; // somebody has come meanwhile
      if (answer && answer.ok) location.replace(address);
      else wait();
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

  // Dots between thousands while a sum is typed; the caret stays behind the same digit. What holds a comma or a minus is
  // no sum of whole đồng: it stays as it is, and whoever reads it says so.
  function money(input) {
    input.addEventListener("input", () => {
      if (/[,\-−]/.test(input.value)) return;
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

  // A form sent once is not sent again by an impatient hand; coming back to the page frees it, and so does a minute
  // without an answer, which is said. Without a connection it is not sent at all, since the browser's own page would take
  // away what was typed; a slow line is named as such. GOV.UK's own guard against a double click is not used beside it: it also swallows the press that follows a refusal.
  function once(form) {
    let patience;
    const free = () => { clearTimeout(patience); delete form.dataset.sent; };
    // A file that is fetched leaves its page standing, and no event says that it came. The page is asked for anew once
    // its server no longer offers to hand over, and not before: that would break off an answer still under way.
    const watch = () => setTimeout(() => {
      if (!form.dataset.sent) return;
      fetch(location.pathname, { cache: "no-store", credentials: "same-origin" }).then((answer) => answer.ok ? answer.text() : Promise.reject()).then((page) => {
        if (page.includes("data-hl-download")) { watch(); return; }
        clearTimeout(patience);
        setTimeout(() => location.replace(location.pathname), 500);
      }).catch(watch);
    }, 2500);
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.dataset.sent) { event.preventDefault(); tell(form, event.submitter, document.body.dataset.hlSlow); return; }
      if (navigator.onLine === false) { event.preventDefault(); tell(form, event.submitter, document.body.dataset.hlOffline); return; }
      form.dataset.sent = "yes";
      patience = setTimeout(() => {
        tell(form, event.submitter, document.body.dataset.hlSlow);
        patience = setTimeout(() => { free(); tell(form, event.submitter, document.body.dataset.hlSilent); }, 56000);
      }, 4000);
      if ("hlDownload" in form.dataset) watch();
    });
    window.addEventListener("pageshow", free);
  }

  // What is typed is saved a moment later; without a connection it stays on this device until it can be sent. Saves go
  // one after the other, since each carries the revision that the one before gave.
  function autosave(sign) {
    const form = sign.closest("form");
    const revision = form.elements._revision || { value: "" };
    const shelf = shelfOf(sign, form);
    let timer = null, waiting = false, again = false, busy = null, sending = "", halted = false, leaving = null, left = false, lay = false;
    const unsent = () => !form.dataset.sent && (timer !== null || busy !== null);
    const say = (text, state) => { sign.textContent = text; sign.dataset.state = state; };
    const answers = () => {
      const sent = new URLSearchParams();
      new FormData(form).forEach((value, name) => { if (typeof value === "string") sent.append(name, value); });
      return sent;
    };
    let known = bare(answers());
    const keep = (more) => shelf.keep(answers(), { _known: sending ? [known, sending] : known, ...more });
    const stop = () => { clearTimeout(timer); timer = null; again = false; };
    const lost = (why, title) => Object.assign(new Error(why), { why, title });
    // What was refused is said in the refusal's own words, where it has any; only a line or a server that is not there
    // is “no connection”.
    const refusal = async (answer) => {
      if (answer.redirected || answer.status === 403) return lost("signedOut");
      if ([502, 503, 504].includes(answer.status)) return lost("offline");
      const told = await answer.json().catch(() => ({}));
      return answer.status === 409 && !told.title ? lost("moved") : lost("refused", told.title);
    };
    const send = (body) => fetch(sign.dataset.url, { method: "POST", body, headers: { "X-Requested-With": "autosave" }, credentials: "same-origin" })
      .then((answer) => {
        // A session that has ended answers with the sign-in page, and that is no place where anything was saved.
        if (answer.redirected || !answer.ok) return refusal(answer).then((fault) => { throw fault; });
        lay = shelf.clear();
        [waiting, known, sending] = [false, bare(body), ""];
        return answer.headers.get("Content-Type").startsWith("application/json") ? answer.json() : {};
      })
      .then((told) => {
        const more = bare(answers()) !== known;
        if (told.revision) revision.value = told.revision;
        form.dispatchEvent(new CustomEvent("hl:saved", { detail: told }));
        if (lay && more) keep(); // typed since and kept on hiding: that went with the rest
        say(sign.dataset.saved + " " + new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }), "saved");
      })
      .catch((fault) => {
        const why = fault.why || "offline";
        halted = why === "moved" || why === "refused";
        say(fault.title ? fault.title + " " + sign.dataset.kept : sign.dataset[why], why);
        // What another window saved is not written over behind its back: the page itself asks. And a page that is left
        // has kept its text already: that nobody waits for its save any more says nothing about the line.
        if (why === "moved" || left) return;
        waiting = true;
        if (why !== "offline") sending = ""; // that did not arrive
        keep();
      });
    const save = () => {
      stop();
      if (busy) { again = true; return; }
      say(sign.dataset.saving, "saving");
      halted = false;
      const body = answers();
      sending = bare(body);
      busy = send(body).finally(() => {
        busy = null;
        if (again) { again = false; save(); }
      });
    };
    // Saves what is typed and not sent yet, and waits until nothing is under way.
    const settle = () => { if (timer !== null) save(); return busy ? busy.then(settle) : Promise.resolve(); };
    form.hlSettle = settle;
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 900); });
    // A save that is under way is waited for: the page that is sent must carry the revision which that save gave. What
    // cannot be sent now stays on this device, and what is sent stays there too until the server has answered.
    form.addEventListener("submit", (event) => {
      stop();
      leaving = null;
      if (navigator.onLine === false) { waiting = true; keep(); return; }
      if (busy) { event.preventDefault(); busy.then(() => (form.requestSubmit ? form.requestSubmit(event.submitter) : form.submit())); return; }
      shelf.sent(answers(), known);
    });
    window.addEventListener("online", () => { if (waiting) save(); });
    // A link pressed right after a letter waits for the letter: the page it leads to may be one of the same draft, which
    // has to be drawn with the revision that this save gives. It waits not for long, and not where the line is dead.
    // What was refused is told first; the next press leads on. Of two presses meanwhile the later one counts.
    document.addEventListener("click", (event) => {
      const link = unsent() && leads(event);
      if (!link) return;
      event.preventDefault();
      const turn = leaving = {};
      const follow = () => { if (leaving === turn && !form.dataset.sent) { leaving = null; location.assign(link.href); } };
      setTimeout(follow, 2500);
      settle().then(() => { if (!halted) follow(); else if (leaving === turn) { leaving = null; sign.scrollIntoView({ block: "nearest" }); } });
    });
    // Every other way out keeps it on this device, and so does another tab or app in front, since from there a phone may
    // close this one. Nothing is sent then: the page that comes next may be drawn already, and would take it for another
    // window's save.
    const hide = () => { if (unsent()) keep(busy ? { _busy: "yes" } : {}); };
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") hide(); });
    window.addEventListener("pagehide", () => { hide(); stop(); left = true; });
    const kept = shelf.found(revision.value, known);
    if (!kept || !restore(form, kept)) return;
    if (bare(answers()) === known) { shelf.clear(); return; }
    // Saved elsewhere since, and this page of it with other answers: under the old revision the server asks which stand.
    if ((kept.get("_revision") || "") !== revision.value && !shelf.stands(kept, known)) revision.value = kept.get("_revision");
    save();
  }

  // The link that a plain press of a pointer or of Enter leads to on this tab; none for a press that goes elsewhere.
  function leads(event) {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button) return null;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.origin !== location.origin || link.hasAttribute("download") || (link.target && link.target !== "_self")) return null;
    return link.hash && link.href.split("#")[0] === location.href.split("#")[0] ? null : link;
  }

  // The answers of a page as one text, to be held against another. By what the page knew its part is none of them.
  function bare(body) {
    const told = new URLSearchParams(body.toString());
    ["_revision", "_was", "csrfmiddlewaretoken"].forEach((name) => told.delete(name));
    return told.toString();
  }

  // What this device keeps of one page: what could not be saved, beside what the server knew then (`_known`, twice where
  // a save may have arrived unanswered, `_busy` where the page was left meanwhile), and what was sent and may never have
  // arrived (`_sent`), because the session had ended or the line broke: the page then comes back with the same revision.
  // With another it has arrived, and is forgotten. Where a page is about a part of something (`data-kept-as`), a save may
  // give the part another name, and its old name and its address to another part: it lies under both, and is taken for
  // that part's where it stands as it was sent.
  function shelfOf(sign, form) {
    const part = "keptAs" in sign.dataset, page = form.elements._page ? "#" + form.elements._page.value : "";
    const keys = () => [sign.dataset.keptAs, sign.dataset.url].filter(Boolean).map((at) => "draft:" + at + page);
    const quietly = (act) => { try { return act(); } catch (refused) { return null; /* a browser that keeps nothing */ } };
    const copy = (body, more) => {
      const told = new URLSearchParams(body.toString());
      told.delete("csrfmiddlewaretoken");
      Object.entries({ ...more, _key: keys() }).forEach(([name, held]) => { told.delete(name); [].concat(held).forEach((value) => told.append(name, value)); });
      return told.toString();
    };
    let own = []; // where what was found lies as well, under a name that its part no longer has
    const forget = (where) => quietly(() => where.forEach((key) => localStorage.removeItem(key)));
    const arrived = (values, known) => values.getAll("_known").length > 1 && values.getAll("_known").pop() === known;
    const meant = (values, revision, known, key) => {
      const same = (values.get("_revision") || "") === revision;
      if (values.has("_sent") && !same) { forget([key]); return false; }
      return !part || arrived(values, known) || (key === keys()[0] && (same || !values.has("_busy")));
    };
    return {
      clear: () => { const lay = quietly(() => keys().some((key) => localStorage.getItem(key) !== null)); forget([...keys(), ...own]); return lay; },
      keep: (body, more) => quietly(() => keys().forEach((key) => localStorage.setItem(key, copy(body, more)))),
      sent: (body, known) => quietly(() => keys().forEach((key) => {
        const told = copy(body, { _known: known, _sent: "yes" });
        sessionStorage.setItem(key, told);
        if (localStorage.getItem(key)) localStorage.setItem(key, told);
      })),
      stands: (values, known) => values.getAll("_known").includes(known) && (!part || arrived(values, known) || values.getAll("_known").length === 1),
      found: (revision, known) => quietly(() => keys().reduce((found, key) => {
        const told = localStorage.getItem(key) || sessionStorage.getItem(key), values = new URLSearchParams(told || "");
        sessionStorage.removeItem(key);
        if (found || !told || !meant(values, revision, known, key)) return found;
        own = values.getAll("_key");
        return values;
      }, null)),
    };
  }

  // Fills in what an earlier visit could not send, and says whether anything of it stands on this page. The code of what
  // was chosen from suggestions belongs to its text. A box that was not ticked sends nothing: it is among what was kept
  // as the page was, so its absence is an answer.
  function restore(form, values) {
    const typed = (field) => field.name && field.type !== "file" && (field.type !== "hidden" || field.closest(".hl-suggest"));
    const fields = all("input, select, textarea", form).filter(typed);
    if (!fields.some((field) => values.has(field.name))) return false;
    fields.forEach((field) => {
      if (!values.has(field.name) && (field.type !== "checkbox" || field.disabled)) return;
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
      else field.value = values.get(field.name);
    });
    return true;
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
    const unmark = () => { here = -1; input.removeAttribute("aria-activedescendant"); all("li", list).forEach((item) => item.removeAttribute("aria-selected")); };
    const shut = () => { list.hidden = true; unmark(); input.setAttribute("aria-expanded", "false"); };
    const mark = (index) => {
      here = (index + options.length) % options.length;
      all("li", list).forEach((item, at) => item.setAttribute("aria-selected", String(at === here)));
      input.setAttribute("aria-activedescendant", list.id + "-" + here);
      list.children[here].scrollIntoView({ block: "nearest" });
    };
    const choose = (option) => {
      input.value = option.name || option.label;
      chosen.value = option.value;
      shut();
      ["input", "change"].forEach((sign) => chosen.dispatchEvent(new Event(sign, { bubbles: true })));
    };
    const draw = () => {
      unmark();
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
    input.addEventListener("input", () => { chosen.value = ""; unmark(); clearTimeout(timer); if (input.value.trim().length < 2) shut(); else timer = setTimeout(ask, 200); });
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
  // Going back, a browser shows the page as it stood then; a form that saves itself (its answers come back from the
  // shelf), or one that asks for it because it holds nothing that was typed, needs what stands there now. Every other
  // keeps what was typed. Replaced and not reloaded: that would send again what was posted; and without the fragment,
  // which would only move on the page.
  window.addEventListener("pageshow", (event) => {
    const [way] = performance.getEntriesByType("navigation");
    const back = event.persisted || (way && way.type === "back_forward");
    if (back && document.querySelector('[data-hl="autosave"], [data-hl-anew]')) location.replace(location.pathname + location.search);
  });
  // A status that stands while what is around it is fetched anew speaks when its words change, and not each time.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (target.getAttribute("role") === "status" && target.textContent.trim() === fragment.textContent.trim()) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) enhance(event.detail.elt); });
})();
