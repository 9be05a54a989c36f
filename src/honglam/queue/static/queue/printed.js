// A kiosk prints the ticket by itself (a browser started with --kiosk-printing asks nobody) and goes back for the next
// person, once its server answers: nobody stands there to lead it away from the proxy's page.
(function () {
  "use strict";
  const slip = document.querySelector("[data-hl-kiosk]");
  if (!slip) return;
  const address = slip.dataset.hlKiosk;

  async function back() {
    try {
      const answer = await fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout ? AbortSignal.timeout(8000) : undefined });
      if (answer.ok) { location.assign(address); return; }
    } catch (fault) { /* asked again below */ }
    setTimeout(back, 3000);
  }

  window.print();
  setTimeout(back, 8000);
})();
