// The record while it is written: gists are saved as they are typed, and the facts follow the floor.
import { Autosave, watch } from "../../shared/autosave.js";
import { Connection } from "../../shared/connection.js";
import { morphInside, parse } from "../../shared/fragment.js";
import { follow } from "../../shared/live.js";
import { Store } from "../../shared/store.js";
import { Themes } from "./record-themes.js";

const record = document.getElementById("record");
const store = new Store("gist", record.dataset.user);
const connection = new Connection(record);

class Gist extends Autosave {
  constructor(form) {
    super(form, {
      board: record, store, key: form.getAttribute("action"), connection, fragment: "gist",
      conflict: form.querySelector(".gist-conflict"), message: form.querySelector(".gist-said"),
    });
    this.begin();
  }

  get written() { return ["text", "language"]; }

  // What somebody else has written since comes into a field in which nothing is being written.
  follow(fresh) {
    const { text, language, base_version: version } = fresh.elements;
    if (this.isBusy || Number(version.value) <= Number(this.baseVersion.value)) return;
    this.field.value = text.value;
    this.form.elements.language.value = language.value;
    this.baseVersion.value = version.value;
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

// What somebody writes in, or has opened in order to write, is left alone; all else follows the server.
function show(fresh) {
  const gistOf = (key) => fresh.querySelector(`form.gist[data-gist="${key}"]`);
  const themesOf = (key) => fresh.querySelector(`details.entry-themes[data-themes="${key}"]`);
  const keep = (element) => element.matches(".correct:is([open], :focus-within)")
    || Boolean(element.dataset.gist && gistOf(element.dataset.gist))
    || Boolean(element.dataset.themes && themesOf(element.dataset.themes));
  morphInside(record, fresh.body, { keep });
  for (const [kept, newest] of [[gists, gistOf], [themes, themesOf]]) {
    for (const [key, each] of kept) {
      if (each.form.isConnected) each.follow(newest(key));
      else kept.delete(key);
    }
  }
  begin(record);
}

async function refresh() {
  const response = await fetch(record.dataset.parts, { headers: { "Rostrum-Fragment": "record" }, redirect: "error" });
  connection.tell("page", response.status);
  if (response.ok) show(parse(await response.text()));
}

begin(record);
watch(() => gists.values());
follow({
  stream: record.dataset.stream,
  poll: record.dataset.poll,
  account: record.dataset.user,
  onState: (state) => {
    if (state.version === Number(record.dataset.version)) return;
    record.dataset.version = state.version;
    refresh().catch(() => {});
  },
  onConnection: (isLive) => connection.tell("live", isLive ? 200 : 0),
});
setInterval(() => { if (!document.hidden) refresh().catch(() => {}); }, 20000); // gists of colleagues
