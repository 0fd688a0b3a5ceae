// The page of an interpreters' booth: kept up to date by the stream of the floor, with the clock, the marks of a changed
// order and the signals. Each part that changes comes from the server as HTML, and is put in the place of the old one.
import { now } from "../../shared/clock.js";
import { morph, parse } from "../../shared/fragment.js";
import { follow } from "../../shared/live.js";
import { reading } from "../live/speaker-clock.js";
import { moved } from "./order.js";
import { closeUnless, open } from "./reader.js";
import { refreshTerms } from "./terms.js";

const root = document.getElementById("booth");
const PATIENCE = 10_000; // milliseconds until an answer counts as lost
const MARKED = 2000; // milliseconds for which a row that moved is marked
const isCalm = matchMedia("(prefers-reduced-motion: reduce)");
let refreshing = null, isStale = false;

const version = () => Number(document.getElementById("part-now").dataset.version);
const turns = () => [...document.querySelectorAll("[data-turn]")];
const keys = () => turns().map((turn) => turn.dataset.turn);

async function ask(address, options = {}) {
  const headers = { "Rostrum-Fragment": "booth" };
  const answer = await fetch(address, { headers, signal: AbortSignal.timeout(PATIENCE), ...options });
  const fresh = answer.redirected ? null : parse(await answer.text());
  return fresh?.getElementById("part-now") ? fresh : null;
}

function show(fresh) {
  if (Number(fresh.getElementById("part-now").dataset.version) < version()) return;
  const before = keys();
  for (const next of fresh.querySelectorAll("[data-part]")) morph(document.getElementById(next.id), next);
  mark(moved(before, keys()));
  closeUnless([document.getElementById("part-now").dataset.turn, ...keys()]);
  refreshTerms(root.dataset.terms, document.getElementById("part-now").dataset.source);
  tick();
}

// Once for two seconds; whoever wants no motion finds an edge that stays until the order changes again.
function mark(keysMoved) {
  if (!keysMoved.length) return;
  for (const turn of turns()) turn.classList.toggle("moved", keysMoved.includes(turn.dataset.turn));
  if (isCalm.matches) return;
  setTimeout(() => { for (const turn of turns()) turn.classList.remove("moved"); }, MARKED);
}

// One request at a time; what happens while it is on its way is asked for afterwards.
async function refresh() {
  if (refreshing) { isStale = true; return; }
  refreshing = ask(root.dataset.fragment);
  try {
    const fresh = await refreshing;
    if (fresh) show(fresh);
  } catch {
    // the line says so, and the next state asks again
  } finally {
    refreshing = null;
    if (isStale) { isStale = false; refresh(); }
  }
}

// The clock counts against the server's time, also while the network is gone.
function tick() {
  const clock = document.getElementById("clock");
  if (!clock) return;
  const { given, allowed, pausedAt, pausedFor } = clock.dataset;
  const times = { given_at: Number(given), allowed: Number(allowed), paused_at: Number(pausedAt) || null, paused_for: Number(pausedFor) };
  const { stage, digits, isPaused } = reading(times, now());
  clock.dataset.state = stage;
  setText(clock.querySelector(".digits"), digits);
  setText(clock.querySelector(".clock-word"), isPaused ? clock.dataset.paused : clock.dataset[stage]);
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function setConnected(isLive) {
  document.documentElement.classList.toggle("is-lost", !isLive);
  document.getElementById("lost").hidden = isLive;
  document.getElementById("connected").hidden = !isLive;
  if (isLive) refresh();
}

function complain(words) {
  const said = document.getElementById("said");
  said.textContent = words;
  said.hidden = !words;
}

let sending = false;
document.addEventListener("submit", async (event) => {
  if (event.target.id !== "signals") return;
  event.preventDefault();
  const button = event.submitter;
  if (sending || button.getAttribute("aria-disabled")) return;
  sending = true;
  try {
    const fresh = await ask(event.target.action, { method: "POST", body: new FormData(event.target, button) });
    if (fresh) show(fresh);
    else complain(root.dataset.noAnswer);
  } catch {
    complain(root.dataset.noAnswer);
  } finally {
    sending = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (event.target.matches("input, select, textarea")) return;
  if (event.code === "KeyT") document.getElementById("open-now")?.click();
  const button = document.querySelector(`.booth-signal[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-text]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (!(await open(link.href, link.dataset.text))) complain(root.dataset.noText);
});

setInterval(tick, 200);
tick();
follow({
  stream: root.dataset.stream,
  poll: root.dataset.poll,
  account: root.dataset.account,
  onState: (state) => Number(state.version) > version() && refresh(),
  onConnection: setConnected,
});
