// A reader's own choice of sessions, kept in this browser: a button on each session, their number, "My programme".
//
// What was seen of a session when it was chosen is kept beside it, so that the page can tell what has become of it.

const link = document.querySelector("[data-choice]");
const page = document.querySelector(".my-programme");
const place = link && `rostrum.choice.${link.dataset.choice}`;
const NAMES = ["title", "start", "end", "place", "room", "language"];
const html = document.documentElement;

function canKeep() {
  try {
    localStorage.setItem("rostrum.choice", "1");
    localStorage.removeItem("rostrum.choice");
    return true;
  } catch { return false; }
}

// {slug: {title, start, end, place, room, language}}; whatever else is found there counts as nothing.
function read() {
  try {
    const kept = Object.entries(JSON.parse(localStorage.getItem(place)) ?? {});
    return new Map(kept.filter(([, seen]) => NAMES.every((name) => typeof seen?.[name] === "string")));
  } catch { return new Map(); }
}

function change(act) {
  const choice = read(); // another page may have changed it
  act(choice);
  try { localStorage.setItem(place, JSON.stringify(Object.fromEntries(choice))); } catch { /* it is full */ }
  show();
}

const sessions = new Map();
for (const element of document.querySelectorAll("[data-session]")) sessions.set(element.dataset.session, element);

const words = (element, selector) => element.querySelector(selector)?.textContent.trim() ?? "";

function seen(element) {
  return {
    title: words(element, "h1, h3"),
    start: element.dataset.start,
    end: element.dataset.end,
    place: element.dataset.place,
    room: element.dataset.room,
    language: html.lang,
  };
}

function addButton(element, slug) {
  if (element.classList.contains("break")) return;
  const button = document.querySelector(".choice-parts").content.firstElementChild.cloneNode(true);
  const name = document.createElement("span");
  name.className = "visually-hidden";
  name.textContent = ` ${words(element, "h1, h3")}`;
  button.append(name);
  button.addEventListener("click", () => change((choice) => {
    if (!choice.delete(slug)) choice.set(slug, seen(element));
  }));
  element.querySelector(".choice-place, .when").append(button);
}

// "3 April 2012 at 10:00 – 11:00", by the clocks of the conference.
function was({ start, end, room }) {
  const [from, to] = [new Date(start), new Date(end)];
  if (isNaN(from) || isNaN(to)) return room;
  const language = html.lang === "en" ? "en-GB" : html.lang;
  const style = { dateStyle: "long", timeStyle: "short", hourCycle: "h23", timeZone: page.dataset.zone };
  const format = new Intl.DateTimeFormat(`${language}-u-nu-latn`, style);
  return [format.formatRange(from, to), room].filter(Boolean).join(" · ");
}

function hasMoved(slug, { start, end, place: before }) {
  const now = sessions.get(slug).dataset;
  const isElsewhere = before !== now.place && before !== "?" && now.place !== "?";
  return Date.parse(start) !== Date.parse(now.start) || Date.parse(end) !== Date.parse(now.end) || isElsewhere;
}

function fill(selector, kept) {
  const part = page.querySelector(selector).content.firstElementChild.cloneNode(true);
  part.querySelector(".was").textContent = was(kept);
  return part;
}

function tellMove(slug, kept) {
  const element = sessions.get(slug);
  const part = fill(".moved-parts", kept);
  part.querySelector("button").addEventListener("click", () => {
    change((choice) => choice.set(slug, seen(element)));
    element.querySelector(".choose").focus();
  });
  element.querySelector(".what").prepend(part);
}

function tellGone(slug, kept) {
  const part = fill(".gone-parts", kept);
  const title = part.querySelector(".title");
  title.textContent = kept.title;
  title.lang = kept.language;
  part.querySelector("button span").textContent = ` ${kept.title}`;
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
  for (const address of page.querySelectorAll(".of-choice a")) {
    address.href = `${address.href.split("?")[0]}?sessions=${[...choice.keys()].map(encodeURIComponent).join(",")}`;
  }
  for (const old of page.querySelectorAll(".moved-notice, .gone li")) old.remove();
  for (const [slug, kept] of choice) {
    staying.add(slug);
    if (!sessions.has(slug)) tellGone(slug, kept);
    else if (hasMoved(slug, kept)) tellMove(slug, kept);
  }
  page.querySelector(".gone").hidden = !page.querySelector(".gone li");
  for (const [slug, element] of sessions) element.hidden = !staying.has(slug);
  for (const day of page.querySelectorAll(".day")) day.hidden = !day.querySelector(".session:not([hidden])");
}

function show() {
  const choice = read();
  const count = link.querySelector(".chosen-count");
  count.hidden = !choice.size;
  count.textContent = ` ${choice.size}`;
  for (const [slug, element] of sessions) element.querySelector(".choose")?.setAttribute("aria-pressed", String(choice.has(slug)));
  if (page) showPage(choice);
}

if (link && canKeep()) {
  for (const [slug, element] of sessions) addButton(element, slug);
  show();
  window.addEventListener("storage", (event) => { if (event.key === place || event.key === null) show(); });
}
