// The times of sessions in the reader's own zone, with their days; what was chosen once holds for every page.
import { codeOf, dayText, daysText, joined, onClock, timesText, timeText, zoneName } from "../../shared/dates.js";

const PLACE = "rostrum.own-time";
export const CHANGED = "own-time"; // told of on the document when the reader chooses
const code = codeOf(document.documentElement);
const spans = [...document.querySelectorAll(".times[data-start]")];
const days = [...document.querySelectorAll("[data-day]")]; // the day that stands before the times of one session
const titles = [...document.querySelectorAll(".day-title")]; // the day over the timetable that follows
const houseWords = new Map([...spans, ...days, ...titles].map((element) => [element, [...element.childNodes]]));

const startOf = (span) => onClock(span.dataset.start);

export function isOwnTime() {
  try { return localStorage.getItem(PLACE) === "1"; } catch { return false; }
}

function keep(isOwn) {
  try { if (isOwn) localStorage.setItem(PLACE, "1"); else localStorage.removeItem(PLACE); } catch { /* for this page alone */ }
}

// Whether the reader's clock shows what the page says already.
function isTheSame() {
  return spans.every(({ dataset: { start } }) => {
    const { date, minutes } = onClock(start), at = Date.parse(`${start.slice(0, 16)}Z`);
    return date + minutes * 60_000 === at;
  });
}

function write(span, withDay) {
  const start = startOf(span), { end } = span.dataset;
  const times = end ? timesText(start, onClock(end), code) : timeText(start, code);
  span.textContent = withDay ? joined(dayText(start, code, { year: false }), times, code) : times;
}

// A day of the conference may be two of the reader's: then each session names its own. So it does where the title of the
// only day is for the ear alone, and the reader's is another.
function writeDay(title) {
  const sessions = [...title.nextElementSibling?.querySelectorAll(".times[data-start]") ?? []];
  if (!sessions.length) return;
  const starts = sessions.map(startOf).sort((one, other) => one.date - other.date);
  const first = starts[0], last = starts.at(-1), isOneDay = first.date === last.date;
  title.textContent = isOneDay ? dayText(first, code, { weekday: true }) : daysText(first, last, code);
  const isUnseen = title.matches(".visually-hidden") && first.date !== Date.parse(`${sessions[0].dataset.start.slice(0, 10)}Z`);
  for (const span of sessions) write(span, !isOneDay || isUnseen);
}

function show(isOwn) {
  for (const [element, nodes] of houseWords) element.replaceChildren(...nodes);
  if (!isOwn) return;
  for (const span of spans) write(span, false);
  for (const day of days) {
    const span = day.parentElement.querySelector(".times[data-start]");
    if (span) day.textContent = dayText(startOf(span), code, { weekday: day.dataset.day === "weekday" });
  }
  for (const title of titles) writeDay(title);
}

// On a page that spans a change of the clocks both names hold.
const zones = () => [...new Set(spans.map(({ dataset }) => zoneName(dataset.start, code)))].join(" / ");

function begin(zone) {
  const button = zone.querySelector(".own-zone"), status = zone.querySelector(".own-zone-name");
  let isOwn = isOwnTime();
  const tell = () => {
    show(isOwn);
    zone.querySelector(".house-zone").hidden = isOwn;
    button.textContent = isOwn ? button.dataset.back : button.dataset.own;
    button.setAttribute("aria-pressed", String(isOwn));
    status.textContent = isOwn ? `${button.dataset.label} ${zones()}` : "";
  };
  button.addEventListener("click", () => { isOwn = !isOwn; keep(isOwn); tell(); document.dispatchEvent(new Event(CHANGED)); });
  button.hidden = false;
  tell();
}

const zone = document.querySelector(".zone");
if (zone && spans.length && !isTheSame()) begin(zone);
