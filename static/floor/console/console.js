// The console and the cue cards: acts without leaving the page, the clock, and what others do, at once.
// Each part of the page that changes comes from the server as HTML; this puts it in the place of the old one and
// keeps focus, open lists and what is being typed.
"use strict";

const root = document.getElementById("console");
const offline = document.getElementById("offline");
const announcer = document.getElementById("announcer");
const PATIENCE = 10_000; // milliseconds until an answer counts as lost
const REFRESH = 30_000; // what the list runs to changes with the time alone
const POLL = 2_000;
const DOUBLE_TAP = 700; // what is pressed twice within this time was meant once
const MEANT_ONCE = ["give-next", "undo"];

const Console = {
  held: false, // while something is being dragged, nothing is put in its place
  changed: [], // called after each change of the page

  version() {
    return Number(document.getElementById("part-floor").dataset.version);
  },

  say(words) {
    announcer.textContent = "";
    announcer.textContent = words;
  },

  isActing() {
    return acting;
  },

  complain(words) {
    const said = document.getElementById("said");
    said.textContent = words;
    said.hidden = !words;
  },

  show(html, isAnswer) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const part = fresh.getElementById("part-floor");
    if (!part || (Number(part.dataset.version) < this.version() && !isAnswer)) return Boolean(part);
    const before = lastStep();
    const focus = rememberFocus();
    for (const next of fresh.querySelectorAll("[data-part]")) {
      const here = document.getElementById(next.id);
      if (here.outerHTML === next.outerHTML) continue;
      keepTyped(here, next);
      here.replaceWith(document.adoptNode(next));
    }
    restoreFocus(focus);
    for (const after of this.changed) after();
    tick();
    if (lastStep() !== before) this.say(lastStep());
    return true;
  },

  async refresh() {
    if (this.held || acting) return;
    try {
      const answer = await ask(root.dataset.fragment);
      if (this.held || acting) return;
      if (answer.ok && !answer.redirected) this.show(await answer.text());
      setConnected(true);
    } catch {
      setConnected(false);
    }
  },

  // An act: the answer is the page as it stands then, also where somebody else was faster.
  async act(address, data) {
    if (acting) return false;
    acting = true;
    root.setAttribute("aria-busy", "true");
    try {
      const answer = await ask(address, { method: "POST", body: data });
      const html = await answer.text();
      setConnected(true);
      if (answer.redirected || ![200, 409, 422].includes(answer.status) || !this.show(html, true)) {
        this.complain(root.dataset.refused);
        return false;
      }
      return answer.status === 200;
    } catch {
      setConnected(false);
      this.complain(root.dataset.noAnswer);
      return false;
    } finally {
      acting = false;
      root.removeAttribute("aria-busy");
    }
  },
};

let acting = false;
let done = { id: "", at: 0 };
let connected = true;

function ask(address, options = {}) {
  const headers = { "Rostrum-Fragment": root.dataset.page };
  return fetch(address, { headers, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE), ...options });
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

function keepTyped(here, next) {
  for (const open of here.querySelectorAll("details[id]")) {
    const same = next.querySelector(`#${CSS.escape(open.id)}`);
    if (same) same.open = open.open;
  }
  for (const field of here.querySelectorAll("input[id]:not([type=hidden])")) {
    const same = next.querySelector(`#${CSS.escape(field.id)}`);
    if (same && field.value !== field.defaultValue) same.value = field.value;
  }
}

function rememberFocus() {
  const active = document.activeElement;
  if (!active || !active.closest("[data-part]")) return null;
  const typing = active.matches("input") ? [active.selectionStart, active.selectionEnd] : null;
  return { id: active.id, part: active.closest("[data-part]").id, request: active.closest(".request")?.id, typing };
}

// Who had the focus on something that is gone finds it near: the same request, else the heading of the list.
function restoreFocus(focus) {
  if (!focus || document.activeElement.id === focus.id) return;
  const request = focus.request && document.querySelector(`#${focus.request} .handle`);
  const substitutes = { resume: "pause", pause: "resume" };
  const found =
    (focus.id && (document.getElementById(focus.id) || document.getElementById(substitutes[focus.id]))) ||
    request ||
    document.querySelector(focus.part === "part-queue" ? ".handle" : "#give-next") ||
    document.getElementById("queue-title");
  found?.focus({ preventScroll: true });
  if (focus.typing && found?.setSelectionRange && found.id === focus.id) found.setSelectionRange(...focus.typing);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-act]")) return;
  event.preventDefault();
  const button = event.submitter;
  if (MEANT_ONCE.includes(button?.id) && button.id === done.id && performance.now() - done.at < DOUBLE_TAP) return;
  const data = new FormData(form, button);
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const fields = [...form.elements].filter((field) => field.matches("input:not([type=hidden])"));
  const isDone = await Console.act(address, data);
  if (!isDone) return;
  done = { id: button?.id, at: performance.now() };
  if (form.matches("[data-slip]")) form.dispatchEvent(new CustomEvent("entered"));
  for (const field of fields) {
    const here = document.getElementById(field.id);
    if (here && here.closest("[data-part]")) here.value = here.defaultValue;
  }
  const list = button?.closest("details.more");
  const here = list && document.getElementById(list.id);
  if (here && here.open && !form.matches("[data-slip]") && !["up", "down"].includes(button.value)) here.open = false;
});

// The clock counts against the server's time, also while the network is gone.
const loadedAt = performance.now();
const firstClock = Number(document.getElementById("clock")?.dataset.now) || Date.now();

function serverNow() {
  return typeof Live === "undefined" ? firstClock + performance.now() - loadedAt : Live.now();
}

function tick() {
  const clock = document.getElementById("clock");
  if (!clock) return;
  const { given, allowed, pausedAt, pausedFor } = clock.dataset;
  const until = pausedAt ? Number(pausedAt) : serverNow();
  const left = Number(allowed) - Math.max(until - Number(given) - Number(pausedFor), 0);
  const state = left < 0 ? "over" : left <= 30_000 ? "ending" : "running";
  const seconds = left < 0 ? Math.floor(-left / 1000) : Math.ceil(left / 1000);
  const digits = `${left < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  clock.dataset.state = state;
  clock.classList.toggle("paused", Boolean(pausedAt));
  setText(clock.querySelector(".digits"), digits);
  const words = pausedAt ? [clock.dataset.paused] : [clock.dataset[state]];
  if (pausedAt && left < 0) words.push(clock.dataset.over);
  setText(clock.querySelector(".clock-word"), words.join(", "));
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

setInterval(tick, 200);
tick();

setInterval(() => document.visibilityState === "visible" && Console.refresh(), REFRESH);

if (typeof Live !== "undefined") {
  Live.follow({
    stream: root.dataset.stream,
    poll: root.dataset.poll,
    onState: (state) => Number(state.version) > Console.version() && Console.refresh(),
    onConnection: setConnected,
  });
} else {
  setInterval(async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await ask(root.dataset.poll);
      setConnected(true);
      if (answer.ok && !answer.redirected && (await answer.json()).version > Console.version()) Console.refresh();
    } catch {
      setConnected(false);
    }
  }, POLL);
}

document.documentElement.classList.add("scripted");
