// Beside the text that is current: who else is at it, what others have saved, and what helps with it.
import { morphInside, parse } from "../../shared/fragment.js";
import { ask } from "../../shared/request.js";
import { Desk, desk } from "./desk-texts.js";

const LISTENS = 15000; // milliseconds between two looks at what others do
const IS_HERE = 20000; // between two times that this page says where its reader is
const HELP_AFTER = 1200; // after the last key, until the warnings are told of the words as typed

const Together = {
  toldAt: 0,

  sayHere() {
    const text = Desk.current;
    if (!text?.isOpen || (Date.now() - this.toldAt < 2000 && this.toldOf === text)) return;
    [this.toldAt, this.toldOf] = [Date.now(), text];
    const body = new FormData();
    body.set("csrfmiddlewaretoken", text.form.elements.csrfmiddlewaretoken.value);
    ask(`${text.address}here/`, body);
  },

  async listen() {
    if (document.hidden || !Desk.texts.length) return;
    const answer = await ask(`${desk.dataset.now}?texts=${Desk.texts.map((text) => text.key).join(",")}`);
    Desk.connected(answer.status);
    if (answer.status !== 200) return;
    for (const text of Desk.texts) {
      const present = text.article.querySelector(".present");
      if (present) present.textContent = answer.presence[text.key] ?? "";
      const isNew = answer.versions[text.key] && answer.versions[text.key] !== text.article.dataset.version;
      if (isNew && text.isOpen && !text.isBusy) text.refresh();
    }
  },
};

// What helps is a fragment of the server's, about the words as they are now typed. What a search found stays until the
// next one, whatever is typed in between.
const Help = {
  async fetch(text, address = text?.help?.dataset.help, sent = null) {
    if (!address) return;
    let body = sent && new FormData(sent.form, sent.submitter);
    if (body && text.isOpen) body.set("words", text.field.value);
    if (!body && text.isDirty) {
      body = new FormData();
      body.set("csrfmiddlewaretoken", text.form.elements.csrfmiddlewaretoken.value);
      body.set("words", text.field.value);
    }
    const options = { method: body ? "POST" : "GET", body, headers: { "Rostrum-Fragment": "help" }, redirect: "manual" };
    if (sent) text.help.ariaBusy = "true"; // a machine may think for seconds
    const response = await fetch(address, options).catch(() => null);
    text.help.ariaBusy = null;
    if (!response || (!response.ok && response.status !== 422)) return;
    const html = await response.text();
    if (response.ok) sent?.form.reset(); // what was sent is no longer being typed
    morphInside(text.help, parse(html).body, { keep: (node) => node.matches(".concordance") && node.hasChildNodes() });
    this.markKnown(text);
  },

  // What the memory knows of the source is marked there too; what a screen reader is told of it stands in the help.
  markKnown(text) {
    const known = text.help.querySelector(".known-source")?.cloneNode(true);
    const source = text.article.querySelector(".source-words");
    for (const told of known?.querySelectorAll(".visually-hidden") ?? []) told.remove();
    if (known && known.textContent === source.textContent) source.replaceChildren(...known.childNodes);
    else if (source.querySelector(".known")) source.replaceChildren(source.textContent);
  },

  async search(text, form) {
    const query = new URLSearchParams(new FormData(form));
    const response = await fetch(`${form.action}?${query}`, { headers: { "Rostrum-Fragment": "help" }, redirect: "manual" }).catch(() => null);
    if (!response?.ok) return;
    const html = await response.text();
    morphInside(text.help.querySelector(".concordance"), parse(html).body);
  },

  later(text) {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.fetch(text), HELP_AFTER);
  },
};

desk.addEventListener("desk:chosen", () => { Together.sayHere(); Help.fetch(Desk.current); });
for (const name of ["desk:typed", "desk:saved"]) {
  desk.addEventListener(name, (event) => { const text = Desk.of(event.target); if (text === Desk.current && text.help) Help.later(text); });
}
desk.addEventListener("submit", (event) => {
  const text = Desk.texts.find((one) => one.help?.contains(event.target));
  if (!text) return;
  event.preventDefault();
  if (event.target.method !== "post") return Help.search(text, event.target);
  // Repetitions that were filled stand beside, and are shown at once.
  Help.fetch(text, event.target.action, { form: event.target, submitter: event.submitter }).then(() => Together.listen());
});
setInterval(() => Together.listen(), LISTENS);
setInterval(() => { if (document.activeElement === Desk.current?.field) Together.sayHere(); }, IS_HERE);
document.addEventListener("visibilitychange", () => Together.listen());
Together.listen();
