/* A press that htmx sends and that fails is answered in words, where messages stand. */
"use strict";

(() => {
  function show(sentence) {
    const place = document.getElementById("messages");
    if (!place) return;
    const message = tsunagu.element(
      "li",
      { className: "message error-message" },
      tsunagu.element("strong", { textContent: tsunagu.word("failed") }),
      tsunagu.element("span", { textContent: sentence })
    );
    place.replaceChildren(tsunagu.element("ul", { className: "messages" }, message));
    place.scrollIntoView({ block: "nearest" });
  }

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
