// A delegation's page, improved: it follows the floor by itself, and sends without loading anew.
import { watch } from "../../shared/autosave.js";
import { now } from "../../shared/clock.js";
import { Connection } from "../../shared/connection.js";
import { morph, parse } from "../../shared/fragment.js";
import { follow as followStream } from "../../shared/live.js";
import { ask, post } from "../../shared/request.js";
import { Store } from "../../shared/store.js";
import { digits, left, stage } from "../live/speaker-clock.js";
import { FloorRequest } from "./floor-request.js";
import { Signals } from "./signals.js";
import { keepAwake } from "./wake-lock.js";

const RETRIES = [1000, 2000, 4000, 8000];
const EVERY = 30000; // for what no stream tells: a floor that is opened elsewhere
const place = () => document.getElementById("now");
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const board = document.getElementById("delegation");
const store = new Store("floor", board.dataset.user);
const connection = new Connection(board);
const requests = new WeakMap(); // of each form
let sending = null;

// What is shown

const KEPT = "form[data-kept]"; // what is typed into them is kept
const isTouched = (form) => requests.get(form)?.isDirty || form.contains(document.activeElement);

// A form that is being filled in stays as it is, also where requests are closed; not where the delegation is waiting.
function put(fresh) {
  const shown = place();
  const typed = [...shown.querySelectorAll(KEPT)].filter(isTouched);
  const touched = new Set(typed.filter((form) => form.matches(".request")).map((form) => form.closest(".own-floor")));
  const statuses = new Map([...fresh.querySelectorAll(".own-floor")].map((section) => [section.id, section.dataset.status]));
  const said = document.activeElement?.closest(".state")?.closest(".own-floor");
  morph(shown, fresh, { keep: (node) => {
    if (typed.includes(node) && fresh.querySelector(`#${node.id}`)) return true;
    const section = node.matches("[data-part=form]") ? node.parentElement : node;
    return touched.has(section) && (node === section ? !statuses.has(node.id) : statuses.get(section.id) !== "waiting");
  } });
  for (const form of shown.querySelectorAll(KEPT)) if (!typed.includes(form)) requests.get(form)?.renew();
  prepare(shown);
  if (said) listen(said.querySelector(".state"));
  follow();
  tick();
}

function prepare(root) {
  for (const form of root.querySelectorAll(KEPT)) {
    if (!requests.has(form)) requests.set(form, new FloorRequest(form, { board, store, connection, onSubmit: send }));
  }
}

// Following the floors

const followed = new Map();
let asked = 0, loading = null, stale = false;

function follow() {
  const there = new Set();
  for (const section of place().querySelectorAll(".own-floor")) {
    const { stream, poll } = section.dataset;
    there.add(stream);
    if (followed.has(stream)) continue;
    let version = null;
    followed.set(stream, followStream({
      stream,
      poll,
      account: board.dataset.account,
      onState(state) {
        if (version !== null && state.version === version) return;
        version = state.version;
        refresh();
      },
      onConnection(isLive) { connection.tell("live", isLive ? 200 : 0); },
    }));
  }
  for (const [stream, live] of followed) if (!there.has(stream)) { live.close(); followed.delete(stream); }
}

async function refresh() {
  if (loading) { stale = true; return; }
  if (sending) return; // its answer shows all
  loading = load();
  await loading;
  loading = null;
  if (stale) { stale = false; refresh(); }
}

// What does not come now, the next version or the next half minute brings.
async function load() {
  const number = ++asked;
  const answer = await ask(place().dataset.now, null, "floor");
  if (answer.status === 404) { location.reload(); return; }
  if (answer.status === 200 && number === asked && !sending) put(parsed(answer.html));
}

const parsed = (html) => parse(html).getElementById("now");

// Sending: the key in the form makes it safe to send the same again

async function send(form) {
  if (sending) return;
  sending = form;
  const button = form.querySelector("button[type=submit]");
  const failed = form.querySelector("[data-failed]");
  const words = button.textContent;
  button.setAttribute("aria-disabled", "true");
  button.textContent = button.dataset.sending;
  if (failed) failed.hidden = true;
  const answer = await deliver(form, () => { button.textContent = button.dataset.again || button.dataset.sending; });
  sending = null;
  if (answer) return take(form, answer);
  button.removeAttribute("aria-disabled");
  button.textContent = words;
  if (failed) failed.hidden = false;
}

// Resolves to what the server answers at last; null where it does not.
async function deliver(form, again) {
  const body = new URLSearchParams(new FormData(form));
  for (const pause of [0, ...RETRIES]) {
    if (pause) { again(); await wait(pause); }
    const answer = await post(board, form.action, body, "floor");
    connection.tell("sending", answer.status === 401 ? 200 : answer.status); // without the seat the page says so itself
    if (answer.status && answer.status < 500) return answer;
  }
  return null;
}

// An answer without the page: the phone no longer takes part, or for another delegation. What was typed is kept for it.
function take(form, { status, html }) {
  if (!html) { location.reload(); return; }
  asked += 1; // an answer that is still on its way is older than this one
  document.activeElement?.blur();
  const request = requests.get(form), section = form.closest(".own-floor")?.id;
  if (status === 200) {
    if (request) store.remove(request.key);
    form.remove();
  } else if (request) request.saved = request.now();
  put(parsed(html));
  if (status !== 200) requests.get(document.getElementById(form.id))?.keep();
  show(document.getElementById(section));
}

// After pressing: to what went wrong, else to what is now said.
function show(section) {
  const wrong = place().querySelector(".errors[role=alert]:not([hidden])");
  if (wrong) { wrong.focus(); return; }
  const says = (section ?? place()).querySelector(".state");
  listen(says);
  says?.scrollIntoView({ block: "nearest" });
}

// The focus of who listens to the page stays on what it says, also when that is replaced.
function listen(says) {
  if (!says) return;
  says.tabIndex = -1;
  says.focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".withdraw form, .notices form, form.procedure")) return;
  event.preventDefault();
  send(event.target);
});

// Who leaves on this phone leaves nothing behind.
document.querySelector(".phones form").addEventListener("submit", () => { for (const [key] of store.all()) store.remove(key); });

// The clock

const SPREAD = 3000; // milliseconds over which the phones of a room look again at an hour

function tick() {
  for (const section of document.querySelectorAll(".own-floor[data-changes]")) {
    if (now() < Number(section.dataset.changes)) continue;
    delete section.dataset.changes;
    setTimeout(refresh, SPREAD * Math.random());
  }
  for (const element of document.querySelectorAll(".clock[data-given]")) {
    const { given, allowed, paused } = element.dataset;
    const times = { given_at: Number(given), allowed: Number(allowed), paused_at: Number(paused) || null, paused_for: 0 };
    const milliseconds = left(times, now());
    element.querySelector(".digits").textContent = digits(milliseconds);
    element.classList.toggle("over", milliseconds <= 0);
    element.classList.toggle("last", stage(milliseconds) === "last");
  }
  signals.show(speaker());
  awake();
}

// Who has the floor on this page, as the signals see it.
function speaker() {
  const clock = document.querySelector(".own-floor.speaking .clock[data-given]");
  if (!clock) return null;
  const { given, paused } = clock.dataset;
  const shownStage = clock.classList.contains("over") ? "over" : clock.classList.contains("last") ? "last" : "running";
  return { key: given, stage: shownStage, isPaused: Boolean(paused), isAsked: Boolean(document.querySelector(".own-floor.speaking .conclude")) };
}

const signals = new Signals({
  words: document.getElementById("signal").dataset,
  line: document.getElementById("signal"),
  box: document.getElementById("sound"),
  store: new Store("signals", board.dataset.user),
});
const awake = keepAwake(() => Boolean(document.querySelector(".own-floor:is(.waiting, .speaking, .interrupted)")));

prepare(document);
watch(() => [...document.querySelectorAll(KEPT)].map((form) => requests.get(form)));
follow();
tick();
setInterval(tick, 250);
setInterval(() => { if (!document.hidden) refresh(); }, EVERY);
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
