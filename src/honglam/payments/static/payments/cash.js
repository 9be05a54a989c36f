// Says the change while the amount is typed. The page works without it: the answer after taking the cash says it too.
"use strict";
(() => {
  const form = document.querySelector("form[data-hl-due]");
  const given = form?.querySelector("[name=given]");
  const change = form?.querySelector("[data-hl-change]");
  if (!given || !change) return;
  const due = Number(form.dataset.hlDue);
  given.addEventListener("input", () => {
    const amount = /[,\-−]/.test(given.value) ? 0 : Number(given.value.replace(/[^0-9]/g, ""));
    change.textContent = amount > due ? `${change.dataset.words}: ${(amount - due).toLocaleString("vi-VN")} đ` : "";
  });
})();
