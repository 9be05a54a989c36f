// The screen of the hall asks every two and a half seconds what is called. What is new is lit, rung for with two tones made
// here, and spoken where the browser has a Vietnamese voice. A broken line is said on the screen; it goes on by itself.
(function () {
  "use strict";
  const board = document.querySelector("[data-hl-board]");
  const words = board.dataset;
  const rows = board.querySelector("tbody");
  const state = board.querySelector("[data-state]");
  const button = board.querySelector("[data-sound]");
  // Every call of today that was on the screen: one that gives way to others and comes back is no new one.
  let known = null;
  let day = "";
  let shown = "";
  const sound = window.AudioContext ? new AudioContext() : null;

  function tone(pitch, from) {
    const made = sound.createOscillator();
    const loud = sound.createGain();
    made.frequency.value = pitch;
    loud.gain.setValueAtTime(0.0001, from);
    loud.gain.exponentialRampToValueAtTime(0.4, from + 0.03);
    loud.gain.exponentialRampToValueAtTime(0.0001, from + 0.9);
    made.connect(loud).connect(sound.destination);
    made.start(from);
    made.stop(from + 1);
  }

  const voice = () => (window.speechSynthesis ? speechSynthesis.getVoices().find((one) => one.lang.toLowerCase().startsWith("vi")) : null);

  function say(call) {
    const found = voice();
    if (!found) return;
    const label = call.label.replace(/(\D+)(\d+)/, (all, letters, digits) => letters.split("").join(" ") + " " + digits.split("").join(" "));
    const spoken = new SpeechSynthesisUtterance(words.say.replace("{label}", label).replace("{window}", call.window));
    spoken.voice = found;
    spoken.lang = found.lang;
    speechSynthesis.speak(spoken);
  }

  function ring(calls) {
    if (!sound || sound.state !== "running") return;
    tone(880, sound.currentTime);
    tone(660, sound.currentTime + 0.35);
    setTimeout(() => calls.slice().reverse().forEach(say), 1200);
  }

  function row(call, fresh) {
    const made = document.createElement("tr");
    const label = document.createElement("th");
    const place = document.createElement("td");
    label.scope = "row";
    label.textContent = call.label;
    place.textContent = call.window;
    made.append(label, place);
    if (fresh) made.className = "hl-board__new";
    return made;
  }

  function show(told) {
    const keys = told.calls.map((call) => call.label + "/" + call.window + "/" + call.count);
    const today = new Date().toDateString();
    if (day !== today) known = null; // numbers begin anew each morning
    const fresh = known ? told.calls.filter((call, at) => !known.has(keys[at])) : [];
    board.querySelector("[data-next]").textContent = told.next.join("  ");
    if (!known || keys.join() !== shown) rows.replaceChildren(...told.calls.map((call) => row(call, fresh.includes(call))));
    if (fresh.length) ring(fresh);
    known = new Set([...(known || []), ...keys]);
    day = today;
    shown = keys.join();
  }

  async function ask() {
    try {
      const answer = await fetch(words.hlBoard, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout ? AbortSignal.timeout(8000) : undefined });
      if (!answer.ok) throw new Error(answer.status);
      show(await answer.json());
      state.textContent = "";
    } catch (fault) {
      state.textContent = words.lost;
    }
    setTimeout(ask, 2500);
  }

  // Most browsers stay silent until somebody has touched the page. One that may ring at once does so after a power cut too.
  if (sound) {
    const offer = () => { button.hidden = sound.state === "running"; };
    sound.addEventListener("statechange", offer);
    button.addEventListener("click", () => sound.resume().then(() => tone(880, sound.currentTime)));
    offer();
  }
  ask();
})();
