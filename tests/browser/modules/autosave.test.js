// What is typed stays on the device until the server has it.
import { Autosave, watch } from "/static/shared/autosave.js";
import { Connection } from "/static/shared/connection.js";
import { Store } from "/static/shared/store.js";
import { Address, equal, ok, pause, test, until } from "./check.js";

const WORDS = {
  user: "7", saving: "Saving", unsaved: "Not saved yet", kept: "Kept", notKept: "Keeps nothing", restored: "Brought back",
  lost: "Not connected.", signedOut: "Signed out.", signIn: "/en/sign-in/", signInWords: "Sign in",
};
const SIGN_IN = { status: 302, headers: { Location: "/en/sign-in/" } };
const CONFLICT = '<p>Both texts are kept.</p><p class="standing-text">theirs</p><button type="button" class="take-theirs" hidden>Take</button>';
const saved = (base_version) => ({ status: 200, json: { message: "Saved", base_version } });

const address = new Address("text"), token = new Address("token");
const store = new Store("note", "7");

// A page as the server sends it, with a text of a version.
function load(text = "before", version = "1", { conflict = "", wait = 30, language = "en" } = {}) {
  document.body.innerHTML = `<p id="connection" hidden></p><form method="post" action="${address.url}">
    <input type="hidden" name="csrfmiddlewaretoken" value="old"><input type="hidden" name="base_version" value="${version}">
    <div class="conflict">${conflict}</div><textarea name="text">${text}</textarea>
    <select name="language"><option>en</option><option>fr</option></select><span class="said"></span></form>`;
  document.querySelector(`option:nth-child(${language === "en" ? 1 : 2})`).defaultSelected = true;
  return new Note(document.querySelector("form"), wait);
}

class Note extends Autosave {
  constructor(form, firstWait) {
    const board = { dataset: { ...WORDS, token: token.url } };
    super(form, {
      board, store, key: "/a/", connection: new Connection(board), conflict: form.querySelector(".conflict"),
      message: form.querySelector(".said"), firstWait,
    });
    this.begin();
  }

  get written() { return ["text", "language"]; }
}

function type(note, text) {
  note.field.value = text;
  note.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

const said = () => document.querySelector(".said").textContent;
const line = () => document.querySelector("#connection").textContent;
const sent = async () => (await address.heard()).map(({ form }) => [form.text, form.base_version]);

test("keeps every keystroke at once, and saves after a rest", async () => {
  await address.answer(saved("2"), saved("3"));
  const note = load();

  type(note, "b");
  equal([store.get("/a/").text, said()], ["b", "Not saved yet"]);
  type(note, "be");
  equal(store.get("/a/").text, "be");

  await until(() => said() === "Saved");
  equal([await sent(), store.get("/a/"), note.isDirty], [[["be", "1"]], null, false]);
  type(note, "bee");
  await until(() => store.get("/a/") === null);
  equal(await sent(), [["be", "1"], ["bee", "2"]]);
});

test("saves a chosen language as it saves a text", async () => {
  await address.answer(saved("2"));
  const note = load("before", "1", { language: "fr" });
  equal(note.isDirty, false);

  note.form.elements.language.value = "en";
  note.form.elements.language.dispatchEvent(new Event("input", { bubbles: true }));

  await until(() => said() === "Saved");
  equal((await address.heard())[0].form.language, "en");
});

test("keeps what is typed while a save is on its way, and saves it after", async () => {
  await address.answer(saved("2"), saved("3"));
  const note = load();
  type(note, "first");

  const saving = note.save();
  type(note, "first and second");
  equal(await saving, false);

  equal(store.get("/a/").base_version, "2");
  await until(() => store.get("/a/") === null);
  equal(await sent(), [["first", "1"], ["first and second", "2"]]);
});

test("says a lost network, tries again, and saves when it is back", async () => {
  await address.answer({ status: 0 }, { status: 0 }, saved("2"));
  const note = load();

  type(note, "typed without a network");

  await until(() => said() === "Kept");
  equal([line(), store.get("/a/").text], ["Not connected.", "typed without a network"]);
  await until(() => said() === "Saved");
  equal([line(), store.get("/a/")], ["", null]);
});

test("saves at once when the browser has a network again", async () => {
  await address.answer({ status: 0 }, saved("2"));
  const note = load("before", "1", { wait: 5000 });
  watch(() => [note]);
  type(note, "typed without a network");
  await note.save();

  dispatchEvent(new Event("online"));

  await until(() => said() === "Saved");
  equal((await address.heard()).length, 2);
});

test("says a lost session, with the way to sign in, and saves after it", async () => {
  await address.answer(SIGN_IN, saved("2"));
  const note = load("before", "1", { wait: 5000 });
  watch(() => [note]);
  type(note, "typed while signed out");
  await note.save();
  equal([said(), line(), store.get("/a/").text], ["Kept", "Signed out. Sign in", "typed while signed out"]);

  dispatchEvent(new Event("focus")); // the writer comes back from the other tab

  await until(() => said() === "Saved");
  equal([line(), store.get("/a/")], ["", null]);
});

test("renews its token after signing in elsewhere", async () => {
  await address.answer({ status: 403, text: "CSRF" }, saved("2"));
  await token.answer({ json: { user: 7, token: "new" } });
  const note = load();

  type(note, "words");

  await until(() => said() === "Saved");
  equal((await address.heard()).map(({ form }) => form.csrfmiddlewaretoken), ["old", "new"]);
});

test("does not save under the name of somebody else", async () => {
  await address.answer({ status: 403, text: "CSRF" }, saved("2"));
  await token.answer({ json: { user: 8, token: "new" } });
  const note = load("before", "1", { wait: 5000 });

  type(note, "words of the first");
  await note.save();

  equal([said(), line(), (await address.heard()).length], ["Kept", "Signed out. Sign in", 1]);
});

test("brings back what was typed before the tab was closed, and saves it on what it rested on", async () => {
  await address.answer(saved("2"));
  type(load("before", "1", { wait: 5000 }), "typed and not saved");

  const note = load();

  equal([note.field.value, said()], ["typed and not saved", "Brought back"]);
  await until(() => said() === "Saved");
  equal(await sent(), [["typed and not saved", "1"]]);
});

test("brings nothing back where the server has it", async () => {
  type(load("before", "1", { wait: 5000 }), "typed");

  const note = load("typed", "2");

  equal([note.field.value, note.baseVersion.value, said(), store.get("/a/")], ["typed", "2", "", null]);
});

test("rests on what arrived when the tab was closed in the middle of a save", async () => {
  await address.answer({ status: 0 }, saved("3"));
  const before = load("before", "1", { wait: 5000 });
  type(before, "half ");
  await before.save(); // it arrives, and its answer is lost with the tab
  type(before, "half a sentence");

  load("half", "2");

  await until(() => said() === "Saved");
  equal((await sent()).at(-1), ["half a sentence", "2"]);
});

test("rests on the older text where somebody else has written since", async () => {
  await address.answer(saved("3"));
  type(load("before", "1", { wait: 5000 }), "mine");

  load("theirs", "2");

  await until(() => said() === "Saved");
  equal(await sent(), [["mine", "1"]]);
});

test("sends at once when the page is left, by a request that outlives it", async () => {
  await address.answer(saved("2"));
  const note = load("before", "1", { wait: 60000 });
  watch(() => [note]);
  type(note, "the last words");

  dispatchEvent(new Event("pagehide"));

  await until(async () => (await address.heard()).length === 1);
  equal(await sent(), [["the last words", "1"]]);
});

test("keeps what was sent in leaving, for the next page may be older", async () => {
  await address.answer(saved("2"));
  const note = load("before", "1", { wait: 60000 });
  watch(() => [note]);
  type(note, "the last words");

  dispatchEvent(new Event("beforeunload", { cancelable: true }));
  dispatchEvent(new Event("pagehide"));

  await until(() => said() === "Saved");
  equal(store.get("/a/").text, "the last words");
});

test("shows both texts, and saves nothing by itself until one is chosen", async () => {
  const refusal = { message: "Changed.", base_version: "2", text: "theirs", conflict: CONFLICT };
  await address.answer({ status: 409, json: refusal }, saved("3"));
  const note = load();
  watch(() => [note]);
  type(note, "mine");
  await note.save();
  equal([note.field.value, note.inConflict, said()], ["mine", true, "Changed."]);
  equal(store.get("/a/").base_version, "1");

  type(note, "mine and more");
  dispatchEvent(new Event("focus"));
  dispatchEvent(new Event("pagehide"));
  await pause(200);
  equal((await address.heard()).length, 1);

  note.form.requestSubmit();
  await until(() => said() === "Saved");
  equal([(await sent()).at(-1), note.inConflict, store.get("/a/")], [["mine and more", "2"], false, null]);
});

test("takes over the other text, which the server has", async () => {
  await address.answer({ status: 409, json: { message: "Changed.", base_version: "2", text: "theirs", conflict: CONFLICT } });
  const note = load();
  type(note, "mine");
  await note.save();

  document.querySelector(".take-theirs").click();

  equal([note.field.value, note.isDirty, note.inConflict, store.get("/a/")], ["theirs", false, false, null]);
  equal((await address.heard()).length, 1);
});

test("offers the other text of a page that came with both", async () => {
  const note = load("mine", "2", { conflict: CONFLICT });

  document.querySelector(".take-theirs").click();

  equal([note.field.value, note.inConflict], ["theirs", false]);
});

test("keeps a text that the server refuses, and does not send it again by itself", async () => {
  await address.answer({ status: 422, json: { message: "Too long." } });
  const note = load();

  type(note, "too long");

  await until(() => said() === "Too long.");
  await pause(200);
  equal([store.get("/a/").text, note.field.value, (await address.heard()).length], ["too long", "too long", 1]);
});

test("lets go of what it kept when the writer comes back to the words of before", async () => {
  await address.answer(saved("2"));
  const note = load();
  type(note, "other");
  type(note, "before");

  await until(() => store.get("/a/") === null);

  equal([said(), (await address.heard()).length], ["", 0]);
});

test("leaves alone what another window keeps of the same text", async () => {
  await address.answer(saved("2"));
  const note = load("before", "1", { wait: 60000 });
  type(note, "of this window");

  const saving = note.save();
  store.set("/a/", { text: "of the other window", language: "en", base_version: "1" });
  ok(await saving);

  equal(store.get("/a/").text, "of the other window");
});

test("says where the device keeps nothing, and holds who leaves", async () => {
  await address.answer({ status: 0 });
  const fill = "x".repeat(1_000_000);
  for (let number = 0; new Store("full").set(number, fill); number += 1);
  for (let number = 0; new Store("full").set(`s${number}`, "x".repeat(1000)); number += 1);
  const note = load("before", "1", { wait: 60000 });
  watch(() => [note]);

  type(note, "y".repeat(2000));
  equal(said(), "Keeps nothing");

  equal(dispatchEvent(new Event("beforeunload", { cancelable: true })), false);
});
