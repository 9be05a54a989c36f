// Shows the process as a drawing. The viewer is bpmn.io's; its mark stays where it is. Without it the table says the same.
(function () {
  "use strict";
  const place = document.querySelector("[data-drawing]");
  if (!place || !window.BpmnJS) return;
  fetch(place.dataset.drawing, { credentials: "same-origin" })
    .then((answer) => { if (!answer.ok) throw new Error(answer.status); return answer.text(); })
    .then((drawn) => {
      place.hidden = false;
      const viewer = new window.BpmnJS({ container: place });
      return viewer.importXML(drawn).then(() => viewer.get("canvas").zoom("fit-viewport", "auto"));
    })
    .catch(() => { place.hidden = true; });
})();
