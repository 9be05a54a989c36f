// The designer's telephone follows what is typed, and questions can be dragged; each works without this file as well.
(function () {
  "use strict";
  const form = document.querySelector(".pd-grid");
  const phone = document.querySelector(".pd-frame");
  if (!form || !phone) return;

  // Autosave tells the new revision; the telephone is drawn again from what was saved.
  const sign = form.querySelector("[data-hl=autosave]");
  if (sign) new MutationObserver(() => { if (sign.dataset.state === "saved") phone.contentWindow.location.reload(); }).observe(sign, { attributes: true, attributeFilter: ["data-state"], childList: true });

  // What was typed may have given the question another name: the next save, and what this device keeps, go by that one.
  if (sign) form.addEventListener("hl:saved", (event) => {
    if (!event.detail.was) return;
    form.elements._was.value = event.detail.was;
    sign.dataset.keptAs = sign.dataset.url.split("?")[0] + "?" + event.detail.key;
  });

  // Dragging a question within its section presses the same buttons, one place at a time.
  let held = null;
  form.querySelectorAll("[data-place]").forEach((item) => {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => { held = item; event.dataTransfer.effectAllowed = "move"; });
    item.addEventListener("dragover", (event) => { if (held && held.parentNode === item.parentNode) event.preventDefault(); });
    item.addEventListener("drop", (event) => { event.preventDefault(); if (held && held !== item) move(held, item); held = null; });
  });

  async function move(from, to) {
    if (form.hlSettle) await form.hlSettle();
    const list = Array.from(from.parentNode.children);
    const steps = list.indexOf(to) - list.indexOf(from);
    const base = from.dataset.place.replace(/\d+$/, "");
    let at = list.indexOf(from), revision = Number(form.elements._revision.value);
    for (let left = Math.abs(steps); left > 0; left -= 1) {
      const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, _revision: revision, _do: (steps > 0 ? "down:" : "up:") + base + at });
      const answer = await fetch(form.action.split("?")[0], { method: "POST", body, credentials: "same-origin" });
      if (!answer.ok) break;
      at += Math.sign(steps);
      revision += 1;
    }
    window.location.assign("?chon=" + base + at);
  }
})();
