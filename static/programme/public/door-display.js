// The door display of a room: now and next by the server's clock, in its languages in turn. It fetches itself again, to
// follow releases, and keeps showing what it has while the network is gone.
import { now } from "../../shared/clock.js";
import { codeOf, onClock, timeText } from "../../shared/dates.js";
import { morph, parse } from "../../shared/fragment.js";

const TICK = 1000, POLL = 20000, SOONEST = 3000, LONGEST_WAIT = 15000, IDLE = 3000;
const SMALLEST = 0.3;
const html = document.documentElement;
const page = document.querySelector(".door");
let turns = [], current = 0, mark = null, failures = 0, polling = null;

const number = (element, name) => Date.parse(element.dataset[name]);

// The day and the hour by the clocks of the conference.
const today = (now) => new Date(onClock(now, page.dataset.zone).date).toISOString().slice(0, 10);
const hour = (now, turn) => timeText(onClock(now, page.dataset.zone), codeOf(turn));

function stages(sessions, now) {
  const on = sessions.filter((session) => number(session, "start") <= now && now < number(session, "end"));
  const coming = sessions.filter((session) => number(session, "start") > now);
  const [next] = coming;
  return new Map(sessions.map((session) => {
    if (on.includes(session)) return [session, "now"];
    if (!coming.includes(session)) return [session, "past"];
    if (next && number(session, "start") === number(next, "start")) return [session, "next"];
    return [session, session.dataset.day === next.dataset.day ? "later" : "another-day"];
  }));
}

function show(turn, now) {
  const sessions = [...turn.querySelectorAll(".door-session")];
  const found = stages(sessions, now);
  const words = [today(now), ...found.values()].join(" ");
  turn.querySelector(".hour").textContent = hour(now, turn);
  if (turn.dataset.shown === words) return;
  turn.dataset.shown = words;
  for (const [session, stage] of found) {
    session.dataset.stage = stage;
    session.hidden = stage === "past" || stage === "another-day";
    session.querySelector(".when-now").hidden = stage !== "now";
    session.querySelector(".when-next").hidden = stage !== "next";
    session.querySelector(".other-day").hidden = session.dataset.day === today(now) || stage === "later";
  }
  const known = [...found.values()];
  turn.querySelector(".nothing").hidden = known.includes("now") || !known.includes("next");
  turn.querySelector(".over").hidden = known.includes("now") || known.includes("next");
  if (!turn.hidden) fit(turn);
}

// What does not fit goes, the last first; then all that is left becomes smaller.
function fit(turn) {
  const list = turn.querySelector(".sessions");
  const later = [...turn.querySelectorAll("[data-stage='later']")];
  for (const session of later) session.hidden = false;
  let size = 1;
  turn.style.setProperty("--fit", size);
  const isTooLarge = () => list.scrollHeight > list.clientHeight + 2 || list.scrollWidth > list.clientWidth + 2;
  while (isTooLarge() && later.length) later.pop().hidden = true;
  while (isTooLarge() && size > SMALLEST) turn.style.setProperty("--fit", (size -= 0.03).toFixed(2));
}

function turnTo(place) {
  current = place % turns.length;
  turns.forEach((turn, other) => { turn.hidden = other !== current; });
  html.lang = turns[current].lang;
  html.dir = turns[current].dir;
  fit(turns[current]);
}

function tick() {
  for (const turn of turns) show(turn, now());
}

function begin() {
  html.classList.add("is-door");
  turns = [...page.querySelectorAll(".turn")];
  for (const button of page.querySelectorAll(".full-screen")) {
    button.hidden = !document.fullscreenEnabled;
  }
  tick();
  turnTo(current);
}

function tell(isConnected) {
  let changed = false;
  for (const element of page.querySelectorAll(".connection")) {
    changed ||= element.hidden !== isConnected;
    element.hidden = isConnected;
  }
  if (changed) fit(turns[current]);
}

const files = (root) => [...root.querySelectorAll("script[src], link[rel=stylesheet]")].map((file) => file.src || file.href).join();

function take(body) {
  const fresh = parse(body);
  const door = fresh.querySelector(".door");
  if (!door) throw new Error("no door");
  if (files(fresh) !== files(document)) { location.reload(); return; } // the software itself is newer
  morph(page, door);
  begin();
}

// The browser asks with the ETag that it has; a room that is in no released programme any more has no sessions.
async function poll() {
  clearTimeout(polling);
  try {
    const answer = await fetch(location.href, { cache: "no-cache", signal: AbortSignal.timeout(LONGEST_WAIT) });
    if (answer.status === 404) {
      for (const session of page.querySelectorAll(".door-session")) session.remove();
      mark = null;
      tick();
    } else if (!answer.ok) throw new Error(String(answer.status));
    else {
      const body = await answer.text();
      const newest = answer.headers.get("ETag") ?? body;
      if (mark !== newest) take(body);
      mark = newest;
    }
    failures = 0;
    tell(true);
  } catch {
    failures++;
    tell(false);
  }
  const wait = failures ? Math.min(SOONEST * 2 ** (failures - 1), POLL) : POLL;
  polling = setTimeout(poll, wait * (0.75 + Math.random() / 2));
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else html.requestFullscreen?.().catch(() => {});
}

let idle = null;
function stir() {
  html.classList.remove("is-idle");
  clearTimeout(idle);
  idle = setTimeout(() => html.classList.add("is-idle"), IDLE);
}

// The lock is lost whenever the page is hidden.
async function stayAwake() {
  if (document.hidden || !navigator.wakeLock) return;
  try { await navigator.wakeLock.request("screen"); } catch { /* the battery is low; the screen may sleep */ }
}

begin();
if (turns.length > 1) setInterval(() => turnTo(current + 1), Number(page.dataset.seconds) * 1000);
setInterval(tick, TICK);
page.addEventListener("click", (event) => { if (event.target.closest(".full-screen")) fullScreen(); });
document.addEventListener("keydown", (event) => {
  if (event.code === "KeyF" && !event.ctrlKey && !event.metaKey && !event.altKey) fullScreen();
});
for (const name of ["pointermove", "pointerdown", "keydown"]) document.addEventListener(name, stir);
document.addEventListener("visibilitychange", stayAwake);
window.addEventListener("resize", () => fit(turns[current]));
document.fonts?.ready.then(() => fit(turns[current]));
window.addEventListener("online", poll);
window.addEventListener("offline", () => tell(false));
stir();
stayAwake();
poll();
