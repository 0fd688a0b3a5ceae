// The bar of what is on and what comes next, improved: it says in how long, and is renewed once its time is up.
const SPREAD = 10_000; // milliseconds over which the phones of a meeting ask, which would all ask in the same second
const LONG = 48 * 60; // minutes from which hours say nothing
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

// A bar whose time is up says what was: it is hidden until the server has told what is.
async function renew() {
  asked = Date.now();
  bar().hidden = true;
  try {
    const answer = await fetch(location.href, { cache: "no-cache" });
    const { morph, parse } = await import("../../shared/fragment.js");
    const newer = parse(await answer.text()).getElementById("now-bar");
    if (newer && Date.parse(newer.dataset.until) > Date.now()) { morph(bar(), newer); tick(); }
  } catch { /* there is no connection, or this is a copy: what is on is not known */ }
}

function tick() {
  if (!bar()) return;
  const late = Date.now() - Date.parse(bar().dataset.until);
  if (late >= 0) {
    bar().hidden ||= late > SPREAD;
    if (!document.hidden && Date.now() - asked > 60_000 && late > Math.random() * SPREAD) renew();
    return;
  }
  bar().hidden = false;
  for (const place of bar().querySelectorAll(".in-how-long")) {
    const minutes = Math.ceil((Date.parse(place.dataset.at) - Date.now()) / 60_000);
    place.textContent = place.dataset.words.replace("{time}", inWords(Math.max(minutes, 1)));
  }
}

tick();
setInterval(tick, 5000);
document.addEventListener("visibilitychange", tick);
