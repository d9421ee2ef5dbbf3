/* Typing Japanese: the Enter that ends a conversion never sends anything. Enter in the single-line boxes of a long form
   does not send it either; Ctrl+Enter does. A form that only asks (method GET) or has one box is sent by Enter as usual.

   <form data-enter="submit">  Enter sends, whatever the form
   <form data-enter="next">    Enter goes to the next box; in the last box of the last row it adds a row */
"use strict";

(() => {
  let ended = 0; // when the last conversion ended: some browsers send the Enter just after it

  document.addEventListener("compositionend", (event) => (ended = event.timeStamp), true);

  tsunagu.composing = (event) => event.isComposing || event.keyCode === 229 || event.timeStamp - ended < 50;

  const BOXES = "input:not([type=hidden], [type=submit], [type=button]), select, textarea, button[data-rows-add]";

  const LINES = "input:not([type=hidden], [type=checkbox], [type=radio], [type=submit], [type=button]), select, textarea";

  function wayOf(form) {
    const short = form.method === "get" || form.querySelectorAll(LINES).length === 1;
    return form.dataset.enter || (short ? "submit" : "stay");
  }

  function goOn(box) {
    const boxes = [...box.form.querySelectorAll(BOXES)].filter((each) => each.offsetParent && !each.disabled);
    const next = boxes[boxes.indexOf(box) + 1];
    if (next?.matches("[data-rows-add]")) next.click();
    else next?.focus();
    next?.select?.();
  }

  tsunagu.goOn = goOn;

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || !event.target.form) return;
      const box = event.target;
      if (tsunagu.composing(event)) {
        event.preventDefault(); // the conversion itself has been ended by the input method
        event.stopImmediatePropagation();
        return;
      }
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        box.form.requestSubmit();
      } else if (box.matches("select") && box.form.dataset.enter === "next") {
        event.preventDefault();
        goOn(box);
      } else if (box.matches("input:not([type=submit], [type=button], [type=reset], [type=image], [type=file])")) {
        const way = wayOf(box.form);
        if (way === "submit") return;
        event.preventDefault();
        const looking = box.getAttribute("aria-expanded") === "true" || box.hasAttribute("data-asking");
        if (way === "next" && !looking) goOn(box); // a list that is open takes the Enter itself
      }
    },
    true
  );
})();
