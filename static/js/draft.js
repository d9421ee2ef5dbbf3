/* Long forms keep a draft on the server: 2 s after typing stopped, never in the middle of a conversion, and when the page
   is left. Nothing is kept in the browser.

   <form data-draft-url="…" data-draft-version="3" [data-draft-pause="2000"]>   and somewhere on the page <span data-draft-status></span>

   POST, form-encoded: the form's fields and draft-version. Answers: 200 {saved_at, version};
   409 {saved_at, version, url}: somebody wrote a newer draft in another window; 410: the record was saved, no draft any more. */
"use strict";

(() => {
  const PAUSE = 2000;
  const AGAIN = [5000, 10000, 20000, 30000];
  const KEEPALIVE_LIMIT = 60000; // browsers refuse more than 64 KB on leaving a page

  const clock = (stamp) =>
    /^\d\d:\d\d$/.test(stamp)
      ? stamp
      : new Date(stamp).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" });

  class Draft {
    constructor(form) {
      this.form = form;
      this.status = form.querySelector("[data-draft-status]") || document.querySelector("[data-draft-status]");
      this.dirty = this.composing = this.saving = this.over = this.cutOff = false;
      this.failures = 0;
      this.said = "";
      form.addEventListener("compositionstart", () => (this.composing = true));
      form.addEventListener("compositionend", () => {
        this.composing = false;
        this.later();
      });
      form.addEventListener("input", (event) => event.isComposing || this.later());
      form.addEventListener("change", () => this.later());
      form.addEventListener("submit", (event) => this.send(event));
      document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.leave());
      window.addEventListener("pagehide", () => this.leave());
      window.addEventListener("pageshow", (event) => event.persisted && (this.over = false));
      window.addEventListener("online", () => this.dirty && this.save());
      window.addEventListener("focus", () => this.dirty && this.failures && this.save());
      window.addEventListener("beforeunload", (event) => this.dirty && this.failures && !this.over && event.preventDefault());
    }

    later(pause = Number(this.form.dataset.draftPause) || PAUSE) {
      this.dirty = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.composing || this.save(), pause); // a conversion's end starts the wait anew
    }

    /* Sent while signed out or without a connection, the form would end on the sign-in page or nowhere, and what no
       draft holds yet would be lost: it stays, and is sent once a draft could be saved. */
    async send(event) {
      if (!this.cutOff) return this.end();
      event.preventDefault();
      this.said = ""; // said aloud once more
      await this.save();
      if (!this.cutOff) this.form.requestSubmit(event.submitter);
    }

    /* The form is being sent: a draft saved after it would come back as a ghost. */
    end() {
      this.over = true;
      this.dirty = false;
      clearTimeout(this.timer);
      this.request?.abort();
    }

    leave() {
      if (this.dirty && !this.over) this.save({ leaving: true });
    }

    /* The token of the cookie is newer than the page's once somebody signed in again in another tab. */
    token() {
      const field = this.form.querySelector("[name=csrfmiddlewaretoken]");
      const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
      if (cookie && field) field.value = cookie.slice("csrftoken=".length);
      return field?.value || "";
    }

    body() {
      const fields = new URLSearchParams();
      for (const [name, value] of new FormData(this.form)) {
        if (typeof value === "string" && name !== "csrfmiddlewaretoken") fields.append(name, value);
      }
      fields.set("draft-version", this.form.dataset.draftVersion || "0");
      return fields;
    }

    async save({ leaving = false } = {}) {
      if (this.over || this.conflict || (this.saving && !leaving)) return;
      clearTimeout(this.timer);
      const body = this.body();
      this.saving = true;
      this.dirty = false;
      this.request = new AbortController();
      try {
        const answer = await fetch(this.form.dataset.draftUrl, {
          method: "POST",
          body,
          headers: { Accept: "application/json", "X-CSRFToken": this.token() },
          redirect: "manual", // to the sign-in page: signed out
          keepalive: leaving && body.toString().length < KEEPALIVE_LIMIT,
          signal: this.request.signal,
        });
        this.cutOff = false;
        if (answer.status === 410) this.end();
        else if (answer.status === 409) this.collide(await answer.json());
        else if (answer.type === "opaqueredirect" || answer.status === 403) this.fail(true);
        else if (answer.ok) this.keep(await answer.json());
        else this.fail(false);
      } catch (error) {
        if (error.name !== "AbortError") this.fail(false, true);
      } finally {
        this.saving = false;
        if (this.dirty && !this.failures) this.later();
      }
    }

    keep({ saved_at: at, version }) {
      this.failures = 0;
      this.form.dataset.draftVersion = version;
      this.show("saved", tsunagu.word("draft_saved", { time: clock(at) }));
    }

    fail(signedOut, cutOff = signedOut) {
      this.dirty = true;
      this.cutOff = cutOff;
      const link = signedOut && tsunagu.element("a", { href: "/", target: "_blank", textContent: tsunagu.word("draft_sign_in") });
      this.show("failing", tsunagu.word(signedOut ? "draft_signed_out" : "draft_failed"), ...(link ? [link] : []));
      this.timer = setTimeout(() => this.save(), AGAIN[Math.min(this.failures, AGAIN.length - 1)]);
      this.failures += 1;
    }

    /* Two windows on one draft: both are kept until the person has decided. */
    collide({ saved_at: at, version, url }) {
      this.dirty = true;
      this.conflict = true;
      const other = tsunagu.element("a", { href: url || location.href, target: "_blank", textContent: tsunagu.word("draft_compare") });
      const mine = tsunagu.element("button", { type: "button", className: "btn small", textContent: tsunagu.word("draft_keep") });
      mine.addEventListener("click", () => {
        this.conflict = false;
        this.form.dataset.draftVersion = version;
        this.save();
      });
      this.show("failing", tsunagu.word("draft_conflict", { time: clock(at) }), other, mine);
    }

    /* Shown each time, said aloud only when it changes: a voice every two seconds would drown the talk. */
    show(state, sentence, ...more) {
      if (this.status) {
        this.status.classList.add("saved");
        this.status.classList.toggle("failing", state === "failing");
        this.status.replaceChildren(sentence, ...more.flatMap((each) => [" ", each]));
      }
      if (this.said !== state) tsunagu.say(sentence);
      this.said = state;
    }
  }

  const drafts = new WeakMap();
  tsunagu.onContent((root) => {
    for (const form of root.querySelectorAll("form[data-draft-url]")) {
      if (!drafts.has(form)) drafts.set(form, new Draft(form));
    }
  });
})();
