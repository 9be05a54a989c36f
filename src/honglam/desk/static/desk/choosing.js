// The pattern library's box that chooses all rows says "Select all" to screen readers only; here it says so to everybody.
(function () {
  "use strict";
  const place = document.getElementById("select-all");
  const words = place && place.querySelector("label span");
  if (!words) return;
  words.textContent = place.dataset.label;
  words.classList.remove("govuk-visually-hidden");
})();
