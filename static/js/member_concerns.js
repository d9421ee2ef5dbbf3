/* A member's troubles are folded away; the line above says how many were ticked, or that nobody has asked yet.
   <details class="member-concerns"><summary><span class="member-said" data-unasked="…" data-none="…" data-some="{count} …"> */
"use strict";

document.addEventListener("change", (event) => {
  const folded = event.target.closest?.(".member-concerns");
  const said = folded?.querySelector(".member-said");
  if (!said) return;
  const count = folded.querySelectorAll('input[name$="-concerns"]:checked').length;
  const asked = folded.querySelector('input[name$="-asked"]')?.checked;
  const { some, none, unasked } = said.dataset;
  said.textContent = count ? some.replace("{count}", count) : asked ? none : unasked;
  said.classList.toggle("hold", !count && !asked);
});
