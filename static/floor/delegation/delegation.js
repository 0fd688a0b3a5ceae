// A delegation's page, improved: it follows the floor by itself, and sends without loading anew.
import { watch } from "../../shared/autosave.js";
import { now } from "../../shared/clock.js";
import { Connection } from "../../shared/connection.js";
import { morph, parse } from "../../shared/fragment.js";
import { follow as followStream } from "../../shared/live.js";
import { ask, post } from "../../shared/request.js";
import { Store } from "../../shared/store.js";
import { digits, left, stage } from "../live/speaker-clock.js";
import { showClock, showOthers } from "./floor-of-others.js";
import { FloorRequest } from "./floor-request.js";
import { Signals } from "./signals.js";
import { keepAwake } from "./wake-lock.js";

const RETRIES = [1000, 2000, 4000, 8000];
const EVERY = 30000; // where there is no floor whose stream would tell that one is opened
const SELDOM = 600000; // for what comes with the time alone: thanks end, the next panel is near
const LOST = 8000; // within which phones that lost the connection ask whether they still take part
const AGAIN = 6000; // within which what was not answered is asked again
const place = () => document.getElementById("now");
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const board = document.getElementById("delegation");
const store = new Store("floor", board.dataset.user);
const connection = new Connection(board);
const requests = new WeakMap(); // of each form
const { language, original, sentences } = board.dataset;
const page = { language, original, sentences: JSON.parse(sentences) };
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
  for (const [stream, { state }] of followed) if (state) showState(stream, state);
  follow();
  tick();
}

function prepare(root) {
  for (const form of root.querySelectorAll(KEPT)) {
    if (!requests.has(form)) requests.set(form, new FloorRequest(form, { board, store, connection, onSubmit: send }));
  }
}

// Following the floors: what a state says of others is shown at once. The page is asked for only when what it shows of the
// own delegation, or of the rules, is no longer so: the first at once, the second spread over all phones.

const followed = new Map(); // of each stream: what follows it, and its newest state
let asked = 0, loading = null, isStale = false, later = null;

function follow() {
  const there = new Set();
  for (const section of place().querySelectorAll(".own-floor")) {
    const { stream, poll } = section.dataset;
    there.add(stream);
    if (followed.has(stream)) continue;
    const floor = { state: null, live: null };
    followed.set(stream, floor);
    floor.live = followStream({
      stream,
      poll,
      account: board.dataset.account,
      onState(state) {
        floor.state = state;
        showState(stream, state);
        compare(state);
      },
      onConnection(isLive) {
        connection.tell("live", isLive ? 200 : 0);
        if (!isLive) refreshWithin(LOST);
      },
    });
  }
  for (const [stream, { live }] of followed) if (!there.has(stream)) { live.close(); followed.delete(stream); }
}

function showState(stream, state) {
  const section = place().querySelector(`.own-floor[data-stream="${CSS.escape(stream)}"]`);
  if (!section || state.version < Number(section.dataset.version)) return;
  showOthers(section, state, page);
  showClock(section, state);
}

function compare({ own, rules, spread }) {
  const shown = place().dataset;
  if (own === shown.own && rules === shown.rules) return;
  if (loading || sending) isStale = true;
  else if (own !== shown.own) refresh();
  else refreshWithin(spread);
}

function refreshWithin(milliseconds) {
  later ??= setTimeout(refresh, Math.random() * milliseconds);
}

async function refresh() {
  clearTimeout(later);
  later = null;
  if (loading) { isStale = true; return; }
  if (sending) return; // its answer shows all
  loading = load();
  await loading;
  loading = null;
  compareAgain();
}

// A state that was heard while the page was on its way may be newer than the page.
function compareAgain() {
  if (!isStale) return;
  isStale = false;
  for (const { state } of followed.values()) if (state) compare(state);
}

async function load() {
  const number = ++asked;
  const answer = await ask(place().dataset.now, null, "floor");
  if ([404, 423].includes(answer.status)) { location.reload(); return; } // it left, or the conference is archived
  if (answer.status !== 200) refreshWithin(AGAIN);
  else if (number === asked && !sending) put(parsed(answer.html));
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
  refresh(); // it may have arrived, though no answer did
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
  compareAgain();
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
setInterval(() => { if (!document.hidden && !followed.size) refresh(); }, EVERY);
setInterval(() => { if (!document.hidden) refreshWithin(EVERY); }, SELDOM);
document.addEventListener("visibilitychange", () => { if (!document.hidden && !followed.size) refresh(); });
