// The translation beside its source. What is typed stays in this browser until the server has confirmed it. A text that
// is missing or a draft is saved by itself as a draft; one that somebody has called more is saved with a button alone.
"use strict";

const desk = document.getElementById("translation");
const kept = keptFor("translation", desk.dataset.user);

class Translation {
  constructor(form) {
    this.form = form;
    this.field = form.elements.text;
    this.baseVersion = form.elements.base_version;
    this.sourceVersion = form.elements.source_version;
    this.said = form.querySelector(".said");
    this.conflict = form.querySelector(".translation-conflict");
    this.savesItself = "keepsItself" in form.dataset;
    this.saved = this.field.defaultValue;
    this.pause = null;
    this.saving = null;
    this.wait = 1500;
    this.restore();
    this.field.addEventListener("input", () => {
      this.keep();
      this.tell(desk.dataset.unsaved, true);
      this.later();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save(event.submitter?.value ?? "draft");
    });
    this.offer();
  }

  get isDirty() { return this.field.value !== this.saved; }
  get inConflict() { return this.conflict.firstElementChild !== null; }
  tell(words, isTrouble = false) { this.said.textContent = words; this.said.classList.toggle("trouble", isTrouble); }

  // Until the translator has chosen, the copy rests on the older text, so that after a reload it is told again.
  keep() {
    const base_version = this.inConflict ? this.overtakenVersion ?? this.baseVersion.value : this.baseVersion.value;
    kept.set(this.form, { text: this.field.value, base_version, source_version: this.sourceVersion.value });
  }

  // A text that was typed before the page was lost comes back, with what it rested on and what it was made from.
  restore() {
    const found = kept.get(this.form);
    if (!found) return;
    if (found.text === this.field.value) { kept.remove(this.form); return; }
    if (this.inConflict) return; // the server has shown both texts just now
    this.field.value = found.text;
    this.baseVersion.value = found.base_version;
    const isSameSource = found.source_version === this.sourceVersion.value;
    this.tell(isSameSource ? desk.dataset.unsaved : desk.dataset.otherSource, true);
    if (isSameSource) this.later();
  }

  later() {
    clearTimeout(this.pause);
    if (this.savesItself && !this.inConflict) this.pause = setTimeout(() => this.save("by-itself"), this.wait);
  }

  // A button that is pressed while a save is under way waits for it; a save by itself is put off.
  async save(state) {
    clearTimeout(this.pause);
    if (this.saving && state === "by-itself") { this.later(); return; }
    await this.saving;
    if (state === "by-itself" && !this.isDirty) return;
    this.saving = this.send(state);
    await this.saving;
    this.saving = null;
  }

  async send(state) {
    const text = this.field.value;
    const body = new FormData(this.form);
    body.set("state", state);
    this.tell(desk.dataset.saving);
    try {
      const response = await fetch(this.form.action, {
        method: "POST", body, headers: { "Rostrum-Fragment": "translation" }, redirect: "error",
      });
      const answer = await response.json();
      this.wait = 1500;
      this.tell(answer.message, !response.ok);
      if (response.ok) this.confirmed(text, answer);
      else this.refused(answer);
    } catch {
      this.keep();
      this.tell(desk.dataset.kept, true);
      this.wait = Math.min(2 * this.wait, 15000);
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.save(state), this.wait); // with the state that was asked for
    }
  }

  confirmed(text, answer) {
    this.saved = text;
    this.baseVersion.value = answer.base_version;
    this.conflict.replaceChildren();
    this.showState(answer);
    if (this.isDirty) { this.keep(); this.later(); } else kept.remove(this.form);
  }

  showState({ state, name }) {
    this.savesItself = state === "draft" || state === "missing";
    this.form.querySelector(".state .key").className = `key state-${state}`;
    this.form.querySelector(".state-name").textContent = name;
    for (const gone of this.form.querySelectorAll(".is-outdated, .by, .still-right")) gone.remove();
    this.form.closest(".translation-pair").querySelector(".changed-source")?.remove();
  }

  // Nothing more is saved by itself until the translator has looked: the words stay in the field and in this browser.
  refused(answer) {
    this.savesItself = false;
    if (answer.conflict === undefined) { this.keep(); return; }
    this.overtakenVersion = this.inConflict ? this.overtakenVersion : this.baseVersion.value;
    this.baseVersion.value = answer.base_version;
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
      this.field.value = this.saved = current.textContent;
      this.conflict.replaceChildren();
      this.tell("");
      kept.remove(this.form);
      this.field.focus();
    });
  }
}

const translations = [...desk.querySelectorAll("form.translation")].map((form) => new Translation(form));
const connection = document.querySelector(".connection");
function follow() {
  connection.hidden = navigator.onLine;
  connection.textContent = navigator.onLine ? "" : connection.dataset.lost;
}
addEventListener("online", follow);
addEventListener("offline", follow);
addEventListener("beforeunload", (event) => {
  if (translations.some((text) => text.isDirty && kept.get(text.form) === null)) event.preventDefault();
});
follow();
