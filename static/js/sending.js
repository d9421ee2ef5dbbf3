/* Sending a form: our own sentences say what is wrong, not the browser's bubbles; and a second press while the first is
   under way sends nothing, so that nobody is registered twice. */
"use strict";

(() => {
  const PATIENCE = 5000; // a download leaves the page where it is

  tsunagu.onContent((root) => {
    for (const form of root.querySelectorAll('form[method="post"]')) form.noValidate = true;
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.matches("[hx-post], [data-hx-post]")) return;
    if (form.dataset.sending) return event.preventDefault();
    form.dataset.sending = "yes";
    setTimeout(() => delete form.dataset.sending, PATIENCE);
  });

  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-sending]")) delete form.dataset.sending;
  });
})();
