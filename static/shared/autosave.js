// What is typed is saved by itself, and stays on this device until the server has confirmed it: over a lost network, a
// lost session, a closed tab. Two who write the same text both keep their words. A page derives its texts from Autosave;
// its board is the element with the data of templates/components/autosave_data.html.
import { morphInside, parse } from "./fragment.js";
import { post } from "./request.js";

const FIRST_WAIT = 1500; // milliseconds without a key after which the words are saved
const LONGEST_WAIT = 15000; // between two attempts where no answer came

// While the page is being left, the next one may be made of the text of before: what is kept here stays for it.
let isLeaving = false;

export class Autosave {
  constructor(form, { board, store, key, connection, conflict, message, fragment = "text", firstWait = FIRST_WAIT }) {
    Object.assign(this, { form, board, store, key, connection, conflict, message, fragment, firstWait });
    this.field = form.elements.text;
    this.wait = firstWait;
    this.saving = null;
  }

  // To be called at the end of the constructor of a derived class.
  begin() {
    this.saved = JSON.stringify(this.written.map((name) => asSent(this.form.elements[name])));
    this.form.addEventListener("input", (event) => { if (this.written.includes(event.target.name)) this.typed(); });
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submitted(event); });
    const isRestored = this.restore();
    if (!isRestored && this.isWaiting) this.typed(); // before this script had begun, on a slow connection
    this.offer();
  }

  // What a derived class may say otherwise: the names of the fields that are written in, and of those with what the text
  // rests on, whether it is saved without a button, and what else is shown after a save or a refusal.
  get written() { return ["text"]; }
  get resting() { return ["base_version"]; }
  get savesItself() { return true; }
  get address() { return this.form.action; }
  body(_state) { return new FormData(this.form); }
  submitted(_event) { this.save("button"); }
  restored() { this.tell(this.board.dataset.restored); this.later(); }
  show(_answer) { }
  showRefused(_answer) { }
  adopted() { }
  tell(words, _isTrouble = false) { if (this.message) this.message.textContent = words; }
  moreToKeep() { return {}; }

  get baseVersion() { return this.form.elements.base_version; }
  now() { return JSON.stringify(this.written.map((name) => this.form.elements[name].value)); }
  get isDirty() { return this.now() !== this.saved; }
  get inConflict() { return Boolean(this.conflict?.firstElementChild); }
  get isBusy() { return this.isDirty || this.saving !== null || this.inConflict; }
  get isWaiting() { return this.isDirty && this.savesItself && !this.inConflict; }

  typed() {
    this.tell(this.keep() ? this.board.dataset.unsaved : this.board.dataset.notKept, true);
    this.later();
  }

  // Returns whether this device keeps what is typed. Until the writer has chosen between two texts, the copy rests on the
  // older one, so that after a reload it is told again.
  keep() {
    const names = [...this.written, ...this.resting];
    const kept = Object.fromEntries(names.map((name) => [name, this.form.elements[name].value]));
    if (this.inConflict) kept.base_version = this.overtakenVersion ?? kept.base_version;
    return this.store.set(this.key, { ...kept, sent: this.sent, ...this.moreToKeep() });
  }

  // What this device keeps is no longer needed, unless another window has kept something else since.
  release() {
    const kept = this.store.get(this.key);
    if (kept && this.valuesOf(kept) === this.now()) this.store.remove(this.key);
  }

  valuesOf(kept) { return JSON.stringify(this.written.map((name) => kept[name])); }

  // A text that was typed before the page was lost comes back, on what it rested on. Where the server has what was on its
  // way to it when the page was lost, it rests on that. Returns whether one came back.
  restore() {
    const kept = this.store.get(this.key);
    if (!kept) return false;
    if (this.valuesOf(kept) === this.saved) { this.store.remove(this.key); return false; }
    if (this.inConflict) return false; // the server has just shown both texts
    const hasArrived = Boolean(kept.sent) && trimmed(kept.sent) === trimmed(this.saved);
    for (const name of [...this.written, ...this.resting]) {
      if (name in kept && !(hasArrived && name === "base_version")) this.form.elements[name].value = kept[name];
    }
    this.restored();
    return true;
  }

  later(state = "by-itself") {
    clearTimeout(this.pause);
    if (state !== "by-itself" || (this.savesItself && !this.inConflict)) this.pause = setTimeout(() => this.save(state), this.wait);
  }

  // Resolves to whether the server has the text that is in the field. One save waits for another.
  async save(state = "by-itself", address = this.address) {
    clearTimeout(this.pause);
    while (this.saving) await this.saving;
    if (state === "by-itself" && !this.isDirty) return this.unchanged();
    this.saving = this.send(state, address);
    try { return await this.saving; } finally { this.saving = null; }
  }

  // Sends at once, before the page is gone; the request outlives it. What is already on its way is not sent twice, and
  // what was typed after it stays on this device.
  leave() {
    if (!this.saving && this.isWaiting) this.save();
  }

  // The writer has come back to the words that the server has.
  unchanged() {
    if (this.store.get(this.key)) this.tell("");
    this.release();
    return true;
  }

  async send(state, address) {
    const sent = this.sent = this.now();
    if (this.isDirty) this.keep();
    this.tell(this.board.dataset.saving);
    const answer = await post(this.board, address, this.body(state), this.fragment);
    this.connection.tell("saving", answer.status);
    if (answer.status === 200) return this.confirmed(sent, answer);
    if (answer.status === 409 && answer.conflict) return this.overtaken(answer);
    if (answer.message) return this.refused(answer);
    this.tell(this.keep() ? this.board.dataset.kept : this.board.dataset.notKept, true);
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
    this.later(state);
    return false;
  }

  confirmed(sent, answer) {
    this.saved = sent;
    this.wait = this.firstWait;
    this.baseVersion.value = answer.base_version;
    this.conflict.replaceChildren();
    this.show(answer);
    this.tell(answer.message);
    if (this.isDirty) { this.keep(); this.later(); return false; }
    if (!isLeaving) this.release();
    return true;
  }

  // Both texts are on the server now; nothing is saved by itself until the writer has chosen.
  overtaken(answer) {
    this.overtakenVersion = this.inConflict ? this.overtakenVersion : this.baseVersion.value;
    this.baseVersion.value = answer.base_version;
    morphInside(this.conflict, parse(answer.conflict).body);
    this.keep();
    this.tell(answer.message, true);
    this.offer(answer.text);
    return false;
  }

  // The current text of the other writer can be taken over; the server has it, so that nothing needs to be saved.
  offer(theirs) {
    const button = this.conflict?.querySelector(".take-theirs");
    const current = theirs ?? this.conflict?.querySelector(".standing-text")?.textContent;
    if (!button || current === undefined) return;
    button.hidden = false;
    button.onclick = () => { // once, also where a second conflict is shown at the same place
      this.field.value = current;
      this.saved = this.now();
      this.conflict.replaceChildren();
      this.store.remove(this.key);
      this.tell("");
      this.field.focus();
      this.adopted();
    };
  }

  // What was typed stays in the field and on this device, until it is typed on.
  refused(answer) {
    this.wait = this.firstWait;
    this.showRefused(answer);
    this.keep();
    this.tell(answer.message, true);
    return false;
  }
}

// The value that a field had when the server sent it; a browser may have put another one there since.
function asSent(field) {
  if (field.options) return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
  if (field instanceof RadioNodeList) return [...field].find((radio) => radio.defaultChecked)?.value ?? "";
  return field.defaultValue;
}

// As the server stores it.
function trimmed(values) {
  return JSON.stringify(JSON.parse(values).map((value) => value.replaceAll("\r\n", "\n").trim()));
}

// Saves what is not saved yet as soon as the network is back, or the writer comes back from signing in elsewhere, and
// when the page is put away or left.
export function watch(texts) {
  const saveAll = () => { for (const text of texts()) if (text.isWaiting) text.save(); };
  const leaveAll = () => { for (const text of texts()) text.leave(); };
  addEventListener("online", saveAll);
  addEventListener("focus", saveAll);
  addEventListener("pagehide", leaveAll);
  document.addEventListener("visibilitychange", () => (document.hidden ? leaveAll() : saveAll()));
  addEventListener("beforeunload", (event) => {
    isLeaving = true;
    setTimeout(() => { isLeaving = false; }, LONGEST_WAIT); // where the writer stays after all
    if ([...texts()].some((text) => text.isDirty && !text.store.get(text.key))) event.preventDefault();
  });
}
