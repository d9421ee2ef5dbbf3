/* <input data-typed> tells when typing pauses: the event "typed", 400 ms after the last input outside a conversion, and at
   once when a conversion ends. A press on a button sends what is typed anyway: what was waiting is not told any more.
   What was chosen in #known goes into the draft like anything typed. */
"use strict";

(() => {
  const PAUSE = 400;
  const waiting = new Map();

  function later(box, pause) {
    clearTimeout(waiting.get(box));
    waiting.set(box, setTimeout(() => box.dispatchEvent(new Event("typed", { bubbles: true })), pause));
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-typed]") && !event.isComposing) later(event.target, PAUSE);
  });

  document.addEventListener("compositionend", (event) => {
    if (event.target.matches?.("[data-typed]")) later(event.target, 0);
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("button")) return;
    for (const timer of waiting.values()) clearTimeout(timer);
    waiting.clear();
  }, true);

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "known") event.target.closest("form")?.dispatchEvent(new Event("change"));
  });
})();
