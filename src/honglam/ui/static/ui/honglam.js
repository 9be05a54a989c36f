// Enhancements only: each page does its whole work without this file.
(function () {
  "use strict";
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));

  function theme() {
    all('[data-hl="theme"]').forEach((group) => {
      group.hidden = false;
      const buttons = all("button", group);
      const show = () => {
        const chosen = document.documentElement.getAttribute("data-theme") || "auto";
        buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.value === chosen)));
      };
      buttons.forEach((button) => button.addEventListener("click", () => {
        if (button.value === "auto") document.documentElement.removeAttribute("data-theme");
        else document.documentElement.setAttribute("data-theme", button.value);
        try { localStorage.setItem("theme", button.value); } catch (refused) { /* kept for this page only */ }
        show();
      }));
      show();
    });
  }

  // A button that opens and shuts the list it controls.
  function toggle(button, host, open) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const now = host.classList.toggle(open);
      button.setAttribute("aria-expanded", String(now));
    });
  }

  theme();
  all('[data-hl="nav"]').forEach((nav) => toggle(nav.querySelector("button"), nav, "hl-nav--open"));
})();
