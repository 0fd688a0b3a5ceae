// The texts of the desk: each is saved by itself as it is typed, and what others save comes in where nothing is being typed.
import { Autosave, watch } from "../../shared/autosave.js";
import { Connection } from "../../shared/connection.js";
import { morph, parse } from "../../shared/fragment.js";
import { ask } from "../../shared/request.js";
import { Store } from "../../shared/store.js";

const TO_DO = ["missing", "draft", "tentative"];

export const desk = document.getElementById("desk");
const store = new Store("desk", desk.dataset.user, desk.dataset.code);
const connection = new Connection(desk);

// A text of the desk. One that can only be read has no field and saves nothing.
class DeskText {
  constructor(article) {
    this.article = article;
    this.key = article.dataset.text;
    this.field = article.querySelector("form.pair-target")?.elements.text;
    this.help = article.querySelector(".help-slot");
    this.address = article.dataset.address;
    if (this.isOpen) this.autosave = new DeskAutosave(this);
  }

  get form() { return this.autosave?.form; }
  get isOpen() { return Boolean(this.field) && !this.field.readOnly; }
  get isDirty() { return Boolean(this.autosave?.isDirty); }
  get inConflict() { return Boolean(this.autosave?.inConflict); }
  get isBusy() { return Boolean(this.autosave?.isBusy); }
  get isToDo() { return this.isOpen && (TO_DO.includes(this.article.dataset.state) || this.isOutdated); }
  get isOutdated() { return "outdated" in this.article.dataset; }
  is(what) {
    if (!this.isOpen) return false;
    if (what === "to-do") return this.isToDo;
    if (what === "to-revise") return this.isOutdated || this.article.dataset.state === "translated";
    return what === "outdated" ? this.isOutdated : this.article.dataset.state === what;
  }
  save(state) { return this.autosave.save(state); }
  dispatch(name) { this.article.dispatchEvent(new CustomEvent(name, { bubbles: true })); }

  // What somebody else has saved.
  async refresh() {
    const answer = await ask(`${this.address}pair/${location.search}`);
    if (answer.status !== 200 || this.isBusy) return;
    this.autosave.show(answer);
    this.autosave.take(answer.words);
  }
}

class DeskAutosave extends Autosave {
  constructor(text) {
    const { article } = text;
    super(article.querySelector("form.pair-target"), {
      board: desk, store, key: text.key, connection, conflict: article.querySelector(".pair-conflict"),
    });
    Object.assign(this, { text, article });
    this.begin();
  }

  get resting() { return ["base_version", "source"]; }
  moreToKeep() { return { address: this.text.address }; }
  tell(words) { const line = this.article.querySelector(".save-message"); if (line) line.textContent = words; }

  typed() {
    super.typed();
    this.text.dispatch("desk:typed");
  }

  submitted({ submitter }) {
    const action = submitter?.getAttribute("formaction"); // "still right" is said of words that are unchanged
    if (action && (submitter.value === "return" || !this.isDirty)) this.save(submitter.value || "still-right", action);
    else this.save(action ? "translated" : submitter?.value || "draft");
  }

  body(state) {
    const body = new FormData(this.form);
    body.set("state", state);
    return body;
  }

  confirmed(sent, answer) {
    const isSaved = super.confirmed(sent, answer);
    if (isSaved && document.activeElement !== this.field) this.take(answer.words);
    this.text.dispatch("desk:saved");
    return isSaved;
  }

  take(words) {
    if (this.field.value !== words) this.field.value = words;
    this.saved = this.now();
  }

  adopted() { this.text.refresh(); }

  // What was typed stays; the source is shown as it now reads. The next save rests on what its writer then sees. Where the
  // document is withdrawn from the writer, the answer shows nothing of it.
  showRefused(answer) {
    if (answer.html && answer.source !== this.form.elements.source.value) this.show(answer, { isKept: true });
  }

  // The text as the server has it; the field is left alone.
  show(answer, { isKept = false } = {}) {
    const fresh = parse(answer.html).querySelector("article");
    for (const name of Object.keys(this.article.dataset)) if (!(name in fresh.dataset)) delete this.article.dataset[name];
    Object.assign(this.article.dataset, fresh.dataset);
    if (!isKept) this.baseVersion.value = answer.base_version;
    this.form.elements.source.value = answer.source;
    const focused = document.activeElement;
    this.article.setAttribute("aria-label", fresh.getAttribute("aria-label"));
    for (const part of [".pair-source", ".pair-state", ".pair-acts", ".pair-return"]) {
      const old = this.article.querySelector(part), next = fresh.querySelector(part);
      if (old?.contains(focused)) this.field.focus({ preventScroll: true });
      if (old && next) morph(old, next);
      else old?.remove();
    }
  }
}

// The browser holds a place of its own choice where the page above it grows or shrinks, which may be what goes; so it
// rests until the page is drawn.
function stayingInPlace(element, change) {
  const page = document.documentElement;
  const before = element.getBoundingClientRect().top;
  page.style.overflowAnchor = "none";
  change();
  scrollBy({ top: element.getBoundingClientRect().top - before, behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => { page.style.overflowAnchor = ""; }));
}

export const Desk = {
  texts: [...document.querySelectorAll(".pair")].map((article) => new DeskText(article)),
  side: document.getElementById("desk-side"),
  isWide: matchMedia("(min-width: 76rem)"),
  current: null,

  of(element) { const article = element?.closest?.(".pair"); return article && this.texts.find((text) => text.article === article); },

  // The current text: marked, and what helps with it beside it, or under it where there is no room beside. There the help
  // of the text before goes, so that all below it moves: what one has just chosen stays where it is on the screen.
  choose(text) {
    if (text && text !== this.current) stayingInPlace(document.activeElement, () => this.makeCurrent(text));
  },

  makeCurrent(text) {
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

  connected(status) { connection.tell("listening", status); },
};

desk.classList.add("has-script");
desk.addEventListener("focusin", (event) => Desk.choose(Desk.of(event.target)));
watch(() => Desk.texts.filter((text) => text.isOpen).map((text) => text.autosave));

// What was typed on other pages of the desk and never confirmed is told here.
const elsewhere = store.all().filter(([key, kept]) => kept?.address && !Desk.texts.some((text) => text.key === key));
if (elsewhere.length) {
  const notice = document.getElementById("kept-elsewhere");
  for (const [, kept] of elsewhere) {
    notice.append(" ", Object.assign(document.createElement("a"), { href: `${kept.address}at-its-place/`, textContent: `${kept.text.slice(0, 40)}…`, dir: "auto" }));
  }
  notice.hidden = false;
}
