/* お困りごと: one press ○, the next ◎ (one only; a former ◎ becomes ○), the third off. The real check boxes and radio
   buttons stay underneath and are what is sent; a screen reader hears the state in the box's own name. */
"use strict";

(() => {
  const boxes = (tile) => ({ any: tile.querySelector(".concern-any"), main: tile.querySelector(".concern-main") });
  const state = (tile) => {
    const { any, main } = boxes(tile);
    return main?.checked ? "most" : any.checked ? "on" : "off";
  };

  function show(tile) {
    const now = state(tile);
    tile.dataset.state = now;
    const said = tile.querySelector(".concern-said");
    if (said) said.textContent = now === "most" ? ` ${tsunagu.word("concern_main")}` : "";
  }

  function set(tile, wanted) {
    const { any, main } = boxes(tile);
    any.checked = wanted !== "off";
    if (main) main.checked = wanted === "most";
    show(tile);
  }

  function press(tile) {
    const before = tile.dataset.state; // the browser has already turned the box
    const { main } = boxes(tile);
    const wanted = { off: "on", on: main ? "most" : "off", most: "off" }[before];
    if (wanted === "most") {
      for (const other of tile.parentElement.children) {
        if (other !== tile && other.dataset.state === "most") set(other, "on");
      }
    }
    set(tile, wanted);
    const label = tile.querySelector(".concern-label").textContent.trim();
    tsunagu.say(tsunagu.word(`concern_${wanted}`, { label }));
  }

  document.addEventListener("change", (event) => {
    const tile = event.target.closest(".live > .concern");
    if (tile && event.target.matches(".concern-any")) press(tile);
  });

  document.addEventListener("reset", (event) => {
    setTimeout(() => event.target.querySelectorAll(".live > .concern").forEach(show));
  });

  tsunagu.onContent((root) => {
    for (const picker of root.querySelectorAll("[data-concerns]:not(.live)")) {
      picker.classList.add("live");
      for (const tile of picker.querySelectorAll(".concern")) {
        tile.querySelector(".concern-name").append(tsunagu.element("span", { className: "concern-said unseen" }));
        const { any, main } = boxes(tile);
        if (main?.checked) any.checked = true;
        show(tile);
      }
    }
  });
})();
