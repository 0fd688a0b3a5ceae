// The page of the draft: acts without leaving it, what colleagues do at once, and the keyboard.
// The server sends the parts of the page as they stand, of what the page shows already only the places; a text that is
// being written in stays as it is.
import { morphInside, parse } from "../../shared/fragment.js";
import { post } from "../../shared/request.js";
import { Draft } from "./draft-texts.js";
import "./paste.js";

const page = Draft.board;
const complaint = document.getElementById("said");
const EVERY = 4000; // milliseconds between two looks at whether colleagues have done something
const ACTS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "indent", ArrowLeft: "outdent" };

function complain(words) {
  complaint.textContent = words;
  complaint.hidden = !words;
  if (words) complaint.scrollIntoView({ block: "nearest" });
}

// The forms that are being written in stay as they are, where the server still has them.
function show(html) {
  const fresh = parse(html);
  const head = fresh.querySelector(".draft-head");
  if (!head) return;
  const same = new Set([...fresh.querySelectorAll("[data-same]")].map((place) => place.id));
  if ([...same].some((id) => !document.getElementById(id))) return showAll();
  const focus = whereFocusIs();
  const held = Draft.hold();
  const keep = (element) => same.has(element.id) || element.matches("form .move-to") ||
    (held.has(element) && fresh.querySelector(`form[data-text="${element.dataset.text}"]`) !== null);
  morphInside(page, fresh.body, { keep });
  page.dataset.version = head.dataset.version;
  Draft.begin(held);
  focusAgain(focus);
}

// By which the server knows what the page shows.
const shown = () => ({ "Rostrum-Shown": document.getElementById("answer-shown").dataset.name });

async function showAll() {
  document.getElementById("answer-shown").dataset.name = "";
  page.dataset.version = "";
  await look();
}

function whereFocusIs() {
  const active = document.activeElement;
  if (!page.contains(active)) return null;
  const typing = active.matches("textarea") ? [active.selectionStart, active.selectionEnd] : null;
  const row = active.closest("[data-text]");
  return { active, typing, id: active.id, row: row && row.dataset.text, act: active.value, name: active.name };
}

function focusAgain(focus) {
  if (!focus) return;
  let found = focus.active.isConnected ? focus.active : focus.id && document.getElementById(focus.id);
  const row = focus.row && page.querySelector(`.text[data-text="${focus.row}"]`);
  found ||= row && focus.name === "act" && row.querySelector(`button[value="${focus.act}"]`);
  found ||= row && row.querySelector("textarea, summary");
  if (!found) return;
  found.focus({ preventScroll: true });
  if (focus.typing && found.matches("textarea")) found.setSelectionRange(...focus.typing);
}

// What the page looks at; an error has the status 401 where the session is lost.
async function ask(address) {
  const signal = AbortSignal.timeout(15000);
  const headers = { ...shown(), "Rostrum-Fragment": "draft" };
  const response = await fetch(address, { headers, redirect: "manual", signal });
  if (response.type === "opaqueredirect") throw Object.assign(new Error("signed out"), { status: 401 });
  return response;
}

let acting = false;

async function act(form, button) {
  if (acting) return;
  acting = true;
  const data = new FormData(form, button);
  const head = form.elements.head;
  if (head && ["split", "add-footnote"].includes(data.get("act"))) data.set("head", textBeforeCursor(form));
  page.setAttribute("aria-busy", "true");
  try {
    if (!(await Draft.saveAll())) return;
    const answer = await post(page, form.action, data, "draft", shown());
    if (!answer.html) throw Object.assign(new Error("no answer"), { status: answer.status });
    const isDone = answer.status === 200;
    if (isDone && form.matches(".comment-form")) form.reset();
    if (isDone) for (const list of page.querySelectorAll("form .move-to")) list.remove();
    if (isDone && form.matches(".reflect")) for (const tick of form.querySelectorAll(":checked")) tick.checked = false;
    show(answer.html);
    complain(answer.message);
    if (isDone) goTo(answer.focus, data.get("act"));
    Draft.connection.tell("page", 200);
  } catch {
    complain(page.dataset.noAnswer);
    look();
  } finally {
    acting = false;
    page.removeAttribute("aria-busy");
  }
}

// What was done from a dialogue is shown like an act of this page, with how it is undone.
page.addEventListener("done", ({ detail: answer }) => {
  if (answer.html) show(answer.html);
  complain(answer.message || (answer.html ? "" : page.dataset.noAnswer));
  if (answer.status !== 200) return;
  goTo(answer.focus);
  complaint.replaceChildren(answer.made);
  complaint.hidden = false;
});
page.addEventListener("said", ({ detail: words }) => complain(words));

// To what was made or moved; a new paragraph is for writing.
function goTo(id, act) {
  const row = id && document.getElementById(id);
  if (!row) return;
  row.scrollIntoView({ block: "nearest" });
  if (/^(add|split|up|down|indent|outdent)/.test(act || "") || !act) {
    const field = row.querySelector("textarea[name=text]");
    if (field) { field.focus({ preventScroll: true }); field.setSelectionRange(0, 0); }
  }
}

const cursors = new WeakMap();
page.addEventListener("focusout", (event) => {
  if (event.target.matches(".text-form textarea")) cursors.set(event.target, event.target.selectionStart);
});

// Behind a sentence, as the list says, unless the cursor was put somewhere within the text.
function textBeforeCursor(form) {
  const field = form.closest(".text").querySelector(".text-form textarea");
  const at = document.activeElement === field ? field.selectionStart : cursors.get(field);
  return at > 0 && at < field.value.length ? field.value.slice(0, at) : "";
}

page.addEventListener("submit", (event) => {
  if (!event.target.matches(".acting")) return;
  event.preventDefault();
  act(event.target, event.submitter);
});

// The page has one list of the sections: it is put where a paragraph is to be moved from.
page.addEventListener("click", (event) => {
  const link = event.target.closest?.(".move-link");
  if (!link) return;
  event.preventDefault();
  link.parentElement.querySelector(".move-to")?.remove();
  link.before(document.getElementById("move-to").content.cloneNode(true));
  link.parentElement.querySelector("select[name=section]").focus();
});

// Alt and an arrow moves a paragraph; Ctrl and Enter makes a new one at the cursor, or behind.
page.addEventListener("keydown", (event) => {
  const row = event.target.closest?.(".text.paragraph");
  const form = row?.querySelector(".acts");
  if (!form || event.isComposing) return;
  const isRightToLeft = document.documentElement.dir === "rtl";
  let name = "";
  if (event.altKey && !event.ctrlKey && !event.metaKey) {
    const key = isRightToLeft ? { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[event.key] || event.key : event.key;
    name = ACTS[key] || "";
  } else if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    name = textBeforeCursor(form) ? "split" : "add-after";
  }
  const button = name && form.querySelector(`button[value="${name}"]`);
  if (!button) return;
  event.preventDefault();
  act(form, button);
});

async function look() {
  if (document.hidden || acting) return;
  try {
    const response = await ask(page.dataset.poll);
    if (!response.ok) throw new Error(String(response.status));
    const { version } = await response.json();
    if (version !== Number(page.dataset.version) && !acting) {
      const parts = await ask(page.dataset.parts);
      if (parts.ok && !acting) show(await parts.text());
    }
    Draft.connection.tell("page", 200);
  } catch (error) {
    Draft.connection.tell("page", error.status === 401 ? 401 : 0);
  }
}

setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
window.addEventListener("online", look);
