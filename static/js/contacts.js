/* Visits are by two (DOMAIN §6.12): where a method that is done by two stands beside a single name, the form says so.

   <form data-two-staff> or a row of it: a select whose options have data-by-two, a box of names, [data-two-staff-hint] */
"use strict";

(() => {
  const SEPARATORS = /[、,，;；・/\n]+/;

  function look(form) {
    const hint = form.querySelector("[data-two-staff-hint]");
    const method = form.querySelector("select[name$=method]");
    const staff = form.querySelector("input[name$=staff]");
    if (!hint || !method || !staff) return;
    const names = staff.value.split(SEPARATORS).filter((each) => each.trim());
    const alone = method.selectedOptions[0]?.hasAttribute("data-by-two") && names.length < 2;
    if (hint.hidden === !alone) return;
    hint.hidden = !alone;
    if (alone) tsunagu.say(hint.textContent);
  }

  const about = (event) => {
    const form = event.target.closest?.("[data-two-staff]");
    if (form) look(form);
  };
  document.addEventListener("input", about);
  document.addEventListener("change", about);
  tsunagu.onContent((root) => {
    const forms = root.querySelectorAll("[data-two-staff]");
    for (const form of root.matches?.("[data-two-staff]") ? [root, ...forms] : forms) look(form);
  });
})();
