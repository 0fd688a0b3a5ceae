// The order of the list by hand: dragged by its handle, or moved with the arrow keys; saved as one order.
import { Console } from "./console.js";

const SETTLE = 700; // milliseconds after the last arrow key until the order is saved
let saving = null;
let dragged = null;

function list() {
  return document.getElementById("requests-list");
}

function requests() {
  return [...document.querySelectorAll("#requests-list > .request")];
}

function renumber() {
  requests().forEach((row, place) => (row.querySelector(".place").textContent = place + 1));
}

// The neighbour is moved, not the request itself: what has the focus or the pointer keeps it.
function pass(row, other, step) {
  step < 0 ? row.after(other) : row.before(other);
}

function announcePlace(row) {
  const rows = requests();
  const words = { name: row.querySelector(".handle").dataset.name, place: rows.indexOf(row) + 1, all: rows.length };
  Console.say(list().dataset.moved.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? whole));
}

async function save() {
  clearTimeout(saving);
  saving = null;
  const data = new FormData(document.getElementById("act"));
  data.set("keys", requests().map((row) => row.dataset.request).join(" "));
  const address = list().dataset.order;
  Console.held = false;
  if (!(await Console.act(address, data))) Console.refresh();
}

function moveRequest(row, step) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (other) {
    Console.held = true;
    pass(row, other, step);
    renumber();
    clearTimeout(saving);
    saving = setTimeout(save, SETTLE);
  }
  announcePlace(row);
}

document.addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const row = event.target.closest?.(".request");
  if (!step || !row || event.ctrlKey || event.metaKey) return;
  if (event.target.matches("input, select, textarea") || !(event.altKey || event.target.matches("[data-handle]"))) return;
  event.preventDefault();
  Console.idle().then(() => { if (row.isConnected) moveRequest(row, step); });
});

document.addEventListener("focusout", (event) => {
  if (saving && event.target.closest?.(".request") && !event.relatedTarget?.closest(".request")) save();
});

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle || event.button !== 0 || Console.isActing()) return;
  dragged = { row: handle.closest(".request"), moved: false };
  Console.held = true;
  handle.setPointerCapture(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const { row } = dragged;
  row.classList.add("dragged");
  for (let step = 1; step; ) {
    const box = row.getBoundingClientRect();
    const before = row.previousElementSibling;
    const after = row.nextElementSibling;
    step = 0;
    if (before && event.clientY < middle(before)) {
      pass(row, before, -1);
      step = -1;
    } else if (after && event.clientY > middle(after)) {
      pass(row, after, 1);
      step = 1;
    }
    if (step) dragged.moved = true;
    if (row.getBoundingClientRect().top === box.top) break;
  }
  renumber();
});

function middle(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}

function drop(event) {
  if (!dragged) return;
  const { row, moved } = dragged;
  dragged = null;
  row.classList.remove("dragged");
  if (moved && event.type === "pointerup") {
    announcePlace(row);
    save();
  } else {
    Console.held = false;
    Console.refresh();
  }
}

document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", drop);
