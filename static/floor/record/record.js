// The record while it is written: gists are saved as they are typed, and the facts follow the floor.
import { Autosave, watch } from "../../shared/autosave.js";
import { Connection } from "../../shared/connection.js";
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
