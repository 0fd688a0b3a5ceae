// The desk: each text is saved by itself as it is typed. Two who write the same text both keep their words, and what
// others save comes in where nothing is being typed.
"use strict";

const AFTER = 1500; // milliseconds without a key after which the words are saved
const TO_DO = ["missing", "draft", "tentative"];

class DeskText {
  constructor(article) {
    this.article = article;
    this.key = article.dataset.text;
    this.form = article.querySelector("form.pair-target");
    this.field = this.form?.elements.text;
    this.address = article.dataset.address;
    this.help = article.querySelector(".help-slot");
    this.conflict = article.querySelector(".pair-conflict");
    if (!this.field || this.field.readOnly) return;
    this.saved = this.field.value;
    this.wait = AFTER;
    this.article.addEventListener("input", (event) => { if (event.target === this.field) this.typed(); });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const action = event.submitter?.getAttribute("formaction"); // "still right" is said of words that are unchanged
      this.save(action && this.isDirty ? "translated" : event.submitter?.value || "draft", this.isDirty ? "" : action);
    });
    this.restore();
  }

  get isOpen() { return Boolean(this.field) && !this.field.readOnly; }
  get isDirty() { return this.isOpen && this.field.value !== this.saved; }
  get inConflict() { return Boolean(this.conflict?.firstElementChild); }
  get isBusy() { return this.isDirty || this.saving || this.inConflict; }
  get isToDo() { return this.isOpen && (TO_DO.includes(this.article.dataset.state) || "outdated" in this.article.dataset); }
  is(what) { return this.isOpen && (what === "to-do" ? this.isToDo : what === "outdated" ? "outdated" in this.article.dataset : this.article.dataset.state === what); }
  tell(words) { const line = this.article.querySelector(".save-message"); if (line) line.textContent = words; }

  typed() {
    this.keep();
    this.tell(desk.dataset.unsaved);
    if (!this.inConflict) this.later();
    this.article.dispatchEvent(new CustomEvent("desk:typed", { bubbles: true }));
  }

  // Until the writer has chosen between two texts, the copy rests on the older one, so that after a reload it is told again.
  keep() {
    const { base_version: version, source } = this.form.elements;
    const rests = this.inConflict ? this.overtakenVersion : version.value;
    DeskStore.set(this.key, { text: this.field.value, base_version: rests, source: source.value, address: this.address });
  }

  restore() {
    const found = DeskStore.get(this.key);
    if (!found) return;
    if (found.text === this.field.value) { DeskStore.remove(this.key); return; }
    this.field.value = found.text;
    this.form.elements.base_version.value = found.base_version;
    this.form.elements.source.value = found.source;
    this.tell(desk.dataset.restored);
    this.later();
  }

  later() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => { if (this.isDirty) this.save("by-itself"); }, this.wait);
  }

  // Resolves to whether the server has the text that is in the field.
  async save(state, address = "") {
    clearTimeout(this.pause);
    while (this.saving) await this.saving;
    this.saving = this.send(state, address || this.form.action);
    const done = await this.saving;
    this.saving = null;
    return done;
  }

  async send(state, address) {
    const sent = this.field.value, body = new FormData(this.form);
    body.set("state", state);
    this.tell(desk.dataset.saving);
    let answer = await deskAsk(address, body);
    if (answer.status === 403) { // signed in anew in another window, or signed out
      const renewed = await this.renew();
      body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
      answer = renewed === 200 ? await deskAsk(address, body) : { status: renewed };
    }
    Desk.connected(answer.status);
    if (answer.status === 200) return this.confirmed(sent, answer);
    if (answer.status === 409 && answer.conflict) return this.overtaken(answer);
    if (answer.refused) return this.refused(answer);
    this.tell(desk.dataset.kept);
    this.keep();
    this.wait = Math.min(2 * this.wait, 15000);
    this.later();
    return false;
  }

  async renew() {
    const answer = await deskAsk(`${this.address}pair/`);
    if (answer.status === 200) {
      const token = parsed(answer.html).querySelector("[name=csrfmiddlewaretoken]").value;
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    }
    return answer.status;
  }

  confirmed(sent, answer) {
    this.saved = sent;
    this.wait = AFTER;
    this.conflict.replaceChildren();
    this.show(answer);
    if (this.field.value === sent) {
      if (document.activeElement !== this.field) this.field.value = answer.words;
      this.saved = this.field.value;
      DeskStore.remove(this.key);
    } else {
      this.keep();
      this.later();
    }
    this.tell(answer.message);
    this.article.dispatchEvent(new CustomEvent("desk:saved", { bubbles: true }));
    return !this.isDirty;
  }

  // Both texts are on the server now; nothing is saved by itself until the writer has chosen.
  overtaken(answer) {
    this.overtakenVersion = this.inConflict ? this.overtakenVersion : this.form.elements.base_version.value;
    this.form.elements.base_version.value = answer.base_version;
    this.conflict.innerHTML = answer.conflict; // the server's own template, with every text escaped
    this.keep();
    this.tell(answer.message);
    const button = this.conflict.querySelector(".take-theirs");
    button.hidden = false;
    button.addEventListener("click", () => {
      this.field.value = answer.words;
      this.conflict.replaceChildren();
      this.field.focus();
      this.save("by-itself");
    });
    return false;
  }

  // What was typed stays; the source is shown as it now reads. The next save rests on what its writer then sees.
  refused(answer) {
    if (answer.source !== this.form.elements.source.value) this.show(answer, { isKept: true });
    this.keep();
    this.tell(answer.message);
    return false;
  }

  // The text as the server has it; the field is left alone.
  show(answer, { isKept = false } = {}) {
    const fresh = parsed(answer.html).querySelector("article");
    for (const name of Object.keys(this.article.dataset)) if (!(name in fresh.dataset)) delete this.article.dataset[name];
    Object.assign(this.article.dataset, fresh.dataset);
    if (!isKept) this.form.elements.base_version.value = answer.base_version;
    this.form.elements.source.value = answer.source;
    const focused = document.activeElement;
    for (const part of [".pair-source", ".pair-state", ".pair-acts"]) {
      const old = this.article.querySelector(part);
      if (old?.contains(focused)) this.field.focus({ preventScroll: true });
      old?.replaceWith(...fresh.querySelectorAll(part));
    }
  }

  // What somebody else has saved.
  async refresh() {
    const answer = await deskAsk(`${this.address}pair/${location.search}`);
    if (answer.status !== 200 || this.isBusy) return;
    this.show(answer);
    if (this.field.value !== answer.words) this.field.value = answer.words;
    this.saved = this.field.value;
  }
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // the server's own template, with every text escaped
  return template.content;
}

const Desk = {
  texts: [...document.querySelectorAll(".pair")].map((article) => new DeskText(article)),
  side: document.getElementById("desk-side"),
  isWide: matchMedia("(min-width: 84rem)"),
  current: null,

  of(element) { const article = element?.closest?.(".pair"); return article && this.texts.find((text) => text.article === article); },

  // The current text: marked, and what helps with it beside it, or under it where there is no room beside.
  choose(text) {
    if (!text || text === this.current) return;
    this.current?.article.classList.remove("is-current");
    if (this.current?.help) this.current.article.append(this.current.help);
    this.current = text;
    text.article.classList.add("is-current");
    if (text.help && this.isWide.matches) this.side.replaceChildren(text.help);
    desk.dispatchEvent(new CustomEvent("desk:chosen"));
  },

  go(text) {
    if (!text) return;
    (text.isOpen ? text.field : text.article.querySelector("a"))?.focus({ preventScroll: true });
    text.article.scrollIntoView({ block: text.article.offsetHeight < innerHeight / 2 ? "center" : "start" });
  },

  step(by) {
    const open = this.texts.filter((text) => text.isOpen);
    this.go(open[Math.min(Math.max(open.indexOf(this.current) + by, 0), open.length - 1)]);
  },

  // The next text that is so: on this page, else the server knows on which.
  async next(what) {
    const after = this.texts.indexOf(this.current) + 1;
    const found = this.texts.slice(after).find((text) => text.is(what));
    if (found) return this.go(found);
    const query = new URLSearchParams(location.search);
    query.delete("only");
    query.set("go", what);
    query.set("from", this.texts.at(-1)?.article.dataset.position ?? 0);
    await Promise.all(this.texts.filter((text) => text.isDirty && !text.inConflict).map((text) => text.save("by-itself")));
    location.assign(`?${query}`);
  },

  connected(status) {
    const notice = document.getElementById("connection");
    const words = status === 0 ? desk.dataset.lost : status === 401 ? desk.dataset.signedOut : "";
    if (notice.dataset.words === words) return;
    notice.dataset.words = words;
    notice.hidden = !words;
    notice.textContent = `${words} `;
    if (status === 401) notice.append(Object.assign(document.createElement("a"), { href: `${desk.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`, textContent: "↗", target: "_blank" }));
  },
};

desk.classList.add("has-script");
desk.addEventListener("focusin", (event) => Desk.choose(Desk.of(event.target)));
addEventListener("online", () => { for (const text of Desk.texts) if (text.isDirty && !text.inConflict) text.save("by-itself"); });
addEventListener("beforeunload", (event) => { if (Desk.texts.some((text) => text.isDirty && !DeskStore.get(text.key))) event.preventDefault(); });
// Who leaves the page sends what is not saved yet; the copy in this browser goes when it is seen to have arrived.
addEventListener("pagehide", () => {
  for (const text of Desk.texts) {
    if (!text.isDirty || text.inConflict) continue;
    const body = new FormData(text.form);
    body.set("state", "by-itself");
    navigator.sendBeacon(text.form.action, body);
  }
});

// What was typed on other pages of the desk and never confirmed is told here.
const elsewhere = DeskStore.all().filter(([key, kept]) => kept?.address && !Desk.texts.some((text) => text.key === key));
if (elsewhere.length) {
  const notice = document.getElementById("kept-elsewhere");
  for (const [, kept] of elsewhere) {
    notice.append(" ", Object.assign(document.createElement("a"), { href: `${kept.address}at-its-place/`, textContent: `${kept.text.slice(0, 40)}…`, dir: "auto" }));
  }
  notice.hidden = false;
}
