// The grid of rooms by hours: a session is dragged, or moved with the arrow keys, and says what it would clash with before
// it is there. The server moves it and draws the grid anew; each move can be undone (U).
import { morph, parse } from "../../shared/fragment.js";
import { ask, post } from "../../shared/request.js";

const RASTER = 15; // minutes to which a drag snaps, and by which a key moves
const DAY = 24 * 60;
const DRAG = 6; // pixels from which a press is a drag
const EDGE = 48; // so near to the edge of the window a drag scrolls the page
const HOLD = 350; // milliseconds after which a finger that rests takes a session up
const page = () => document.getElementById("grid-page");
const grid = () => document.getElementById("room-grid");
let held = null; // the session that is on its way: {slot, start, end, room, ...}
let sending = false;

document.documentElement.classList.add("scripted");

// Where a session is, and what it would clash with

const columns = () => [...grid().querySelectorAll(".room-column")];
const placeOf = (slot) => ({
  start: Number(slot.dataset.start), end: Number(slot.dataset.end), room: slot.closest(".room-column").dataset.room,
});
const typed = (minutes) => `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const clock = (minutes) => JSON.parse(grid().dataset.clock)[Math.round(minutes / 5) % 288];
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function clashes(moved, { start, end, room }) {
  const people = JSON.parse(moved.dataset.people), found = [], words = page().dataset;
  for (const slot of grid().querySelectorAll(".slot:not(.target)")) {
    const other = placeOf(slot);
    if (slot === moved || other.start >= end || start >= other.end) continue;
    const title = slot.dataset.title;
    if (room && room === other.room) found.push(fill(words.roomClash, { title }));
    for (const key of Object.keys(JSON.parse(slot.dataset.people))) {
      if (key in people) found.push(fill(words.personClash, { name: people[key], title }));
    }
  }
  return found;
}

function say(words) {
  document.getElementById("grid-says").textContent = words;
}

// A shape that shows where it would be, in the lines of its room

function show() {
  const { slot, shape, start, end, room } = held;
  const first = Number(grid().dataset.first) * 60, last = Number(grid().dataset.last) * 60;
  const column = columns().find((each) => each.dataset.room === room);
  const from = Math.max(start, first), span = Math.max(Math.min(end, last) - from, RASTER);
  shape.className = `slot target lane-all from-h-${Math.floor(from / 60)} from-m-${from % 60 - from % 5} `
    + `for-h-${Math.floor(span / 60)} for-m-${span % 60 - span % 5}`;
  const found = clashes(slot, held);
  shape.classList.toggle("clash", found.length > 0);
  const name = column.querySelector(".room-name").firstChild.textContent.trim() || page().dataset.nowhere;
  const when = `${clock(start)}–${clock(end)}`;
  shape.querySelector(".slot-facts").textContent = when;
  shape.querySelector(".slot-reason").textContent = found.join(" ") || page().dataset.free;
  column.querySelector(".slots").append(shape);
  say(`${slot.dataset.title}: ${when}, ${name}. ${found.join(" ") || page().dataset.free} ${held.byKeys ? page().dataset.keys : ""}`);
}

function take(slot, byKeys) {
  const shape = document.createElement("li");
  for (const name of ["slot-title", "slot-facts", "slot-reason"]) {
    shape.append(Object.assign(document.createElement("p"), { className: name }));
  }
  shape.querySelector(".slot-title").textContent = slot.dataset.title;
  held = { slot, shape, byKeys, was: placeOf(slot), ...placeOf(slot) };
  slot.classList.add("moving");
}

function leave() {
  held?.shape.remove();
  held?.slot.classList.remove("moving");
  held = null;
}

function place(changes) {
  const next = { ...held, ...changes };
  if (next.start < 0 || next.end > DAY || next.end - next.start < RASTER) return;
  Object.assign(held, changes);
  show();
}

// What the server is told

async function put() {
  const { slot, start, end, room, was } = held;
  const isSame = start === was.start && end === was.end && room === was.room;
  leave();
  if (isSame) return;
  const body = new URLSearchParams({
    seen: slot.dataset.seen, day: grid().dataset.day, starts: typed(start), ends: typed(end), room,
  });
  await send(slot.dataset.move, body, slot.id);
}

async function send(address, body, focus) {
  if (sending) return;
  sending = true;
  page().setAttribute("aria-busy", "true");
  body.set("csrfmiddlewaretoken", tokenOf());
  const answer = await post(page(), address, body, "grid");
  sending = false;
  page().removeAttribute("aria-busy");
  if (!answer.html) {
    const words = answer.status === 401 ? page().dataset.signedOut : page().dataset.lost;
    say(words);
    refuse(words);
    return;
  }
  morph(page(), parse(answer.html).getElementById("grid-page"));
  say(answer.message);
  document.getElementById(focus)?.querySelector(".slot-link").focus({ preventScroll: true });
}

const tokenOf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

// What could not be sent is said where it is seen, until the next answer.
function refuse(words) {
  const said = page().querySelector(".refusal") ?? document.createElement("p");
  said.className = "refusal";
  said.textContent = words;
  page().querySelector(".grid-bar").after(said);
}

// Keys: on a session that has the focus

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && held) { leave(); say(""); return; }
  const undo = document.getElementById("grid-undo");
  if (event.key.toLowerCase() === "u" && undo && !event.target.closest("input, textarea, select")) {
    event.preventDefault();
    undo.requestSubmit();
    return;
  }
  const slot = event.target.closest?.(".slot[data-move]");
  if (!slot || (held && held.slot !== slot)) return;
  if (event.key === "Enter" && held) { event.preventDefault(); put(); return; }
  const step = stepOf(event);
  if (!step) return;
  event.preventDefault();
  if (!held) take(slot, true);
  place(step);
});

function stepOf({ key, shiftKey }) {
  const now = held ?? placeOf(document.activeElement.closest(".slot"));
  const down = { ArrowDown: RASTER, ArrowUp: -RASTER }[key];
  if (down) return shiftKey ? { end: now.end + down } : { start: now.start + down, end: now.end + down };
  const isMirrored = getComputedStyle(grid()).direction === "rtl";
  const aside = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!aside) return null;
  const rooms = columns().map((column) => column.dataset.room);
  const room = rooms[rooms.indexOf(now.room) + (isMirrored ? -aside : aside)];
  return room === undefined ? null : { room };
}

document.addEventListener("focusout", (event) => {
  if (held?.byKeys && !event.relatedTarget?.closest?.(".slot.moving")) leave();
});

// The pointer: a mouse drags at once, a finger after it has rested, so that it can scroll

let press = null;

document.addEventListener("pointerdown", (event) => {
  const slot = event.target.closest?.(".slot[data-move]");
  if (!slot || event.button !== 0 || sending) return;
  press = { slot, x: event.clientX, y: event.clientY, pointer: event.pointerId, isTouch: event.pointerType === "touch" };
  if (press.isTouch) press.hold = setTimeout(() => lift(event), HOLD);
});

function lift(event) {
  if (!press) return;
  take(press.slot, false);
  const column = press.slot.closest(".slots").getBoundingClientRect();
  held.offset = minutesAt(column, press.y) - held.start;
  if (press.isTouch) press.slot.setPointerCapture(event.pointerId);
}

const minutesAt = (box, y) => {
  const { first, last } = grid().dataset;
  return Number(first) * 60 + (y - box.top) / box.height * (Number(last) - Number(first)) * 60;
};

document.addEventListener("pointermove", (event) => {
  if (!press || event.pointerId !== press.pointer) return;
  const far = Math.hypot(event.clientX - press.x, event.clientY - press.y) > DRAG;
  if (!held || held.byKeys) {
    if (!far) return;
    if (press.isTouch) { drop(); return; } // it scrolls
    leave();
    lift(event);
  }
  event.preventDefault();
  const near = event.clientY < EDGE ? -1 : event.clientY > innerHeight - EDGE ? 1 : 0;
  if (near) scrollBy(0, near * EDGE / 4);
  const over = columns().find((column) => {
    const box = column.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX < box.right;
  });
  const box = (over ?? columns()[0]).querySelector(".slots").getBoundingClientRect();
  const start = Math.round((minutesAt(box, event.clientY) - held.offset) / RASTER) * RASTER;
  place({ start, end: start + held.was.end - held.was.start, ...(over && { room: over.dataset.room }) });
});

function drop() {
  clearTimeout(press?.hold);
  press = null;
}

document.addEventListener("pointerup", (event) => {
  if (!press || event.pointerId !== press.pointer) return;
  drop();
  if (!held || held.byKeys) return;
  held.slot.addEventListener("click", (click) => click.preventDefault(), { once: true, capture: true });
  put();
});

document.addEventListener("pointercancel", () => { drop(); leave(); });
document.addEventListener("touchmove", (event) => { if (held && !held.byKeys) event.preventDefault(); }, { passive: false });
document.addEventListener("dragstart", (event) => { if (event.target.closest?.(".slot")) event.preventDefault(); });

// Forms and choosing: without loading the page anew

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("#room-grid .slot-link");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const answer = await ask(link.href, null, "grid");
  if (!answer.html) { location.assign(link.href); return; }
  history.replaceState(null, "", link.href);
  morph(page(), parse(answer.html).getElementById("grid-page"));
  const side = document.getElementById("selected");
  if (side.getBoundingClientRect().top > innerHeight) side.scrollIntoView({ block: "nearest" });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("#grid-page form");
  if (!form) return;
  event.preventDefault();
  send(form.action, new URLSearchParams(new FormData(form)), null);
});
