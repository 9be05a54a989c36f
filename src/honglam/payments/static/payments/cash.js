// Says the change while the amount is typed. The page works without it: the answer after taking the cash says it too.
"use strict";
(() => {
  const form = document.querySelector("form[data-hl-due]");
  const given = form?.querySelector("[name=given]");
  const change = form?.querySelector("[data-hl-change]");
  if (!given || !change) return;
  const due = Number(form.dataset.hlDue);
  given.addEventListener("input", () => {
    // As the server reads it: commas part thousands like dots, or it is no sum of whole đồng.
    const odd = /[\-−]/.test(given.value) || (given.value.includes(",") && !/^\d{1,3}(,\d{3})+$/.test(given.value.trim()));
    const amount = odd ? 0 : Number(given.value.replace(/[^0-9]/g, ""));
    change.textContent = amount > due ? `${change.dataset.words}: ${(amount - due).toLocaleString("vi-VN")} đ` : "";
  });
})();
