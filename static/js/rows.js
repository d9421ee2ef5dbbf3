/* Rows of a form that are added and taken away without loading the page.

   <div data-formset="members">             the formset's prefix; its management form is inside
     <tbody data-formset-rows> <tr data-formset-row>…  <button type="button" data-row-remove>…
     <template> one <tr data-formset-row> with __prefix__ </template>
     <button type="button" data-rows-add>＋ 世帯員</button>

   A row taken out stays in the form, hidden, with its DELETE box ticked, and a line offers to undo it.
   A row may hold a set of its own; data-rows-mark on that set says what stands for the number in its <template>.
   Boxes with data-carry begin in a new row with the last row's value (the day, the method, the staff). */
"use strict";

(() => {
  /* Rows may hold rows of their own: what is a set's own, and what is of a set within it. */
  const own = (set, what) => [...set.querySelectorAll(what)].filter((each) => each.closest("[data-formset]") === set);
  const live = (set) => own(set, "[data-formset-row]").filter((row) => !row.hidden);

  function carry(from, to) {
    for (const box of to.querySelectorAll("[data-carry]")) {
      const place = box.name.replace(/^.*-\d+-/, "");
      const source = [...from.querySelectorAll("[data-carry]")].find((each) => each.name.endsWith(`-${place}`));
      if (!source) continue;
      if (box.multiple) {
        for (const option of box.options) {
          option.selected = [...source.selectedOptions].some((chosen) => chosen.value === option.value);
        }
      } else if (box.type === "checkbox" || box.type === "radio") box.checked = source.checked;
      else box.value = source.value;
    }
  }

  function add(set) {
    const total = set.querySelector(`[name="${set.dataset.formset}-TOTAL_FORMS"]`);
    const most = set.querySelector(`[name="${set.dataset.formset}-MAX_NUM_FORMS"]`);
    if (most && Number(total.value) >= Number(most.value)) return;
    const last = live(set).at(-1);
    const [template] = own(set, "template");
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll(set.dataset.rowsMark || "__prefix__", total.value);
    const row = holder.content.querySelector("[data-formset-row]");
    own(set, "[data-formset-rows]")[0].append(row);
    total.value = Number(total.value) + 1;
    if (last) carry(last, row);
    window.htmx?.process(row);
    row.dispatchEvent(new CustomEvent("rows:added", { bubbles: true }));
    changed(set);
    const boxes = [...row.querySelectorAll("input, select, textarea")].filter((box) => box.offsetParent);
    (boxes.find((box) => !box.value || box.matches("[data-first]")) || boxes[0])?.focus();
    tsunagu.say(tsunagu.word("row_added", { number: live(set).length }));
  }

  function remove(row) {
    const set = row.closest("[data-formset]");
    const box = own(set, 'input[name$="-DELETE"]').find((each) => each.closest("[data-formset-row]") === row);
    const name = [...row.querySelectorAll("input:not([type=hidden], [type=checkbox]), textarea")].find((each) => each.value);
    const label = name?.value || tsunagu.word("row_this");
    const sentence = tsunagu.word("row_removed", { label });
    if (box) box.checked = true;
    const kept = [...row.querySelectorAll("input, select, textarea")].filter((each) => each.required);
    for (const each of kept) each.required = false; // a hidden box that must be filled would block sending
    row.hidden = true;
    const undo = tsunagu.element("button", { type: "button", className: "btn small quiet", textContent: tsunagu.word("row_undo") });
    const line = row.matches("tr")
      ? tsunagu.element("tr", { className: "rows-undo" }, tsunagu.element("td", { colSpan: row.cells.length }, sentence, " ", undo))
      : tsunagu.element(row.matches("li") ? "li" : "div", { className: "rows-undo" }, sentence, " ", undo);
    undo.addEventListener("click", () => {
      if (box) box.checked = false;
      for (const each of kept) each.required = true;
      row.hidden = false;
      line.remove();
      changed(set);
      row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    });
    row.after(line);
    changed(set);
    undo.focus();
    tsunagu.say(sentence);
  }

  /* Tells a draft that something changed, and counts. */
  function changed(set) {
    const count = set.closest("section, form, body").querySelector(`[data-rows-count="${set.dataset.formset}"]`);
    if (count) count.textContent = live(set).length;
    set.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("click", (event) => {
    const adding = event.target.closest("[data-rows-add]");
    const removing = event.target.closest("[data-row-remove]");
    if (adding) add(adding.closest("[data-formset]"));
    else if (removing) remove(removing.closest("[data-formset-row]"));
  });

  /* A row whose DELETE box was ticked before the page came back with errors stays out. */
  tsunagu.onContent((root) => {
    for (const box of root.querySelectorAll('[data-formset-row] input[name$="-DELETE"]:checked')) {
      box.closest("[data-formset-row]").hidden = true;
    }
  });
})();
