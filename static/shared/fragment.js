// Puts HTML that the server sent in the place of what a page shows, and leaves alone what the reader is doing: focus and
// selection, what is typed and not sent yet, and which lists are open. The one way in which pages replace HTML.
import { Idiomorph } from "./vendor/idiomorph/idiomorph.esm.js";

const FIELDS = "input, textarea, select";

// Returns the document of some HTML; its scripts do not run.
export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

// Whether a field has other content than the server gave it.
export function isTouched(field) {
  if (field.matches("select")) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  return field.matches("[type=file]") ? field.files.length > 0 : field.value !== field.defaultValue;
}

// Makes an element of the page the same as `next`, an element of `parse`. Elements with an id are recognized wherever
// they stand. What `keep` says yes to stays as it is, and stays where the server does not send it any more.
export function morph(here, next, { keep = () => false, inside = false } = {}) {
  const touched = new Set([...here.querySelectorAll(FIELDS)].filter(isTouched));
  if (here.matches(FIELDS) && isTouched(here)) touched.add(here);
  const isKept = (node) => node.nodeType === Node.ELEMENT_NODE && keep(node);
  Idiomorph.morph(here, next, {
    morphStyle: inside ? "innerHTML" : "outerHTML",
    callbacks: {
      beforeNodeMorphed: (node) => !isKept(node),
      beforeNodeRemoved: (node) => !isKept(node),
      beforeAttributeUpdated: (name, node) => !belongsToReader(name, node, touched),
    },
  });
}

function belongsToReader(name, node, touched) {
  if (name === "open") return node.matches("details, dialog");
  if (name === "selected") return touched.has(node.closest("select"));
  return (name === "value" || name === "checked") && touched.has(node);
}
