// The console and the cue cards: acts without leaving the page, the clock, and what others do, at once.
// Each part of the page that changes comes from the server as HTML, and is put in the place of the old one.
import { now } from "../../shared/clock.js";
import { isTouched, morph, parse } from "../../shared/fragment.js";
import { follow } from "../../shared/live.js";
import { reading } from "../live/speaker-clock.js";
import { ActQueue } from "./act-queue.js";
import { Message } from "./console-message.js";

const root = document.getElementById("console");
const offline = document.getElementById("offline");
const announcer = document.getElementById("announcer");
const PATIENCE = 10_000; // milliseconds until an answer counts as lost
const REFRESH = 30_000; // what the list runs to changes with the time alone
const PAUSES = [1000, 2000, 4000]; // until an act is sent again for which the database was busy with another long write
const AGAIN = 3000; // until what could not be asked is asked again
const DOUBLE_TAP = 700; // what is pressed twice within this time was meant once
const MEANT_ONCE = { "give-next": "N", "go-on": "N", undo: "U" }; // by their key: one takes the other's place

const acts = new ActQueue();
let done = { id: "", at: 0 };
let connected = true;
let heard = 0; // the newest version that was told of
let isOutdated = false; // an answer was lost: what is shown may be older than what was done
let again = null;

export const Console = {
  held: false, // while something is being dragged, nothing is put in its place
  isLate: false, // what is done now was meant before what is said now

  version() {
    return Number(document.getElementById("part-floor").dataset.version);
  },

  say(words) {
    announcer.textContent = "";
    announcer.textContent = words;
  },

  isActing() {
    return acts.isBusy;
  },

  // Resolves when no act is on its way.
  idle() {
    return acts.idle();
  },

  show(fresh, isAnswer) {
    const part = fresh.getElementById("part-floor");
    if (Number(part.dataset.version) < this.version() && !isAnswer) return;
    const before = lastStep();
    const focus = rememberFocus();
    const keep = (node) => !isAnswer && isBeingChanged(node);
    keepWhatIsTyped(fresh);
    for (const next of fresh.querySelectorAll("[data-part]")) morph(document.getElementById(next.id), next, { keep });
    isOutdated = false;
    restoreFocus(focus);
    tick();
    if (lastStep() !== before) this.say(lastStep());
  },

  async refresh() {
    if (this.held || acts.isBusy) return; // asked again when that is over
    clearTimeout(again);
    const fresh = await look();
    if (this.held || acts.isBusy) return;
    if (fresh) this.show(fresh);
    else again = setTimeout(() => this.refresh(), AGAIN);
    setConnected(Boolean(fresh));
  },

  // An act: the answer is the page as it is then, also where somebody else was faster. One that is on its way is waited
  // for. Resolves to whether it was done; null where the same act is on its way already.
  async act(address, data, { fields = [], name = "" } = {}) {
    if (!this.isLate) Message.dismiss();
    root.setAttribute("aria-busy", "true");
    const isDone = await acts.add(`${address} ${new URLSearchParams(data)}`, () => send(address, data, fields, name));
    if (acts.isBusy) return isDone;
    root.removeAttribute("aria-busy");
    if (isOutdated || heard > this.version()) this.refresh();
    return isDone;
  },
};

async function look() {
  try {
    const answer = await ask(root.dataset.fragment);
    const fresh = answer.ok && !answer.redirected && parse(await answer.text());
    return fresh && isConsole(fresh) ? fresh : null;
  } catch {
    return null;
  }
}

async function send(address, data, fields, name) {
  const complain = (words) => Message.add(name ? `${name}: ${words}` : words);
  try {
    const answer = await deliver(address, data);
    if (answer.said) {
      setConnected(true);
      complain(answer.said);
      return false;
    }
    const fresh = parse(await answer.text());
    if (!answer.redirected && [200, 409, 422].includes(answer.status) && isConsole(fresh)) {
      setConnected(true);
      if (answer.ok) for (const field of fields) field.value = field.defaultValue; // it is not being typed any more
      Console.show(fresh, true);
      const refusal = fresh.getElementById("said").textContent.trim();
      if (refusal) Message.add(refusal);
      return answer.ok;
    }
    complain(answer.status < 500 ? root.dataset.refused : root.dataset.failed);
  } catch {
    setConnected(false);
    complain(root.dataset.noAnswer);
  }
  isOutdated = true;
  return false;
}

// An act for which the database was busy was not done, so that it may be sent again; what it says stands until it is.
async function deliver(address, data) {
  let isSaid = false;
  for (const pause of [...PAUSES, 0]) {
    const answer = await ask(address, { method: "POST", body: data });
    const told = answer.status === 503 ? await answer.clone().json().catch(() => ({})) : {};
    if (!told.busy) {
      if (isSaid) Message.dismiss();
      return answer;
    }
    if (!pause) return { said: told.message };
    Message.add(told.message);
    isSaid = true;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function ask(address, options = {}) {
  const headers = { "Rostrum-Fragment": root.dataset.page };
  return fetch(address, { headers, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE), ...options });
}

function isConsole(fresh) {
  return fresh.getElementById("part-floor") !== null;
}

// A request that is being changed rests on what its writer saw, until the server has answered.
function isBeingChanged(node) {
  return node.matches(".change-request form") && [...node.querySelectorAll("input, select")].some(isTouched);
}

// The list of who has spoken shows the last: a row in which a reason is being typed stays beyond them.
function keepWhatIsTyped(fresh) {
  for (const row of document.querySelectorAll(".spoken > li")) {
    const isTyped = [...row.querySelectorAll("input")].some(isTouched);
    if (isTyped && !fresh.getElementById(row.id)) fresh.querySelector(".spoken")?.append(row.cloneNode(true));
  }
}

function lastStep() {
  return document.getElementById("last-step")?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

function setConnected(is) {
  if (connected === is) return;
  connected = is;
  offline.hidden = is;
  if (is) Console.refresh();
}

function rememberFocus() {
  const active = document.activeElement;
  const part = active?.closest("[data-part]");
  return part ? { active, id: active.id, part: part.id, request: active.closest(".request")?.id } : null;
}

// Who had the focus on something that is gone finds it near: the same request, else the heading of the list.
function restoreFocus(focus) {
  if (!focus || document.activeElement === focus.active) return;
  const request = focus.request && document.querySelector(`#${focus.request} .handle`);
  const substitutes = { resume: "pause", pause: "resume" };
  const found =
    (focus.id && (document.getElementById(focus.id) || document.getElementById(substitutes[focus.id]))) ||
    request ||
    document.querySelector(focus.part === "part-queue" ? ".handle" : "#give-next") ||
    document.getElementById("queue-title");
  found?.focus({ preventScroll: true });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-act]")) return;
  event.preventDefault();
  const button = event.submitter;
  const once = MEANT_ONCE[button?.id];
  if (once && once === MEANT_ONCE[done.id] && performance.now() - done.at < DOUBLE_TAP) return;
  const data = new FormData(form, button);
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const fields = [...form.elements].filter((field) => field.matches("[data-part] input:not([type=hidden])"));
  const isSlip = form.matches("[data-slip]");
  const name = isSlip ? form.elements.delegation.selectedOptions[0].textContent.trim() : "";
  if (isSlip) form.dispatchEvent(new CustomEvent("taken"));
  const isDone = await Console.act(address, data, { fields, name });
  if (isSlip && isDone === false) form.dispatchEvent(new CustomEvent("returned", { detail: data }));
  if (!isDone) return;
  done = { id: button?.id, at: performance.now() };
  const list = button?.closest("details.more");
  if (list?.open && !isSlip && !["up", "down"].includes(button.value)) list.open = false;
});

// The clock counts against the server's time, also while the network is gone.
function tick() {
  const clock = document.getElementById("clock");
  if (!clock) return;
  const { given, allowed, pausedAt, pausedFor } = clock.dataset;
  const times = { given_at: Number(given), allowed: Number(allowed), paused_at: Number(pausedAt) || null, paused_for: Number(pausedFor) };
  const { stage, digits, isPaused } = reading(times, now());
  clock.dataset.state = stage;
  clock.classList.toggle("paused", isPaused);
  setText(clock.querySelector(".digits"), digits);
  const words = isPaused ? [clock.dataset.paused] : [clock.dataset[stage]];
  if (isPaused && stage === "over") words.push(clock.dataset.over);
  setText(clock.querySelector(".clock-word"), words.join(", "));
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

setInterval(tick, 200);
tick();
setInterval(() => document.visibilityState === "visible" && Console.refresh(), REFRESH);
follow({
  stream: root.dataset.stream,
  poll: root.dataset.poll,
  account: root.dataset.account,
  onState({ version }) {
    heard = Math.max(heard, Number(version));
    if (heard > Console.version()) Console.refresh();
  },
  onConnection: setConnected,
});
document.documentElement.classList.add("scripted");
