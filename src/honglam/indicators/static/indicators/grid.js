/* Cells like a spreadsheet's: arrow keys and Enter move, a block copied from Excel fills the cells from here on.
   Without this file the form is a form. What is calculated comes back with each automatic save. */
(() => {
  "use strict";
  const rows = (table) => [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1).map((cell) => cell.querySelector("input")));
  const place = (grid, field) => {
    const down = grid.findIndex((row) => row.includes(field));
    return [down, grid[down].indexOf(field)];
  };
  const go = (grid, down, across, step) => {
    for (let at = down + step[0], to = across + step[1]; grid[at] && to >= 0 && to < grid[at].length; at += step[0], to += step[1]) {
      if (grid[at][to]) { grid[at][to].focus(); grid[at][to].select(); return true; }
    }
    return false;
  };
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  // To the side only from the edge of what is typed: inside a number the arrows move the caret as everywhere.
  const leaves = (event, field) => {
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    if (event.key === "ArrowLeft") return whole || (field.selectionStart === 0 && field.selectionEnd === 0);
    if (event.key === "ArrowRight") return whole || field.selectionStart === field.value.length;
    return true;
  };

  function keys(event) {
    const step = steps[event.key], field = event.target;
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !leaves(event, field)) return;
    const grid = rows(event.currentTarget), [down, across] = place(grid, field);
    const back = event.key === "Enter" && event.shiftKey ? [-1, 0] : step;
    if (go(grid, down, across, back) || event.key === "Enter") event.preventDefault();
  }

  function paste(event) {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const grid = rows(event.currentTarget), [down, across] = place(grid, event.target);
    text.split("\n").forEach((line, at) => line.split("\t").forEach((value, to) => {
      const field = grid[down + at] && grid[down + at][across + to];
      if (field) field.value = value.trim();
    }));
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function shown(event) {
    Object.entries(event.detail.shown || {}).forEach(([id, text]) => {
      const made = document.getElementById(id);
      if (made) made.textContent = text;
    });
    event.currentTarget.querySelectorAll("[data-grid] input").forEach((field) => {
      const note = document.getElementById(field.id + "-note"), error = (event.detail.errors || {})[field.id];
      note.querySelectorAll(".hl-grid__error").forEach((old) => old.remove());
      field.classList.toggle("govuk-input--error", Boolean(error));
      field.toggleAttribute("aria-invalid", Boolean(error));
      if (error) note.append(Object.assign(document.createElement("span"), { className: "hl-grid__error", textContent: error }));
    });
  }

  document.querySelectorAll("[data-grid]").forEach((table) => {
    table.addEventListener("keydown", keys);
    table.addEventListener("paste", paste);
  });
  document.querySelectorAll(".hl-grid__form").forEach((form) => form.addEventListener("hl:saved", shown));
})();
