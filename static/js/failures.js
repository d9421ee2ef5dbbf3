/* A press that htmx sends and that fails is answered in words, where messages stand. */
"use strict";

(() => {
  const show = (sentence) => tsunagu.show(sentence, tsunagu.word("failed"));

  /* The sentence of a 403 page, which says why. */
  function reason(page) {
    const parsed = new DOMParser().parseFromString(page, "text/html");
    return parsed.querySelector("main .sheet p")?.textContent.trim();
  }

  const polls = (event) => event.detail.elt.getAttribute?.("hx-trigger")?.startsWith("every"); // asks again by itself

  document.addEventListener("htmx:responseError", (event) => {
    const { status, responseText } = event.detail.xhr;
    if (polls(event) && status >= 500) return;
    show((status === 403 && reason(responseText)) || tsunagu.word(status === 403 ? "request_refused" : "request_failed"));
  });

  document.addEventListener("htmx:sendError", (event) => {
    if (!polls(event)) show(tsunagu.word("request_offline"));
  });
})();
