// The Summary, improved: who changes the language stays at the paragraph that is being read.

const places = [...document.querySelectorAll("[id^='paragraph-'], .quotation[id], .unnumbered[id], .text-table[id], .section-heading[id], .pair[id]")];
const links = document.querySelectorAll(".languages a, [data-keeps-place]");

// The first place of which something is on the screen; at the head of the document, none.
function placeOnScreen() {
  if (!places.length || places[0].getBoundingClientRect().top > innerHeight / 2) return "";
  const found = places.find((place) => place.getBoundingClientRect().bottom > 40);
  return found ? `#${found.id}` : "";
}

// Who scrolls up to the links has read elsewhere; who then stays at the head reads there.
let read = places.some((place) => `#${place.id}` === location.hash) ? location.hash : "";
let rest = null;
addEventListener("scroll", () => {
  clearTimeout(rest);
  rest = setTimeout(() => { read = placeOnScreen(); }, placeOnScreen() ? 500 : 8000);
}, { passive: true });

function keepPlace(event) {
  event.currentTarget.hash = placeOnScreen() || read;
}

for (const link of links) {
  for (const kind of ["pointerdown", "focus", "click"]) link.addEventListener(kind, keepPlace);
}
