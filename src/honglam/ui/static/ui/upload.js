// Files go up as soon as they are chosen, in pieces: a line that breaks loses nothing, and after a reload the same file goes on
// where it stopped. Photographs are turned upright and made smaller first. Without this script the form sends them as forms do.
// Where the field asks for pages (data-hl-pages), they are shown small, put in order by dragging or by keyboard, turned without
// being sent again; the form then names each page with its quarter turns, in their order.
(function () {
  "use strict";
  const PIECE = 512 * 1024;
  const WAITS = [0, 1000, 3000, 5000, 10000, 20000, 30000];
  const LONGEST = 2400;
  const SMALL_ENOUGH = 1500 * 1024;

  async function drawn(file, turns) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const [wide, high] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = turns % 2 ? [high, wide] : [wide, high];
    const pen = canvas.getContext("2d");
    pen.translate(canvas.width / 2, canvas.height / 2);
    pen.rotate((turns * Math.PI) / 2);
    pen.drawImage(picture, -wide / 2, -high / 2, wide, high);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  }

  // What is sent of a file: a large or turned photograph anew, everything else byte for byte as it is (a signed PDF stays signed).
  async function ready(file, turns) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || (!turns && file.size <= SMALL_ENOUGH)) return { data: file, name: file.name };
    try {
      return { data: await drawn(file, turns), name: file.name.replace(/\.\w+$/, "") + ".jpg" };
    } catch (fault) {
      return { data: file, name: file.name };
    }
  }

  // What the server refused, and would refuse again: its own words, if it has any. A piece that came out of turn is told
  // where to go on, and that is no refusal.
  function refusal(fault) {
    const answer = fault.originalResponse;
    const status = answer ? answer.getStatus() : 0;
    if (status < 400 || status >= 500 || status === 423 || answer.getHeader("Upload-Offset")) return null;
    try {
      return JSON.parse(answer.getBody());
    } catch (wordless) {
      return {};
    }
  }

  function start(form) {
    const words = form.dataset;
    const taken = new Set();
    let going = 0;
    let waiting = null;

    const settled = () => { if (!going && waiting) form.requestSubmit(waiting === true ? undefined : waiting); };

    const put = (text, number) => text.replace("%(number)s", number);

    // Pages are numbered as they stand; whoever cannot see them is told where one has gone.
    function number(box, moved) {
      const told = box.closest(".hl-upload").dataset;
      Array.from(box.children).forEach((item, at) => {
        item.querySelector(".hl-page__number").textContent = put(told.hlPages, at + 1);
        if (item === moved) item.querySelector("[role=status]").textContent = put(told.hlOrder, at + 1);
      });
    }

    function move(item, by) {
      const box = item.parentNode;
      const beside = by < 0 ? item.previousElementSibling : item.nextElementSibling;
      if (!beside) return;
      box.insertBefore(by < 0 ? item : beside, by < 0 ? beside : item);
      number(box, item);
    }

    function asPage(box, file, shown) {
      const told = box.closest(".hl-upload").dataset;
      const picture = document.createElement(file.type.startsWith("image/") ? "img" : "span");
      const number_ = document.createElement("strong");
      if (picture.src !== undefined) { picture.src = URL.createObjectURL(file); picture.alt = file.name; }
      picture.className = "hl-page__picture";
      picture.draggable = false;
      number_.className = "hl-page__number";
      shown.item.classList.add("hl-page");
      shown.item.prepend(number_, picture);
      shown.item.draggable = true;
      shown.item.append(
        button(told.hlEarlier, () => { move(shown.item, -1); shown.item.querySelector("button").focus(); }),
        button(told.hlLater, (event) => { move(shown.item, 1); event.target.focus(); })
      );
      shown.item.addEventListener("dragstart", (event) => { event.dataTransfer.effectAllowed = "move"; shown.item.classList.add("hl-page--held"); });
      shown.item.addEventListener("dragend", () => { shown.item.classList.remove("hl-page--held"); number(box, shown.item); });
      shown.item.addEventListener("dragover", (event) => {
        const held = box.querySelector(".hl-page--held");
        if (!held) return;
        event.preventDefault();
        if (held === shown.item) return;
        const after = Array.from(box.children).indexOf(held) < Array.from(box.children).indexOf(shown.item);
        box.insertBefore(held, after ? shown.item.nextSibling : shown.item);
      });
      number(box);
      return picture;
    }

    function line(box, file) {
      const item = document.createElement("li");
      const name = document.createElement("span");
      const bar = document.createElement("progress");
      const state = document.createElement("span");
      item.className = "hl-upload__going";
      name.textContent = file.name;
      bar.max = 1;
      bar.value = 0;
      bar.setAttribute("aria-label", file.name);
      state.setAttribute("role", "status");
      item.append(name, bar, state);
      box.append(item);
      return { item, bar, state };
    }

    function button(label, act) {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "hl-quiet";
      made.textContent = label;
      made.addEventListener("click", act);
      return made;
    }

    function send(input, box, file) {
      const shown = line(box, file);
      const isPage = input.closest(".hl-upload").hasAttribute("data-hl-pages");
      const picture = isPage ? asPage(box, file, shown) : null;
      let turns = 0;
      let hidden = null;
      let run = null;
      let again = null;

      const over = (one) => { if (one && one.busy) { one.busy = false; going -= 1; } };

      // A run that was stopped meanwhile (turned, taken away) says nothing any more: the one after it speaks.
      async function go() {
        const mine = (run = { busy: true, upload: null });
        const current = (act) => (...told) => { if (run === mine) act(...told); };
        going += 1;
        shown.state.textContent = words.hlGoing;
        const what = await ready(file, isPage ? 0 : turns);
        if (run !== mine) return;
        const upload = (mine.upload = new window.tus.Upload(what.data, {
          endpoint: words.hlUploads,
          chunkSize: PIECE,
          retryDelays: WAITS,
          metadata: { filename: what.name },
          headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
          fingerprint: async () => ["hl", location.pathname, input.name, file.name, file.size, file.lastModified, isPage ? 0 : turns].join("|"),
          removeFingerprintOnSuccess: true,
          onShouldRetry: (fault) => !refusal(fault) && navigator.onLine !== false,
          onProgress: current((sent, all) => { shown.bar.value = sent / all; shown.state.textContent = Math.floor((100 * sent) / all) + " %"; }),
          onUploadUrlAvailable: () => taken.add(upload.url),
          onSuccess: current(() => {
            hidden = document.createElement("input");
            hidden.type = "hidden";
            hidden.name = input.name + (isPage ? ".page" : ".upload");
            hidden.dataset.key = upload.url.replace(/\/$/, "").split("/").pop();
            hidden.value = hidden.dataset.key + (isPage ? ":" + turns : "");
            shown.item.append(hidden);
            shown.bar.value = 1;
            shown.state.textContent = words.hlDone;
            over(mine);
            settled();
          }),
          onError: current((fault) => {
            const told = refusal(fault);
            shown.state.textContent = (told && told.title) || words.hlStopped;
            over(mine);
            waiting = null;
            if (told && told.title) return;
            again = button(words.hlAgain, () => { again.remove(); mine.busy = true; going += 1; upload.start(); });
            shown.item.append(again);
          }),
        }));
        // The same file chosen twice is two files: what another line of this page sends is not gone on with.
        const before = (await upload.findPreviousUploads()).filter((one) => !taken.has(one.uploadUrl));
        if (run !== mine) return;
        if (before.length) {
          taken.add(before[0].uploadUrl);
          upload.resumeFromPreviousUpload(before[0]);
        }
        upload.start();
      }

      function stop() {
        if (run && run.upload) run.upload.abort();
        over(run);
        run = null;
        if (hidden) hidden.remove();
        if (again) again.remove();
        hidden = null;
      }

      function turn() {
        turns = (turns + 1) % 4;
        picture.dataset.turns = turns;
        if (hidden) hidden.value = hidden.dataset.key + ":" + turns;
      }

      if (isPage) shown.item.append(button(words.hlTurn, turn));
      else if (file.type.startsWith("image/")) shown.item.append(button(words.hlTurn, () => { stop(); turns = (turns + 1) % 4; go(); }));
      shown.item.append(button(words.hlRemove, () => { stop(); shown.item.remove(); if (isPage) number(box); settled(); }));
      go();
    }

    form.addEventListener("change", (event) => {
      const input = event.target;
      if (input.type !== "file" || !input.files.length) return;
      const around = input.closest(".hl-upload");
      let box = around.querySelector(".hl-upload__files");
      if (!box) {
        box = document.createElement("ul");
        box.className = "hl-upload__files";
        around.insertBefore(box, around.querySelector(".govuk-drop-zone"));
      }
      Array.from(input.files).forEach((file) => send(input, box, file));
      input.value = "";
    });

    // Whoever presses the button early need not wait and press again.
    form.addEventListener("submit", (event) => {
      if (!going) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = event.submitter || true;
    }, true);
  }

  if (window.tus && window.tus.Upload) document.querySelectorAll("form[data-hl-uploads]").forEach(start);
})();
