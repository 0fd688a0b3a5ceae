// What is typed is saved by itself, and stays in this browser until the server has confirmed it: over a lost network, a
// lost session, a reload. Two who write the same text both keep their words. A page derives its texts from Autosave; its
// board is the element with the data of templates/components/autosave_data.html.

const FIRST_WAIT = 1500; // milliseconds without a key after which the words are saved
const LONGEST_WAIT = 15000; // for an answer, and between two attempts where none came

// While the page is being left, the next one may be made of the text of before: what is kept here stays for it.
let isLeaving = false;

// Reads and writes what is kept in this browser, for one kind of text and one person.
export class Store {
  constructor(...names) { this.prefix = `${names.join(":")}:`; }
  get(key) { try { return JSON.parse(localStorage.getItem(this.prefix + key)); } catch { return null; } }
  set(key, value) { try { localStorage.setItem(this.prefix + key, JSON.stringify(value)); } catch { /* full or forbidden */ } }
  remove(key) { try { localStorage.removeItem(this.prefix + key); } catch { /* forbidden */ } }
  all() {
    try {
      const keys = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix)).map((name) => name.slice(this.prefix.length));
      return keys.map((key) => [key, this.get(key)]);
    } catch { return []; }
  }
}

// Returns an answer as {status, ...JSON}; a status of 0 where nobody answers, 401 where the session is lost.
export async function ask(address, body = null, fragment = "text") {
  let response;
  try {
    response = await fetch(address, {
      method: body ? "POST" : "GET", body, headers: { "Rostrum-Fragment": fragment }, redirect: "manual",
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
  } catch {
    return { status: 0 };
  }
  if (response.type === "opaqueredirect") return { status: 401 };
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json().catch(() => null) : {};
  return answer ? { ...answer, status: response.status } : { status: 0 };
}

// Sends a form. Who has signed in again in another tab has another token, which is fetched and put into all forms.
export async function post(board, address, body, fragment) {
  const answer = await ask(address, body, fragment);
  if (answer.status !== 403) return answer;
  const status = await renewToken(board);
  if (status !== 200) return { status };
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  return ask(address, body, fragment);
}

// Resolves to 200, or to 401 where nobody is signed in, or somebody else than the writer of this page.
export async function renewToken(board) {
  const answer = await ask(board.dataset.token);
  if (answer.status !== 200) return answer.status;
  if (String(answer.user) !== board.dataset.user) return 401;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = answer.token;
  return 200;
}

// The line that says when the server cannot be reached, or that the writer is signed out, with the way back in.
export class Connection {
  constructor(board, line = document.querySelector(".connection")) {
    [this.board, this.line, this.states] = [board, line, new Map()];
    addEventListener("online", () => this.tell("network", 200));
    addEventListener("offline", () => this.tell("network", 0));
  }

  tell(what, status) {
    this.states.set(what, status);
    const found = [...this.states.values()];
    this.show(found.includes(401) ? 401 : found.includes(0) ? 0 : 200);
  }

  show(status) {
    if (status === this.status) return;
    this.status = status;
    this.line.hidden = status === 200;
    this.line.textContent = status === 200 ? "" : status ? `${this.board.dataset.signedOut} ` : this.board.dataset.lost;
    if (status !== 401) return;
    const next = encodeURIComponent(location.pathname + location.search);
    const { signIn, signInWords } = this.board.dataset;
    this.line.append(Object.assign(document.createElement("a"), { href: `${signIn}?next=${next}`, textContent: signInWords, target: "_blank" }));
  }
}

export class Autosave {
  constructor(form, { board, store, key, connection, conflict, message, fragment = "text" }) {
    Object.assign(this, { form, board, store, key, connection, conflict, message, fragment });
    this.field = form.elements.text;
    this.baseVersion = form.elements.base_version;
    this.wait = FIRST_WAIT;
    this.saving = null;
  }

  // To be called at the end of the constructor of a derived class.
  begin() {
    this.saved = JSON.stringify(this.written.map((field) => field.defaultValue ?? field.value)); // what the server sent
    for (const field of this.written) field.addEventListener(field === this.field ? "input" : "change", () => this.typed());
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submitted(event); });
    this.restore();
    this.offer();
  }

  // What a derived class may say otherwise: the fields that are written in, those with what the text rests on, whether
  // it is saved without a button, and what else is shown after a save or a refusal.
  get written() { return [this.field]; }
  get resting() { return [this.baseVersion]; }
  get savesItself() { return true; }
  get address() { return this.form.action; }
  body(_state) { return new FormData(this.form); }
  submitted(_event) { this.save("button"); }
  restored(_found) { this.tell(this.board.dataset.restored); this.later(); }
  show(_answer) { }
  showRefused(_answer) { }
  adopted() { }
  tell(words, _isTrouble = false) { if (this.message) this.message.textContent = words; }
  moreToKeep() { return {}; }

  now() { return JSON.stringify(this.written.map((field) => field.value)); }
  get isDirty() { return this.now() !== this.saved; }
  get inConflict() { return Boolean(this.conflict?.firstElementChild); }
  get isBusy() { return this.isDirty || this.saving !== null || this.inConflict; }

  typed() {
    this.keep();
    this.tell(this.board.dataset.unsaved, true);
    this.later();
  }

  // Until the writer has chosen between two texts, the copy rests on the older one, so that after a reload it is told again.
  keep() {
    const values = [...this.written, ...this.resting].map((field) => [field.name, field.value]);
    const base_version = this.inConflict ? this.overtakenVersion ?? this.baseVersion.value : this.baseVersion.value;
    this.store.set(this.key, { ...Object.fromEntries(values), base_version, ...this.moreToKeep() });
  }

  // A text that was typed before the page was lost comes back, on what it rested on.
  restore() {
    const found = this.store.get(this.key);
    if (!found) return;
    if (JSON.stringify(this.written.map((field) => found[field.name])) === this.saved) { this.store.remove(this.key); return; }
    if (this.inConflict) return; // the server has just shown both texts
    const isAsBefore = this.resting.every((field) => field === this.baseVersion || found[field.name] === field.value);
    for (const field of [...this.written, ...this.resting]) if (field.name in found) field.value = found[field.name];
    this.restored(found, isAsBefore);
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

  // The writer has come back to the words that the server has.
  unchanged() {
    if (this.store.get(this.key)) this.tell("");
    this.store.remove(this.key);
    return true;
  }

  async send(state, address) {
    const sent = this.now();
    this.tell(this.board.dataset.saving);
    const answer = await post(this.board, address, this.body(state), this.fragment);
    this.connection.tell("saving", answer.status);
    if (answer.status === 200) return this.confirmed(sent, answer);
    if (answer.status === 409 && answer.conflict) return this.overtaken(answer);
    if (answer.message) return this.refused(answer);
    this.tell(this.board.dataset.kept, true);
    this.keep();
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
    this.later(state);
    return false;
  }

  confirmed(sent, answer) {
    this.saved = sent;
    this.wait = FIRST_WAIT;
    this.baseVersion.value = answer.base_version;
    this.conflict.replaceChildren();
    this.show(answer);
    this.tell(answer.message);
    if (this.isDirty) { this.keep(); this.later(); return false; }
    if (!isLeaving) this.store.remove(this.key);
    return true;
  }

  // Both texts are on the server now; nothing is saved by itself until the writer has chosen.
  overtaken(answer) {
    this.overtakenVersion = this.inConflict ? this.overtakenVersion : this.baseVersion.value;
    this.baseVersion.value = answer.base_version;
    this.conflict.innerHTML = answer.conflict; // the server's own template, with every text escaped
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
    button.addEventListener("click", () => {
      this.field.value = current;
      this.saved = this.now();
      this.conflict.replaceChildren();
      this.store.remove(this.key);
      this.tell("");
      this.field.focus();
      this.adopted();
    });
  }

  // What was typed stays in the field and in this browser, until it is typed on.
  refused(answer) {
    this.wait = FIRST_WAIT;
    this.showRefused(answer);
    this.keep();
    this.tell(answer.message, true);
    return false;
  }
}

// Saves what is not saved yet as soon as the network is back, or the writer comes back from signing in elsewhere.
export function watch(texts) {
  const saveAll = () => {
    for (const text of texts()) if (text.isDirty && text.savesItself && !text.inConflict) text.save();
  };
  addEventListener("online", saveAll);
  addEventListener("focus", saveAll);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) saveAll(); });
  addEventListener("beforeunload", (event) => {
    isLeaving = true;
    setTimeout(() => { isLeaving = false; }, LONGEST_WAIT); // where the writer stays after all
    if ([...texts()].some((text) => text.isDirty && !text.store.get(text.key))) event.preventDefault();
  });
}
