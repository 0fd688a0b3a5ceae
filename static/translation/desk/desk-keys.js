// The keys of the desk, each with Ctrl or Alt, so that none is pressed by accident (WCAG 2.1.4); the characters that few
// keyboards have; and what cannot be seen made visible.
import { Desk, desk } from "./desk-texts.js";

const STATE_KEYS = { Digit1: "draft", Digit2: "tentative", Digit3: "translated", Digit4: "revised" };
const FIGURE = /[A-Z]+(?:\/[A-Z0-9.()]+)+|\d+(?:[.,:]\d+)*/g;

// Puts words where one types, as typing would: the one way that the undo of a field knows of.
function insert(field, words) {
  field.focus();
  if (!document.execCommand("insertText", false, words)) {
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function insertAround(field, before, after) {
  const { selectionStart: start, selectionEnd: end } = field;
  insert(field, before + field.value.slice(start, end) + after);
  if (after && start === end) field.setSelectionRange(start + before.length, start + before.length);
}

function copySource(text) {
  const source = text.article.querySelector(".source-words");
  const chosen = getSelection();
  const words = chosen && !chosen.isCollapsed && source.contains(chosen.anchorNode) ? chosen.toString() : source.textContent;
  insert(text.field, words);
}

// The first figure of the source that the translation has less often than the source.
function insertFigure(text) {
  const left = text.field.value.match(FIGURE) ?? [];
  for (const figure of text.article.querySelector(".source-words").textContent.match(FIGURE) ?? []) {
    const place = left.indexOf(figure);
    if (place < 0) return insert(text.field, figure);
    left.splice(place, 1);
  }
}

function useSuggestion(text, number) {
  const button = text.help?.querySelectorAll("[data-use]")[number - 1];
  if (!button) return false;
  text.field.select();
  insert(text.field, button.dataset.use);
  return true;
}

// In the role of who presses: a reviser has revised it and goes on revising.
async function confirmAndNext(text) {
  const [state, next] = "revises" in desk.dataset ? ["revised", "to-revise"] : ["translated", "to-do"];
  if (await text.save(state)) Desk.next(next);
}

const ALT = {
  KeyN: () => Desk.next("missing"),
  KeyO: () => Desk.next("outdated"),
  KeyR: () => Desk.next("to-revise"),
  KeyC: (text) => copySource(text),
  KeyF: (text) => insertFigure(text),
  KeyS: (text) => text.article.querySelector(".still-right")?.click(),
  ArrowDown: () => Desk.step(1),
  ArrowUp: () => Desk.step(-1),
  KeyI: () => { showUnseen.checked = !showUnseen.checked; drawAllUnseen(); },
};
const WITHOUT_TEXT = ["KeyN", "KeyO", "KeyR", "ArrowDown", "ArrowUp", "KeyI"];

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.metaKey || event.shiftKey || event.altKey === event.ctrlKey) return;
  const text = Desk.current?.isOpen ? Desk.current : null;
  let act = event.ctrlKey ? withCtrl(event, text) : withAlt(event, text);
  if (isElsewhere(event.target)) act = withElsewhere(event, act);
  if (!act) return;
  event.preventDefault();
  if (!event.repeat || event.code.startsWith("Arrow")) act();
});

// A field or button of another form than the translation's: a remark, a reason, a search. The return of a text stands
// within the form of its translation, and is a form of its own to who types in it.
function isElsewhere(element) {
  return element.closest(".pair-return") !== null || (Boolean(element.form) && !element.form.matches(".pair-target"));
}

// There the keys that go to another text do so; those that would change the text do nothing, not even what the browser
// does with them, and Ctrl+Enter sends the form.
function withElsewhere(event, act) {
  if (event.target.matches("select") || (event.target.matches("button, summary") && event.key === "Enter")) return null;
  if (event.ctrlKey && event.key === "Enter") return () => send(event.target);
  return act && (event.ctrlKey || !WITHOUT_TEXT.includes(event.code)) ? () => {} : act;
}

function send(field) {
  const button = (field.closest(".pair-return") ?? field.form).querySelector("button:not([type=button])");
  if (button) button.click();
  else field.form.requestSubmit();
}

function withCtrl(event, text) {
  if (!text) return null;
  if (event.key === "Enter") return () => confirmAndNext(text);
  const number = /^Digit([1-9])$/.exec(event.code)?.[1];
  return number && text.help?.querySelector("[data-use]") ? () => useSuggestion(text, Number(number)) : null;
}

function withAlt(event, text) {
  const state = STATE_KEYS[event.code];
  if (state && text) return () => text.article.querySelector(`[name=state]:is([value=${state}], [value=back-to-${state}])`)?.click();
  if (event.code === "KeyR" && !("revises" in desk.dataset)) return null;
  const act = ALT[event.code];
  return act && (text || WITHOUT_TEXT.includes(event.code)) ? () => act(text) : null;
}

for (const link of document.querySelectorAll("[data-go]")) {
  link.addEventListener("click", (event) => { event.preventDefault(); Desk.next(link.dataset.go); });
}

// The special characters are shown at the current text.
const specialCharacters = document.getElementById("special-characters");
desk.addEventListener("desk:chosen", () => {
  const text = Desk.current;
  if (!text.isOpen) return;
  text.article.querySelector(".unseen").before(specialCharacters);
  specialCharacters.hidden = false;
});
specialCharacters.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps its selection
specialCharacters.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && Desk.current) insertAround(Desk.current.field, button.dataset.before, button.dataset.after);
});
desk.addEventListener("click", (event) => {
  const button = event.target.closest(".help-slot [data-use]");
  const text = button && Desk.texts.find((one) => one.help === button.closest(".help-slot"));
  if (text?.isOpen) useSuggestion(text, [...text.help.querySelectorAll("[data-use]")].indexOf(button) + 1);
});
desk.addEventListener("click", (event) => {
  const button = event.target.closest(".help-slot [data-insert]");
  const text = button && Desk.texts.find((one) => one.help === button.closest(".help-slot"));
  if (text?.isOpen) insert(text.field, button.dataset.insert);
});

// What cannot be seen, as a line under the field.
const UNSEEN = {
  "\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO",
  "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\u00a0": "⍽", "\u202f": "⍽",
  "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u00ad": "SHY", "\ufeff": "BOM", "\t": "→", "\n": "¶",
};
const ANY_UNSEEN = new RegExp(`([${Object.keys(UNSEEN).join("")}]|  +| $)`, "u");
const showUnseen = document.getElementById("show-unseen");

function drawUnseen(text) {
  const line = text.article.querySelector(".unseen");
  if (!line || !text.field) return;
  line.hidden = !showUnseen.checked || !text.field.value;
  if (line.hidden) return;
  line.replaceChildren(...text.field.value.split(ANY_UNSEEN).map((part) => {
    const name = UNSEEN[part] ?? (/^ +$/.test(part) && (part.length > 1 || text.field.value.endsWith(part)) ? "·".repeat(part.length) : "");
    if (!name) return part;
    const mark = document.createElement("bdi");
    mark.className = "unseen-mark";
    mark.textContent = name;
    return mark;
  }));
}

function drawAllUnseen() { for (const text of Desk.texts) drawUnseen(text); }

showUnseen.closest("label").hidden = false;
showUnseen.addEventListener("change", drawAllUnseen);
for (const name of ["desk:typed", "desk:saved"]) desk.addEventListener(name, (event) => drawUnseen(Desk.of(event.target)));
