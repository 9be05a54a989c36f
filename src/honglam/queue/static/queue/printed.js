// A kiosk prints the ticket by itself (a browser started with --kiosk-printing asks nobody) and goes back for the next person.
(function () {
  "use strict";
  const slip = document.querySelector("[data-hl-kiosk]");
  if (!slip) return;
  window.print();
  setTimeout(() => location.assign(slip.dataset.hlKiosk), 8000);
})();
