// A reader's own choice of sessions, kept in this browser: a button on each session, their number, "My programme".
//
// When and where a session was when it was chosen is kept beside it, and when and where it was last seen, so that every
// page can tell that it has moved. Kept are moments and the keys of rooms alone: each page has its own words for them.
import { CHANGED, isOwnTime } from "./own-time.js";

const link = document.querySelector("[data-choice]");
const page = document.querySelector(".my-programme");
const place = link && `rostrum.choice.${link.dataset.choice}`;
const NAMES = ["start", "end", "place"];
const GONE = "gone"; // what was seen last of a session that is no longer in the programme
// Days and times are written on "My programme" alone.
const { codeOf, dayText, joined, onClock, timesText } = page ? await import("../../shared/dates.js") : {};
const code = codeOf?.(document.documentElement);

function canKeep() {
  try {
    localStorage.setItem("rostrum.choice", "1");
    localStorage.removeItem("rostrum.choice");
    return true;
  } catch { return false; }
}

const isPlace = (value) => NAMES.every((name) => typeof value?.[name] === "string");

// {slug: {start, end, place, seen}}; whatever else is found there counts as nothing.
function read() {
  try {
    const kept = Object.entries(JSON.parse(localStorage.getItem(place)) ?? {}).filter(([, value]) => isPlace(value));
    return new Map(kept.map(([slug, { start, end, place: room, seen }]) => [slug, { start, end, place: room, seen }]));
  } catch { return new Map(); }
}

function write(choice) {
  try { localStorage.setItem(place, JSON.stringify(Object.fromEntries(choice))); } catch { /* it is full */ }
}

function change(act) {
  const choice = read(); // another page may have changed it
  act(choice);
  write(choice);
  show();
}

const sessions = new Map();
for (const element of document.querySelectorAll("[data-session]")) sessions.set(element.dataset.session, element);

const words = (element, selector) => element.querySelector(selector)?.textContent.trim() ?? "";
const placeOf = ({ dataset: { start, end, place: room } }) => ({ start, end, place: room });

function addButton(element, slug) {
  if (element.classList.contains("break")) return;
  const button = document.querySelector(".choice-parts").content.querySelector(".choose").cloneNode(true);
  const name = document.createElement("span");
  name.className = "visually-hidden";
  name.textContent = ` ${words(element, "h1, h3")}`;
  button.append(name);
  button.addEventListener("click", () => change((choice) => {
    if (!choice.delete(slug)) choice.set(slug, placeOf(element));
  }));
  element.querySelector(".choice-place, .when").append(button);
}

// What has become of the sessions, once for each page: an older page in another window does not take it back.
function look() {
  const choice = read();
  for (const [slug, kept] of choice) {
    if (sessions.has(slug)) kept.seen = placeOf(sessions.get(slug));
    else if (page) kept.seen = GONE;
  }
  write(choice);
}

function hasMoved({ start, end, place: before, seen }) {
  if (!isPlace(seen)) return false;
  const isElsewhere = before !== seen.place && before !== "?" && seen.place !== "?";
  return Date.parse(start) !== Date.parse(seen.start) || Date.parse(end) !== Date.parse(seen.end) || isElsewhere;
}

// What the page knows of what its programme no longer shows: the names of rooms and of sessions.
const former = (selector) => page.querySelector(".former").content.querySelector(selector);

// "3 April 2012, 10 to 11 a.m. · Conference Room 2", by the clocks of the conference or the reader's own.
function inWords({ start, end, place: room }) {
  const name = words({ querySelector: former }, `[data-room="${CSS.escape(room)}"]`);
  if (isNaN(Date.parse(start)) || isNaN(Date.parse(end))) return name;
  const [from, to] = [start, end].map((moment) => onClock(moment, isOwnTime() ? undefined : page.dataset.zone));
  return [joined(dayText(from, code), timesText(from, to, code), code), name].filter(Boolean).join(" · ");
}

function fill(selector, kept) {
  const part = page.querySelector(selector).content.firstElementChild.cloneNode(true);
  part.querySelector(".was").textContent = inWords(kept);
  return part;
}

function tellMove(slug, kept) {
  const element = sessions.get(slug), heading = element.querySelector("h3");
  const part = fill(".moved-parts", kept);
  part.querySelector("button").addEventListener("click", () => {
    change((choice) => choice.set(slug, placeOf(element)));
    element.querySelector(".choose").focus();
  });
  element.querySelector(".what").prepend(part);
  heading.id ||= `chosen-${slug}`;
  const line = fill(".moved-line", kept), title = line.querySelector("a");
  title.textContent = heading.textContent.trim();
  line.querySelector(".now").textContent = inWords(kept.seen);
  title.setAttribute("href", `#${heading.id}`);
  page.querySelector(".moved ul").append(line);
}

function tellGone(slug, kept) {
  const part = fill(".gone-parts", kept);
  const title = former(`[data-gone="${CSS.escape(slug)}"]`);
  if (title) part.querySelector(".title").append(...title.cloneNode(true).childNodes);
  part.querySelector("button span").textContent = ` ${title?.textContent.trim() ?? ""}`;
  part.querySelector("button").addEventListener("click", () => {
    change((choice) => choice.delete(slug));
    (page.querySelector(".gone button") ?? document.querySelector("main")).focus();
  });
  page.querySelector(".gone ul").append(part);
}

const staying = new Set(); // what was chosen when the page was opened stays in sight, to be chosen again

function showPage(choice) {
  page.querySelector(".without-script").hidden = true;
  page.querySelector(".with-script").hidden = false;
  page.querySelector(".none-chosen").hidden = choice.size > 0;
  page.querySelector(".of-choice").hidden = !choice.size;
  for (const old of page.querySelectorAll(".what .moved-notice, .moved li, .gone li")) old.remove();
  for (const [slug, kept] of choice) {
    staying.add(slug);
    if (!sessions.has(slug)) tellGone(slug, kept);
    else if (hasMoved(kept)) tellMove(slug, kept);
  }
  for (const part of page.querySelectorAll(".moved, .gone")) part.hidden = !part.querySelector("li");
  for (const [slug, element] of sessions) element.hidden = !staying.has(slug);
  for (const day of page.querySelectorAll(".day")) day.hidden = !day.querySelector(".session:not([hidden])");
}

// The addresses of the calendar of the choice name its sessions; some stand within the address of another site.
function addressCalendar(choice) {
  const chosen = (address) => `${address.split("?")[0]}?sessions=${[...choice.keys()].map(encodeURIComponent).join(",")}`;
  for (const part of page.querySelectorAll(".of-choice a")) {
    const url = new URL(part.href), inner = ["cid", "url"].find((name) => url.searchParams.has(name));
    if (inner) url.searchParams.set(inner, chosen(url.searchParams.get(inner)));
    part.href = inner ? url : chosen(part.href);
  }
  const shown = page.querySelector(".calendar-address code");
  shown.textContent = chosen(shown.textContent);
}

// A line on the programme that leads to what has moved.
function tellOnProgramme(isChanged) {
  const line = document.querySelector(".choice-changed-line");
  if (line) line.hidden = !isChanged;
}

function show() {
  const choice = read();
  const changed = [...choice.values()].filter((kept) => kept.seen === GONE || hasMoved(kept));
  const count = link.querySelector(".chosen-count"), mark = link.querySelector(".choice-changed");
  count.hidden = !choice.size;
  count.textContent = ` ${choice.size}`;
  mark.hidden = !changed.length;
  for (const [slug, element] of sessions) element.querySelector(".choose")?.setAttribute("aria-pressed", String(choice.has(slug)));
  if (page) {
    showPage(choice);
    addressCalendar(choice);
  } else tellOnProgramme(changed.length > 0);
}

if (link && canKeep()) {
  for (const [slug, element] of sessions) addButton(element, slug);
  look();
  show();
  window.addEventListener("storage", (event) => { if (event.key === place || event.key === null) show(); });
  document.addEventListener(CHANGED, show);
}
