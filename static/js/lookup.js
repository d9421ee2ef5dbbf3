/* Looking up by a few letters (ARIA 1.2 combobox with a list). What is sent is a hidden value beside the text.

   <div class="lookup"><input data-lookup="/agencies/lookup/"><input type="hidden" name="agency"></div>
       asks the server: GET ?q=…, answered by JSON [{value, label, detail}]; data-lookup-method="post" for names of people
   <input data-lookup-options="agencies">   a short list: <script type="application/json" id="agencies">[{value, label, detail, search}]
   <select data-lookup-select>              a short list that is there as a plain select without JavaScript

   It asks when typing pauses and at once when a conversion ends, never in the middle of one. */
"use strict";

(() => {
  const PAUSE = 180;
  const MOST = 50;
  let serial = 0;

  const { plain } = tsunagu;

  function within(options, query) {
    const wanted = plain(query);
    const hits = options.filter((each) => plain(`${each.label} ${each.search || ""} ${each.value}`).includes(wanted));
    const first = (each) => (plain(each.label).startsWith(wanted) || plain(each.search || "").startsWith(wanted) ? 0 : 1);
    return hits.sort((a, b) => first(a) - first(b));
  }

  class Lookup {
    constructor(input, { holder, options }) {
      this.input = input;
      this.holder = holder; // keeps the value that is sent
      this.options = options; // a short list; null: ask the server
      this.wrapper = input.closest(".lookup") || this.wrap();
      this.found = [];
      this.active = -1;
      this.chosen = input.value; // the text that belongs to the held value
      this.build();
      this.listen();
    }

    wrap() {
      const wrapper = tsunagu.element("div", { className: "lookup" });
      this.input.before(wrapper);
      wrapper.append(this.input);
      return wrapper;
    }

    build() {
      serial += 1;
      this.list = tsunagu.element("ul", { className: "lookup-list", id: `lookup-${serial}`, hidden: true, role: "listbox" });
      this.list.setAttribute("aria-label", this.input.labels?.[0]?.textContent.trim() || this.input.getAttribute("aria-label") || "");
      this.wrapper.append(this.list);
      const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list", autocomplete: "off" };
      for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    }

    listen() {
      this.input.addEventListener("input", (event) => {
        if (event.isComposing) return;
        this.unchoose();
        this.ask(PAUSE);
      });
      this.input.addEventListener("compositionend", () => {
        this.unchoose();
        this.ask(0);
      });
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("click", () => this.list.hidden && this.ask(0, true));
      this.input.addEventListener("blur", () => this.leave());
      this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
      this.list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.choose(Number(option.dataset.index));
      });
    }

    get open() {
      return !this.list.hidden;
    }

    ask(pause, all = false) {
      clearTimeout(this.timer);
      this.wait(true);
      this.timer = setTimeout(() => this.fetch(all ? "" : this.input.value), pause);
    }

    wait(asking) {
      this.asking = asking;
      this.input.toggleAttribute("data-asking", asking); // composition.js leaves the Enter to us
    }

    async fetch(query) {
      if (!query.trim() && document.activeElement !== this.input) return this.wait(false);
      this.request?.abort();
      const request = (this.request = new AbortController());
      try {
        const found = this.options ? within(this.options, query) : await this.server(query, request.signal);
        if (request.signal.aborted) return;
        this.wait(false);
        this.show(found.slice(0, MOST), query);
      } catch (error) {
        if (error.name === "AbortError") return;
        this.wait(false);
        this.show([], query, tsunagu.word("lookup_failed"));
      }
    }

    async server(query, signal) {
      const { lookup: address, lookupMethod: method } = this.input.dataset;
      const fields = new URLSearchParams({ q: query.trim() });
      const headers = { Accept: "application/json" };
      const post = method === "post";
      if (post) headers["X-CSRFToken"] = this.input.form?.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
      const url = post ? address : `${address}${address.includes("?") ? "&" : "?"}${fields}`;
      const answer = await fetch(url, { method: post ? "POST" : "GET", body: post ? fields : undefined, headers, signal });
      if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json")) throw new Error(answer.status);
      const found = await answer.json();
      return Array.isArray(found) ? found : found.results;
    }

    show(found, query, sentence = "") {
      this.found = found;
      this.list.replaceChildren(...found.map((each, index) => this.option(each, index)));
      if (!found.length) {
        const words = sentence || tsunagu.word("lookup_none");
        const line = tsunagu.element("li", { className: "lookup-none", textContent: words });
        line.setAttribute("role", "option");
        line.setAttribute("aria-disabled", "true");
        this.list.append(line);
        tsunagu.say(words);
      } else tsunagu.say(tsunagu.word("lookup_count", { count: found.length }));
      if (document.activeElement !== this.input) return this.settle();
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      this.place();
      this.mark(found.length && query.trim() ? 0 : -1);
      if (this.enterPressed && this.active >= 0) this.take();
      this.enterPressed = false;
    }

    option({ label, detail }, index) {
      const line = tsunagu.element("li", { id: `${this.list.id}-${index}` }, tsunagu.element("span", { textContent: label }));
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", "false");
      line.dataset.index = index;
      if (detail) line.append(tsunagu.element("small", { textContent: detail }));
      return line;
    }

    /* Above the box where there is no room below it. */
    place() {
      this.list.classList.remove("above");
      const { bottom, height } = this.list.getBoundingClientRect();
      this.list.classList.toggle("above", bottom > innerHeight && this.input.getBoundingClientRect().top > height);
    }

    mark(index) {
      this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
      this.active = index;
      const option = this.list.querySelector(`[data-index="${index}"]`);
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }

    close() {
      clearTimeout(this.timer);
      this.list.hidden = true;
      this.active = -1;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }

    hold(value) {
      if (this.holder && this.holder.value !== String(value)) {
        this.holder.value = value;
        this.holder.dispatchEvent(new Event("input", { bubbles: true }));
        this.holder.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }

    unchoose() {
      if (this.input.value !== this.chosen) this.hold("");
    }

    choose(index) {
      const { value, label } = this.found[index];
      this.input.value = this.chosen = label;
      this.hold(value);
      this.close();
      tsunagu.say(tsunagu.word("lookup_chosen", { label }));
    }

    /* Enter: chosen, and on to the next box in a form that is filled by Enter. */
    take() {
      this.choose(this.active);
      if (this.input.form?.dataset.enter === "next") tsunagu.goOn(this.input);
    }

    /* Left without choosing: a text that fits one thing only is that thing. */
    settle() {
      const text = plain(this.input.value);
      if (!text || (this.holder?.value && this.input.value === this.chosen)) return;
      const same = this.found.filter((each) => plain(each.label) === text || String(each.value) === this.input.value.trim());
      const only = same.length === 1 ? same[0] : this.found.length === 1 ? this.found[0] : null;
      if (only) this.choose(this.found.indexOf(only));
    }

    leave() {
      const asking = this.asking;
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
      if (!asking) this.settle(); // else once the answer is here
    }

    key(event) {
      if (tsunagu.composing(event)) return;
      const { key } = event;
      if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        if (!this.open) return this.ask(0, !this.input.value.trim() || this.input.value === this.chosen);
        const count = this.found.length;
        if (count) this.mark((this.active + (key === "ArrowDown" ? 1 : -1) + count) % count);
      } else if (key === "Enter" && !event.ctrlKey && !event.metaKey) {
        if (this.open && this.active >= 0) {
          event.preventDefault();
          this.take();
        } else if (this.asking && this.input.value !== this.chosen) {
          event.preventDefault();
          this.enterPressed = true; // typed faster than the answer came
        }
      } else if (key === "Tab" && this.open && this.active >= 0) this.choose(this.active);
      else if (key === "Escape" && this.open) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      }
    }
  }

  /* A plain select becomes a box to type in; the select stays, hidden, and is what is sent. */
  function fromSelect(select) {
    const options = [...select.options]
      .filter((each) => each.value)
      .map((each) => ({
        value: each.value,
        label: each.text.trim(),
        detail: each.dataset.detail || each.closest("optgroup")?.label || "",
        search: each.dataset.search || "",
      }));
    const input = tsunagu.element("input", { type: "text", id: select.id, className: select.className });
    for (const name of ["aria-describedby", "aria-invalid", "aria-label"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    input.value = select.selectedOptions[0]?.value ? select.selectedOptions[0].text.trim() : "";
    select.id = "";
    select.before(input);
    select.hidden = true;
    return { input, options };
  }

  tsunagu.onContent((root) => {
    for (const input of root.querySelectorAll("input[data-lookup]:not([role]), input[data-lookup-options]:not([role])")) {
      const holder = input.closest(".lookup")?.querySelector("input[type=hidden]");
      const list = document.getElementById(input.dataset.lookupOptions);
      new Lookup(input, { holder, options: list ? JSON.parse(list.textContent) : null });
    }
    for (const select of root.querySelectorAll("select[data-lookup-select]:not([hidden])")) {
      const { input, options } = fromSelect(select);
      new Lookup(input, { holder: select, options });
    }
  });
})();
