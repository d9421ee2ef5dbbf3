/* What the scripts share: their sentences in the page's language, one place to say them aloud, and the moment
   when content appears (with the page, by htmx, as a new row). */
"use strict";

const tsunagu = (() => {
  const sentences = JSON.parse(document.getElementById("spoken-words")?.textContent || "{}");

  /* The sentence of that name, with {places} filled in. */
  function word(name, places = {}) {
    return (sentences[name] || name).replace(/\{(\w+)\}/g, (whole, place) => places[place] ?? whole);
  }

  /* Says a sentence to a screen reader without moving anything on the page. */
  function say(sentence) {
    const place = document.getElementById("spoken");
    if (!place) return;
    place.textContent = "";
    requestAnimationFrame(() => (place.textContent = sentence)); // the same sentence twice is said twice
  }

  /* Calls prepare(root) for the page, for what htmx brings, and for rows that rows.js adds. */
  function onContent(prepare) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => prepare(document));
    else prepare(document);
    document.addEventListener("htmx:load", (event) => prepare(event.target));
    document.addEventListener("rows:added", (event) => prepare(event.target));
  }

  /* ｶﾀｶﾅ, カタカナ and かたかな are one; so are full and half width, capitals and blanks. */
  const plain = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
      .replace(/\s/g, "");

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  /* Shows a sentence where messages stand, in sight. */
  function show(sentence, title, tone = "error-message") {
    const place = document.getElementById("messages");
    if (!place) return;
    const message = element(
      "li",
      { className: `message ${tone}` },
      element("strong", { textContent: title }),
      element("span", { textContent: sentence })
    );
    place.replaceChildren(element("ul", { className: "messages" }, message));
    place.scrollIntoView({ block: "nearest" });
  }

  return { word, say, show, onContent, element, plain };
})();
