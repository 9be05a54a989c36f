// The keyboard on staff pages: j and k walk through rows, Enter opens, x selects, / searches, ? lists the keys.
(function () {
  "use strict";
  const keys = document.getElementById("hl-keys");
  const button = document.querySelector('[data-hl="keys"]');
  let before = "";

  const table = () => document.querySelector('[data-hl="rows"]');
  const rows = () => (table() ? Array.from(table().querySelectorAll("tbody tr")) : []);
  const current = () => rows().findIndex((row) => row.classList.contains("hl-row--here"));
  const showKeys = () => { if (keys && keys.showModal && !keys.open) keys.showModal(); };

  // Whoever has many doors finds the one of this page without scrolling for it.
  const side = document.getElementById("hl-side");
  const here = side && side.querySelector('[aria-current="page"]');
  if (here && here.offsetTop + here.offsetHeight > side.clientHeight) side.scrollTop = here.offsetTop - side.clientHeight / 2;

  function walk(step) {
    const list = rows();
    if (!list.length) return;
    const from = current();
    const to = from < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, from + step));
    list.forEach((row, at) => row.classList.toggle("hl-row--here", at === to));
    const link = list[to].querySelector("a") || list[to].querySelector("button, input");
    if (link) link.focus({ preventScroll: true });
    list[to].scrollIntoView({ block: "nearest" });
  }

  const deeds = {
    j: () => walk(1),
    k: () => walk(-1),
    x: () => { const row = rows()[current()]; const box = row && row.querySelector('input[type="checkbox"]'); if (box) box.click(); },
    "/": () => { const field = document.getElementById("hl-search"); if (field) { field.focus(); field.select(); } },
    "?": showKeys,
    h: () => { const home = document.querySelector(".hl-bar--desk .hl-brand"); if (before === "g" && home) home.click(); },
  };

  function typing(target) {
    return target.isContentEditable || /^(SELECT|TEXTAREA)$/.test(target.tagName) || (target.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(target.type));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && event.target === document.body) {
      const row = rows()[current()];
      const link = row && row.querySelector("a");
      if (link) link.click();
    } else if (deeds[event.key]) {
      event.preventDefault();
      deeds[event.key]();
    }
    before = event.key;
  });

  if (button) {
    button.hidden = false;
    button.addEventListener("click", showKeys);
  }
})();
