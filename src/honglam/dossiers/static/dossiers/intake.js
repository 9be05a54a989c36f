// The page proposes that a paper form lies on the counter. Who types an answer fills it in here instead, as far as anybody
// can tell: the number goes, in sight of the clerk, and counts if it is written again. The server does the same.
(function () {
  "use strict";
  document.querySelectorAll("[data-form]").forEach((page) => page.addEventListener("input", () => {
    document.querySelectorAll("[data-proposed]").forEach((mark) => {
      const count = mark.form.elements[mark.dataset.proposed];
      if (mark.value && count.value === mark.value) count.value = "";
      mark.value = "";
    });
  }));
})();
