/* Keys: / searches, c records a contact (whatever has data-shortcut with that key), never while somebody types, and not
   for who has turned them off (in the menu of who acts; speech input would press them by accident).
   Arrows move through a list: <table data-rows> or <tbody data-rows>, one step a row, to the row's first link or button. */
"use strict";

(() => {
  const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

  const off = () => document.cookie.split("; ").includes("shortcuts=off");

  function shortcut(event) {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest?.(TYPING) || tsunagu.composing(event)) return;
    const key = event.key === "／" ? "/" : event.key;
    if (!/^[a-z/]$/.test(key)) return;
    const found = document.querySelector(`[data-shortcut="${key}"]`);
    if (!found || !found.offsetParent) return;
    event.preventDefault();
    if (found.matches(TYPING)) {
      found.focus();
      found.select?.();
    } else found.click();
  }

  const stop = (row) => row.querySelector("a[href], button:not([disabled]), summary");

  function arrows(event) {
    const list = event.target.closest?.("[data-rows]");
    if (!list || event.target.closest(TYPING)) return;
    const rows = [...(list.tBodies?.[0] ?? list).children].filter((row) => !row.hidden && stop(row));
    const here = rows.findIndex((row) => row.contains(event.target));
    const there = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (there === undefined || !rows[there]) return;
    event.preventDefault();
    stop(rows[there]).focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    arrows(event);
    shortcut(event);
    if (event.key === "Escape") closeMenu(true);
  });

  /* The menu of who acts closes with Escape and with a press beside it. */
  function closeMenu(focus) {
    const menu = document.querySelector("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    if (focus) menu.querySelector("summary").focus();
  }

  function showSwitch(button) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(!off()));
  }

  tsunagu.onContent((root) => root.querySelectorAll("[data-shortcuts-switch]").forEach(showSwitch));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-shortcuts-switch]");
    if (button) {
      document.cookie = `shortcuts=${off() ? "on" : "off"}; path=/; max-age=31536000; samesite=lax`;
      showSwitch(button);
    }
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("details[data-menu]")) closeMenu(false);
  });
})();
