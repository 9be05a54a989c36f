/* Points and faults come back with each automatic save. Without this file the sheet is a form like any other. */
(() => {
  "use strict";
  function shown(event) {
    const { shown = {}, errors = {} } = event.detail;
    Object.entries(shown).forEach(([id, text]) => {
      const place = document.getElementById(id);
      if (place) place.textContent = text;
    });
    event.currentTarget.querySelectorAll("[data-score-fault]").forEach((place) => {
      const found = Object.entries(errors).find(([id]) => id.replace(/-[a-z]+$/, "") === place.dataset.scoreFault);
      place.textContent = found ? found[1] : "";
    });
  }
  document.querySelectorAll(".hl-score__form").forEach((form) => form.addEventListener("hl:saved", shown));
})();
