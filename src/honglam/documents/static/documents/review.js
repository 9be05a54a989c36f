/* One proposal after another by keyboard: whatever carries data-hl-key is pressed by that key; e leads into the first
   field. Without this file every one of them is a button or a link. */
(() => {
  "use strict";
  const typing = (target) => target.isContentEditable || /^(SELECT|TEXTAREA)$/.test(target.tagName)
    || (target.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(target.type));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const field = document.querySelector(".hl-review__side form input[type=text]");
    const meant = document.querySelector(`.hl-review__side [data-hl-key="${CSS.escape(event.key)}"]`);
    if (event.key === "e" && field) { event.preventDefault(); field.focus(); field.select(); }
    else if (meant) { event.preventDefault(); meant.click(); }
  });

  const here = document.querySelector(".hl-found[aria-current], .hl-paper__add[aria-current]");
  const pane = here && here.closest(".hl-paper__text");
  if (pane) pane.scrollTop = here.offsetTop - pane.offsetTop - pane.clientHeight / 3;
})();
