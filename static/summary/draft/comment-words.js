// Comments on words: what is selected in a paragraph is what its next comment is about, and the words of a comment are
// shown in the text.
const page = document.getElementById("draft");
const chosen = new Map(); // the words selected last in each paragraph, until a comment is about them

// Returns what is selected within a paragraph as {row, words, before}, or null.
function selected() {
  const field = document.activeElement;
  if (field?.matches?.(".text.paragraph .text-form:not(.suggestion-form) textarea")) {
    const { selectionStart, selectionEnd, value } = field;
    return of(field, value.slice(selectionStart, selectionEnd), value.slice(0, selectionStart));
  }
  const selection = document.getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  const within = range?.commonAncestorContainer;
  const reading = (within?.closest ? within : within?.parentElement)?.closest(".text.paragraph .reading");
  if (!reading) return null;
  const before = document.createRange();
  before.setStart(reading, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return of(reading, range.toString(), before.toString());
}

function of(element, text, before) {
  const words = text.trim();
  const skipped = text.length - text.trimStart().length;
  return words ? { row: element.closest(".text"), words, before: before + text.slice(0, skipped) } : null;
}

document.addEventListener("selectionchange", () => {
  const found = selected();
  if (found && page.contains(found.row)) chosen.set(found.row.dataset.text, found);
});

// As soon as the comments of the paragraph are opened, or one is begun.
function offer(target) {
  const form = target.closest(".comments")?.querySelector(".comment-form");
  const key = form?.closest(".text").dataset.text;
  const found = chosen.get(key);
  if (!form || !found || form.elements.text.value) return;
  chosen.delete(key);
  form.elements.quotation.value = found.words;
  form.elements.occurrence.value = found.before.split(found.words).length - 1;
}

page.addEventListener("toggle", (event) => { if (event.target.open) offer(event.target); }, true);
page.addEventListener("focusin", (event) => offer(event.target));
// Other words than those that were selected: the first place where they stand.
page.addEventListener("input", (event) => {
  if (event.target.name === "quotation") event.target.form.elements.occurrence.value = "";
});

page.addEventListener("click", (event) => {
  const place = event.target.closest(".said-of[data-from]");
  const field = place?.closest(".text").querySelector(".text-form textarea");
  if (!field) return;
  field.focus();
  field.setSelectionRange(Number(place.dataset.from), Number(place.dataset.to));
  chosen.delete(place.closest(".text").dataset.text);
});
