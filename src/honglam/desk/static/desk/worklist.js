// On a wide screen what is made for it (data-hl-pane: dossiers) opens beside the list; everything else the link leads to.
(function () {
  "use strict";
  const split = document.querySelector(".hl-split");
  const pane = document.getElementById("hl-detail");
  const wide = window.matchMedia("(min-width: 90em)");
  if (!split || !pane || !window.htmx) return;
  const table = split.querySelector('[data-hl="rows"]');
  let from = null;

  function open(link) {
    from = link;
    table.querySelectorAll("tr").forEach((row) => row.classList.toggle("hl-row--open", row === link.closest("tr")));
    split.classList.add("hl-split--open");
    window.htmx.ajax("GET", link.href, { target: pane, swap: "innerHTML" }).then(() => pane.focus({ preventScroll: true }));
  }

  function shut() {
    split.classList.remove("hl-split--open");
    pane.replaceChildren();
    table.querySelectorAll(".hl-row--open").forEach((row) => row.classList.remove("hl-row--open"));
    if (from) from.focus();
  }

  table.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-hl-pane]");
    if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link);
  });
  // A refusal, or a sign-in page where a dossier was asked for, is no part of this page: it is shown by itself.
  pane.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, pathInfo, target } = event.detail;
    if (target !== pane) return;
    const asked = new URL(pathInfo.requestPath, location.href).href;
    // Another one was clicked meanwhile: its own answer is still to come.
    if (asked !== from.href) { event.preventDefault(); return; }
    if (xhr.status === 200 && xhr.responseURL === asked) return;
    event.preventDefault();
    location.assign(asked);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && split.classList.contains("hl-split--open") && !document.querySelector("dialog[open]")) shut();
  });
})();
