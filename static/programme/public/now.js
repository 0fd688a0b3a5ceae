// The bar of what is on and what comes next, improved: it says in how long, and while the meeting is on it asks for the
// bar as the floor knows it: what is suspended, begins late or runs over.
const PERIOD = 30_000; // milliseconds between two askings
const LONG = 48 * 60; // minutes from which hours say nothing
const TOLD = "now-told"; // on the document, when the floor has told what is on
let asked = 0;

const bar = () => document.getElementById("now-bar");
const language = document.documentElement.lang;
const unitDisplay = language === "ar" ? "long" : "short";

function amount(number, unit) {
  return new Intl.NumberFormat(`${language}-u-nu-latn`, { style: "unit", unit, unitDisplay }).format(number);
}

function inWords(minutes) {
  if (minutes >= LONG) return amount(Math.round(minutes / 1440), "day");
  const hours = Math.floor(minutes / 60);
  const parts = [...(hours ? [amount(hours, "hour")] : []), ...(minutes % 60 || !hours ? [amount(minutes % 60, "minute")] : [])];
  return new Intl.ListFormat(language, { type: "unit", style: language === "ar" ? "long" : "narrow" }).format(parts);
}

async function renew() {
  asked = Date.now();
  try {
    const answer = await fetch(bar().dataset.ask, { cache: "no-cache" });
    if (!answer.ok) return;
    const html = await answer.text();
    if (html.includes(`data-mark="${bar().dataset.mark}"`)) return; // the page says so already
    const { morph, parse } = await import("../../shared/fragment.js");
    const newer = parse(html).getElementById("now-bar");
    if (!newer) { bar().remove(); return; } // the meeting is over
    newer.querySelector(`.action[href="${location.pathname}"]`)?.remove();
    morph(bar(), newer);
    show();
    document.dispatchEvent(new Event(TOLD));
  } catch { /* there is no connection, or this is a copy: what is on is known by the programme alone */ }
}

// A bar whose time is up says what was: it is hidden until the server has told what is.
function show() {
  bar().hidden = Date.now() >= Date.parse(bar().dataset.until) || !bar().querySelector("a");
  for (const place of bar().querySelectorAll("[data-words]")) {
    const minutes = Math.abs(Date.parse(place.dataset.at) - Date.now()) / 60_000;
    place.textContent = place.dataset.words.replace("{time}", inWords(Math.max(Math.ceil(minutes), 1)));
  }
}

function tick() {
  if (!bar()) return;
  show();
  const { from } = bar().dataset;
  if (!document.hidden && Date.now() >= Date.parse(from) && Date.now() - asked > PERIOD) renew();
}

tick();
setInterval(tick, 5000 + Math.random() * 1000); // the phones of a meeting do not all ask in the same second
document.addEventListener("visibilitychange", tick);
