// A field that takes pages offers the camera of the desk or the telephone, where the browser has one and may use it. What is
// photographed goes the way of a chosen file. Without this script, or without a camera, the file field is all there is.
(function () {
  "use strict";
  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia || !window.HTMLDialogElement) return;

  function button(label, act, kind) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "govuk-button" + (kind || "");
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  document.querySelectorAll("[data-hl-camera]").forEach((around) => {
    const words = around.dataset;
    const input = around.querySelector("input[type=file]");
    const dialog = document.createElement("dialog");
    const video = document.createElement("video");
    const state = document.createElement("p");
    let stream = null;
    let count = 0;
    dialog.className = "hl-camera";
    dialog.setAttribute("aria-label", words.hlCamera);
    video.setAttribute("playsinline", "");
    video.muted = true;
    state.setAttribute("role", "status");

    async function open() {
      count = 0;
      state.textContent = "";
      try {
        const wanted = { facingMode: "environment", width: { ideal: 3264 }, height: { ideal: 2448 } };
        stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      } catch (fault) {
        around.querySelector(".hl-camera__no").textContent = words.hlNoCamera;
        return;
      }
      video.srcObject = stream;
      dialog.showModal();
      await video.play();
    }

    function snap() {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
      canvas.getContext("2d").drawImage(video, 0, 0);
      canvas.toBlob((blob) => {
        if (!blob) return;
        count += 1;
        const taken = new DataTransfer();
        taken.items.add(new File([blob], "trang-" + Date.now() + ".jpg", { type: "image/jpeg" }));
        input.files = taken.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
        state.textContent = words.hlPages.replace("%(number)s", count);
      }, "image/jpeg", 0.9);
    }

    dialog.addEventListener("close", () => {
      if (stream) stream.getTracks().forEach((track) => track.stop());
      stream = null;
      opener.focus();
    });
    const buttons = document.createElement("div");
    buttons.className = "govuk-button-group";
    buttons.append(button(words.hlSnap, snap), button(words.hlClose, () => dialog.close(), " govuk-button--secondary"));
    dialog.append(video, state, buttons);
    const opener = button(words.hlCamera, open, " govuk-button--secondary hl-camera__open");
    const refusal = document.createElement("p");
    refusal.className = "hl-camera__no govuk-hint";
    refusal.setAttribute("role", "status");
    around.append(opener, refusal, dialog);
  });
})();
