/* A long list of ticks: a few letters narrow it, and what is ticked is named above it. Without JavaScript it is the list.

   <div data-ticks="what the box is for">…<div class="choices"> a label with a check box for each */
"use strict";

(() => {
  function prepare(place) {
    place.dataset.live = "yes"; // once, also where htmx tells of the whole page
    const choices = place.querySelector(".choices");
    const labels = [...choices.querySelectorAll("label")];
    const box = (label) => label.querySelector("input");
    const search = tsunagu.element("input", { type: "search", placeholder: place.dataset.ticks, autocomplete: "off" });
    search.setAttribute("aria-label", place.dataset.ticks);
    const chosen = tsunagu.element("p", { className: "ticks-chosen" });

    function told() {
      const names = labels.filter((each) => box(each).checked).map((each) => each.textContent.trim());
      chosen.textContent = names.length ? tsunagu.word("ticks_chosen", { count: names.length, names: names.join(tsunagu.word("comma")) }) : "";
    }

    function narrow() {
      const wanted = tsunagu.plain(search.value);
      for (const each of labels) each.hidden = !tsunagu.plain(each.textContent).includes(wanted);
      const left = labels.filter((each) => !each.hidden).length;
      if (wanted) tsunagu.say(left ? tsunagu.word("ticks_left", { count: left }) : tsunagu.word("lookup_none"));
    }

    search.addEventListener("input", narrow);
    search.addEventListener("keydown", (event) => {
      if (tsunagu.composing(event)) return;
      const fitting = labels.filter((each) => !each.hidden);
      if (event.key === "Enter" && search.value && fitting.length === 1) {
        box(fitting[0]).click();
        tsunagu.say(tsunagu.word("lookup_chosen", { label: fitting[0].textContent.trim() }));
      } else if (event.key !== "Escape" || !search.value) return;
      event.preventDefault();
      search.value = "";
      narrow();
    });
    choices.addEventListener("change", told);
    choices.before(search, chosen);
    told();
  }

  tsunagu.onContent((root) => root.querySelectorAll("[data-ticks]:not([data-live])").forEach(prepare));
})();
