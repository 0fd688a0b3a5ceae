// The texts of the draft: each is saved by itself as it is typed. The page around them is draft.js.
import { Autosave, watch } from "../../shared/autosave.js";
import { Connection } from "../../shared/connection.js";
import { morphInside, parse } from "../../shared/fragment.js";
import { Store } from "../../shared/store.js";

const board = document.getElementById("draft");
const store = new Store("draft", board.dataset.user);
const connection = new Connection(board);

class DraftText extends Autosave {
  constructor(form) {
    super(form, {
      board, store, key: form.getAttribute("action"), connection,
      conflict: form.querySelector(".text-conflict"), message: form.querySelector(".text-said"),
    });
    this.begin();
  }

  // A suggestion has its reason beside the words.
  get written() { return this.form.elements.reason ? ["text", "reason"] : ["text"]; }

  // After one's own save nothing has to be fetched, unless a colleague has saved something in between.
  show({ version, words }) {
    if (version === Number(board.dataset.version) + 1) board.dataset.version = version;
    if (words) morphInside(board.querySelector(".words"), parse(words).body);
  }

  get isHeld() { return this.isBusy || this.form.contains(document.activeElement); }
}

const draftTexts = new Map();

// Returns the forms that are being written in; of the others the server has what is in them.
function hold() {
  const texts = [...draftTexts.values()];
  for (const { isHeld, form, written } of texts) {
    if (!isHeld) for (const name of written) form.elements[name].defaultValue = form.elements[name].value;
  }
  return new Set(texts.filter((text) => text.isHeld).map((text) => text.form));
}

// Begins what is new on the page; what the server has just shown anew is on the server.
function beginTexts(held = new Set()) {
  for (const form of board.querySelectorAll("form.text-form")) {
    const text = draftTexts.get(form.dataset.text);
    if (text?.form !== form) draftTexts.set(form.dataset.text, new DraftText(form));
    else if (!held.has(form)) text.saved = text.now();
  }
}

// What is not saved is saved before anything is moved; false where a text could not be saved.
async function saveAll() {
  const dirty = [...draftTexts.values()].filter((text) => text.form.isConnected && text.isDirty && !text.inConflict);
  const saved = await Promise.all(dirty.map((text) => text.save()));
  return saved.every(Boolean);
}

watch(() => [...draftTexts.values()].filter((text) => text.form.isConnected));
beginTexts();

export const Draft = { board, connection, texts: draftTexts, begin: beginTexts, hold, saveAll };
