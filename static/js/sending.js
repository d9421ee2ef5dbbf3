/* Sending a form: our own sentences say what is wrong, not the browser's bubbles; a second press while the first is under
   way sends nothing, so that nobody is registered twice; and who goes back to a form that was sent, and presses again,
   is first told so. */
"use strict";

(() => {
  const PATIENCE = 5000; // a download leaves the page where it is

  tsunagu.onContent((root) => {
    for (const form of root.querySelectorAll('form[method="post"]')) form.noValidate = true;
  });

  const typed = (form) =>
    form.matches('main form[method="post"]') && form.querySelector("textarea, input:not([type=hidden], [type=submit])");

  const back = () => performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  let again = Boolean(history.state?.sent) && back(); // this very page was sent, and then left by "back"

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.matches("[hx-post], [data-hx-post]")) return;
    if (event.submitter?.formTarget === "_blank") return; // a paper of what is typed: the form itself is not sent
    if (form.dataset.sending) return event.preventDefault();
    if (typed(form)) {
      if (again) {
        again = false;
        event.preventDefault();
        return tsunagu.show(tsunagu.word("sent_before"), tsunagu.word("look_out"), "warning");
      }
      history.replaceState({ ...history.state, sent: true }, "");
    }
    form.dataset.sending = "yes";
    setTimeout(() => delete form.dataset.sending, PATIENCE);
  });

  window.addEventListener("pageshow", (event) => {
    if (event.persisted) again = Boolean(history.state?.sent);
    for (const form of document.querySelectorAll("[data-sending]")) delete form.dataset.sending;
  });
})();
