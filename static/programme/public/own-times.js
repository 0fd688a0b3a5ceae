// Writes the times of a page in the reader's own zone, with their days, and as the house wrote them again.
import { codeOf, dayText, daysText, joined, onClock, timesText, timeText, zoneName } from "../../shared/dates.js";

const code = codeOf(document.documentElement);
const houseWords = new Map(); // of each element that was rewritten

const all = (selector) => [...document.querySelectorAll(selector)];
const startOf = (element) => onClock(element.dataset.start);
const houseDate = ({ dataset: { start } }) => Date.parse(`${start.slice(0, 10)}Z`);

function put(element, text) {
  if (element.textContent.trim() === text) return;
  if (!houseWords.has(element)) houseWords.set(element, [...element.childNodes]);
  element.textContent = text;
}

function write(span, withDay, style = { year: false }) {
  const start = startOf(span), { end } = span.dataset;
  const times = end ? timesText(start, onClock(end), code) : timeText(start, code);
  put(span, withDay ? joined(dayText(start, code, style), times, code) : times);
}

const dayBefore = (span) => span.parentElement.querySelector("[data-day]");

// A time that stands without its day is of the day of the conference, and names the reader's own where that is another.
function writeAlone(span) {
  if ("withDay" in span.dataset) write(span, true, {});
  else write(span, span.closest(".now-bar") && !dayBefore(span) && startOf(span).date !== houseDate(span));
}

// A day of the conference may be two of the reader's: then each session names its own. So it does where the title of the
// only day is for the ear alone, and the reader's is another.
function writeDay(title) {
  const sessions = [...title.nextElementSibling?.querySelectorAll(".times[data-start]") ?? []];
  if (!sessions.length) return;
  const starts = sessions.map(startOf).sort((one, other) => one.date - other.date);
  const first = starts[0], last = starts.at(-1), isOneDay = first.date === last.date;
  put(title, isOneDay ? dayText(first, code, { weekday: true }) : daysText(first, last, code));
  const link = document.querySelector(`.day-line a[href="#${title.id}"]`);
  if (link) put(link, daysText(first, last, code));
  const isUnseen = title.matches(".visually-hidden") && first.date !== houseDate(sessions[0]);
  for (const span of sessions) write(span, !isOneDay || isUnseen);
}

// A piece of the line of a day: "11" for the eye, "11 a.m." for the ear.
function writePiece(piece) {
  const [seen, heard] = piece.children, time = timeText(startOf(piece), code);
  put(seen, time.replace(/ [ap]\.m\.$|:00$/, ""));
  put(heard, time);
}

export function show(isOwn) {
  if (!isOwn) {
    for (const [element, nodes] of houseWords) element.replaceChildren(...nodes);
    houseWords.clear();
    return;
  }
  for (const span of all(".times[data-start]")) writeAlone(span);
  for (const day of all("[data-day]")) {
    const span = day.parentElement.querySelector(".times[data-start]");
    if (span) put(day, dayText(startOf(span), code, { weekday: day.dataset.day === "weekday" }));
  }
  for (const title of all(".day-title")) writeDay(title);
  for (const piece of all(".day-line [data-start]")) writePiece(piece);
}

// On a page that spans a change of the clocks both names hold.
export const zones = () => [...new Set(all("main .times[data-start]").map(({ dataset }) => zoneName(dataset.start, code)))].join(" / ");
