// The Summary, improved: who changes the language stays at the paragraph that is being read.
"use strict";

const places = [...document.querySelectorAll("[id^='paragraph-'], .section-heading[id], .pair[id]")];
const links = document.querySelectorAll(".languages a, [data-keeps-place]");

// The first place of which something is on the screen; at the head of the document, none.
function placeBeingRead() {
  if (!places.length || places[0].getBoundingClientRect().top > innerHeight / 2) return "";
  const found = places.find((place) => place.getBoundingClientRect().bottom > 40);
  return found ? `#${found.id}` : "";
}

function keepPlace(event) {
  event.currentTarget.hash = placeBeingRead();
}

for (const link of links) {
  for (const kind of ["pointerdown", "focus", "click"]) link.addEventListener(kind, keepPlace);
}
