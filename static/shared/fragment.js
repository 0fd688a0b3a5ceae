// Puts HTML that the server sent in the place of what a page shows, and leaves alone what the reader is doing: focus and
// selection, what is typed and not sent yet, and which lists are open. The one way in which pages replace HTML.
//
// Elements are recognized by their id, wherever they stand; those without one by their place. So what can be opened, and
// rows that come and go, have an id; a field has one, or a name in its form.
import { Idiomorph } from "./vendor/idiomorph/idiomorph.esm.js";

const FIELDS = "input, textarea, select";

// Returns the document of some HTML; its scripts do not run.
export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

// Makes an element of the page the same as `next`. What `keep` says yes to stays as it is, also where `next` has it not.
export function morph(here, next, { keep = () => false } = {}) {
  const touched = new Map(fieldsOf(here).filter(isTouched).map((field) => [field, { name: nameOf(field), content: contentOf(field) }]));
  const isKept = (node) => node.nodeType === Node.ELEMENT_NODE && keep(node);
  const isSame = (field, other) => touched.get(field)?.name === nameOf(other);
  const same = new Set();
  Idiomorph.morph(here, next, {
    callbacks: {
      beforeNodeMorphed(node, newer) {
        if (touched.has(node) && isSame(node, newer)) same.add(node);
        return !isKept(node);
      },
      // What a list shows at first is not what the server chose.
      afterNodeMorphed(node, newer) { if (node.localName === "option") node.defaultSelected = newer.defaultSelected; },
      beforeNodeRemoved: (node) => !isKept(node),
      beforeAttributeUpdated: (name, node) => !belongsToReader(name, node, same),
    },
  });
  for (const [field, { name, content }] of touched) {
    const found = isSame(field, field) && field.isConnected ? field : fieldsOf(here).find((each) => nameOf(each) === name);
    if (found) fill(found, content);
  }
}

// The same for what is inside an element: it gets the children of `next`.
export function morphInside(here, next, options) {
  const copy = here.cloneNode(false);
  copy.append(...next.cloneNode(true).childNodes);
  morph(here, copy, options);
}

function belongsToReader(name, node, touched) {
  if (name === "open") return node.matches("details, dialog");
  return (name === "value" || name === "checked") && touched.has(node);
}

function fieldsOf(root) {
  return [root, ...root.querySelectorAll(FIELDS)].filter((element) => element.matches(FIELDS));
}

const isTick = (field) => field.matches("[type=checkbox], [type=radio]");

// By what a field is known again: its id, or its form, its name and, of what is ticked, its value.
function nameOf(field) {
  return field.id || JSON.stringify([field.form?.getAttribute("action"), field.name, isTick(field) && field.value]);
}

// Whether a field has other content than the server gave it. A list in which the server chose nothing is the reader's.
export function isTouched(field) {
  if (isTick(field)) return field.checked !== field.defaultChecked;
  if (field.matches("[type=file]")) return field.files.length > 0;
  if (!field.matches("select")) return field.value !== field.defaultValue;
  const options = [...field.options], isMarked = field.multiple || options.some((option) => option.defaultSelected);
  return !isMarked || options.some((option) => option.selected !== option.defaultSelected);
}

function contentOf(field) {
  if (isTick(field)) return field.checked;
  return field.matches("select") ? [...field.selectedOptions].map((option) => option.value) : field.value;
}

function fill(field, content) {
  if (field.matches("[type=file]") || JSON.stringify(contentOf(field)) === JSON.stringify(content)) return;
  if (isTick(field)) field.checked = content;
  else if (!field.matches("select")) field.value = content;
  else if (content.every((value) => [...field.options].some((option) => option.value === value))) {
    for (const option of field.options) option.selected = content.includes(option.value);
  }
}
