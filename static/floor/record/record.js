// The record while it is written: gists are saved as they are typed, and the facts follow the floor.
// What is typed stays in this browser until the server has confirmed it.
"use strict";

const record = document.getElementById("record");
const kept = keptFor("gist", record.dataset.user);

class Gist {
  constructor(form) {
    this.form = form;
    this.field = form.elements.text;
    this.language = form.elements.language;
    this.version = form.elements.base_version;
    this.said = form.querySelector(".gist-said");
    this.conflict = form.querySelector(".gist-conflict");
    this.saved = this.now();
    this.pause = null;
    this.saving = false;
    this.wait = 1000;
    this.restore();
    const typed = () => { this.keep(); this.tell(record.dataset.unsaved); if (!this.inConflict) this.later(); };
    this.field.addEventListener("input", typed);
    this.language.addEventListener("change", typed);
    form.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    this.offer();
  }

  now() { return JSON.stringify([this.field.value, this.language.value]); }
  get isDirty() { return this.now() !== this.saved; }
  get inConflict() { return this.conflict.firstElementChild !== null; }
  tell(words) { this.said.textContent = words; }

  // Until the note-taker has chosen, the copy rests on the older version, so that after a reload it is told again.
  keep() {
    const base_version = this.inConflict ? this.overtakenVersion : this.version.value;
    kept.set(this.form, { text: this.field.value, language: this.language.value, base_version });
  }

  // A text that was typed before the page was lost comes back, on the version that it rested on.
  restore() {
    const found = kept.get(this.form);
    if (!found) return;
    if (found.text === this.field.value && found.language === this.language.value) { kept.remove(this.form); return; }
    this.field.value = found.text;
    this.language.value = found.language;
    this.version.value = found.base_version;
    this.later();
  }

  later() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.save(), this.wait);
  }

  async save() {
    clearTimeout(this.pause);
    if (this.saving) { this.later(); return; }
    this.saving = true;
    const sent = this.now();
    this.tell(record.dataset.saving);
    try {
      const response = await fetch(this.form.action, {
        method: "POST", body: new FormData(this.form), headers: { "Rostrum-Fragment": "gist" }, redirect: "error",
      });
      const answer = await response.json();
      this.wait = 1000;
      this.tell(answer.message);
      if (response.ok) this.confirmed(sent, answer.version);
      else if (response.status === 409) this.overtaken(answer);
    } catch {
      this.tell(record.dataset.kept);
      this.wait = Math.min(2 * this.wait, 15000);
      this.later();
    }
    this.saving = false;
  }

  confirmed(sent, version) {
    this.saved = sent;
    this.version.value = version;
    this.conflict.replaceChildren();
    if (this.isDirty) { this.keep(); this.later(); } else kept.remove(this.form);
  }

  // Both texts are on the server now; nothing is saved by itself until the note-taker has chosen.
  overtaken(answer) {
    this.overtakenVersion = this.inConflict ? this.overtakenVersion : this.version.value;
    this.version.value = answer.version;
    this.theirs = answer.text;
    this.conflict.innerHTML = answer.conflict; // the server's own template, with every text escaped
    this.keep();
    this.offer();
  }

  offer() {
    const button = this.conflict.querySelector(".take-theirs");
    const current = this.conflict.querySelector(".standing-text");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      this.field.value = this.theirs ?? current.textContent;
      this.conflict.replaceChildren();
      this.field.focus();
      this.save();
    });
  }

  // What somebody else has written since comes into a field in which nothing is being written.
  follow(fresh) {
    const { text, language, base_version: version } = fresh.elements;
    if (this.isDirty || this.saving || this.inConflict || Number(version.value) <= Number(this.version.value)) return;
    this.field.value = text.value;
    this.language.value = language.value;
    this.version.value = version.value;
    this.saved = this.now();
    this.tell(fresh.querySelector(".gist-said").textContent);
  }
}

const gists = new Map(), themes = new Map();
function begin(root) {
  for (const form of root.querySelectorAll("form.gist")) {
    if (!gists.has(form.dataset.gist)) gists.set(form.dataset.gist, new Gist(form));
  }
  for (const details of root.querySelectorAll("details.entry-themes")) {
    if (!themes.has(details.dataset.themes)) themes.set(details.dataset.themes, new Themes(details));
  }
}

function forget(key) {
  gists.delete(key);
  themes.delete(key);
}

// What somebody writes in, or has opened in order to write, is left alone; all else of an entry is replaced.
function update(here, fresh) {
  here.className = fresh.className;
  const part = here.querySelector(".correct:is([open], :focus-within)") ? ".entry-facts" : ".entry-about";
  here.querySelector(part).replaceWith(fresh.querySelector(part));
  const key = here.dataset.entry;
  const [notes, newer] = [here, fresh].map((entry) => entry.querySelector(".entry-notes"));
  if (notes?.querySelector("form.gist") && newer?.querySelector("form.gist")) {
    gists.get(key).follow(newer.querySelector("form.gist"));
    themes.get(key)?.follow(newer.querySelector("details.entry-themes"));
    return;
  }
  forget(key);
  notes?.remove();
  if (newer) here.append(newer);
}

async function refresh() {
  const response = await fetch(record.dataset.parts, { headers: { "Rostrum-Fragment": "record" }, redirect: "error" });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const list = record.querySelector(".entries");
  const empty = record.querySelector(".empty");
  let before = null;
  const entries = [...fresh.querySelectorAll(".entry")];
  const present = new Set(entries.map((entry) => entry.dataset.entry));
  for (const entry of entries) {
    const here = list.querySelector(`[data-entry="${entry.dataset.entry}"]`);
    if (here) update(here, entry);
    else if (before) before.after(entry);
    else list.prepend(entry);
    before = here ?? entry;
  }
  for (const entry of [...list.children]) {
    if (!present.has(entry.dataset.entry)) { forget(entry.dataset.entry); entry.remove(); }
  }
  if (empty && present.size) empty.remove();
  record.querySelector(".others").replaceWith(fresh.querySelector(".others"));
  begin(record);
}

begin(record);
const connection = document.querySelector(".connection");
if (window.Live) {
  Live.follow({
    stream: record.dataset.stream,
    poll: record.dataset.poll,
    onState: (state) => {
      if (state.version === Number(record.dataset.version)) return;
      record.dataset.version = state.version;
      refresh().catch(() => {});
    },
    onConnection: (isLive) => {
      connection.hidden = isLive;
      connection.textContent = isLive ? "" : connection.dataset.lost;
    },
  });
}
setInterval(() => { if (!document.hidden) refresh().catch(() => {}); }, 20000); // gists of colleagues
