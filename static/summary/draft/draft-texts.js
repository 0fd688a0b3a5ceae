// The texts of the draft: each is saved by itself as it is typed, and stays in this browser until the server has
// confirmed it. Two who write the same text both keep their words.
"use strict";

const board = document.getElementById("draft");
const kept = keptFor("draft", board.dataset.user);

class DraftText {
  constructor(form) {
    this.form = form;
    this.field = form.elements.text;
    this.baseVersion = form.elements.base_version;
    this.said = form.querySelector(".text-said");
    this.conflict = form.querySelector(".text-conflict");
    this.saved = this.field.value;
    this.pause = null;
    this.saving = null;
    this.wait = 1000;
    this.restore();
    this.field.addEventListener("input", () => {
      this.keep();
      this.tell(board.dataset.unsaved);
      if (!this.inConflict) this.later();
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    this.offer();
  }

  get isDirty() { return this.field.value !== this.saved; }
  get inConflict() { return this.conflict.firstElementChild !== null; }
  get isHeld() { return this.isDirty || this.saving !== null || this.inConflict || document.activeElement === this.field; }
  tell(words) { this.said.textContent = words; }

  // Until the writer has chosen, the copy rests on the older text, so that after a reload it is told again.
  keep() {
    kept.set(this.form, { text: this.field.value, base_version: this.inConflict ? this.overtakenVersion : this.baseVersion.value });
  }

  // A text that was typed before the page was lost comes back, on what it rested on.
  restore() {
    const found = kept.get(this.form);
    if (!found) return;
    if (found.text === this.field.value) { kept.remove(this.form); return; }
    this.field.value = found.text;
    this.baseVersion.value = found.base_version;
    this.later();
  }

  later() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.save(), this.wait);
  }

  // Resolves to whether the server has the text as it stands in the field.
  save() {
    clearTimeout(this.pause);
    this.saving ??= this.send().finally(() => { this.saving = null; });
    return this.saving;
  }

  async send() {
    const sent = this.field.value;
    this.tell(board.dataset.saving);
    try {
      const response = await fetch(this.form.action, {
        method: "POST", body: new FormData(this.form), headers: { "Rostrum-Fragment": "text" }, redirect: "error",
      });
      const answer = await response.json();
      this.wait = 1000;
      this.tell(answer.message);
      if (response.ok) return this.confirmed(sent, answer.base_version);
      if (response.status === 409 && answer.conflict) this.overtaken(answer);
    } catch {
      this.tell(board.dataset.kept);
      this.wait = Math.min(2 * this.wait, 15000);
      this.later();
    }
    return false;
  }

  confirmed(sent, version) {
    this.saved = sent;
    this.baseVersion.value = version;
    this.conflict.replaceChildren();
    if (this.isDirty) { this.keep(); this.later(); return false; }
    kept.remove(this.form);
    return true;
  }

  // Both texts are on the server now; nothing is saved by itself until the writer has chosen.
  overtaken(answer) {
    this.overtakenVersion = this.inConflict ? this.overtakenVersion : this.baseVersion.value;
    this.baseVersion.value = answer.base_version;
    this.theirs = answer.text;
    this.conflict.innerHTML = answer.conflict; // the server's own template, with every text escaped
    this.keep();
    this.offer();
  }

  offer() {
    const button = this.conflict.querySelector(".take-theirs");
    if (!button || this.theirs === undefined) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      this.field.value = this.theirs;
      this.conflict.replaceChildren();
      this.field.focus();
      this.save();
    });
  }
}

const draftTexts = new Map();

function beginTexts() {
  for (const form of board.querySelectorAll("form.text-form")) {
    if (draftTexts.get(form.dataset.text)?.form !== form) draftTexts.set(form.dataset.text, new DraftText(form));
  }
}

// What is not saved is saved before anything is moved; false where a text could not be saved.
async function saveAll() {
  const dirty = [...draftTexts.values()].filter((text) => text.form.isConnected && text.isDirty && !text.inConflict);
  const saved = await Promise.all(dirty.map((text) => text.save()));
  return saved.every(Boolean);
}

globalThis.Draft = { board, texts: draftTexts, begin: beginTexts, saveAll };
beginTexts();
