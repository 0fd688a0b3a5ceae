// The times of sessions in the reader's own zone, which was chosen once and holds for every page. This is what every page
// needs; own-times.js, which writes them, is loaded for readers who ask.
export const CHANGED = "own-time"; // told of on the document when the reader chooses
const PLACE = "rostrum.own-time";
const zone = document.querySelector(".zone"); // where the reader chooses, on pages of times
const NAMES = ["Month", "Date", "Hours", "Minutes"];

export function isOwnTime() {
  try { return localStorage.getItem(PLACE) === "1"; } catch { return false; }
}

function keep(isOwn) {
  try { if (isOwn) localStorage.setItem(PLACE, "1"); else localStorage.removeItem(PLACE); } catch { /* for this page alone */ }
}

// Whether the reader's clock shows what the page says already.
function isTheSame({ dataset: { start } }) {
  const here = new Date(start), there = new Date(start.slice(0, 19));
  return NAMES.every((name) => here[`get${name}`]() === there[`get${name}`]());
}

async function write(isOwn) {
  const { show, zones } = await import("./own-times.js");
  show(isOwn);
  if (!zone) return;
  const button = zone.querySelector(".own-zone"), status = zone.querySelector(".own-zone-name");
  zone.querySelector(".house-zone").hidden = isOwn;
  button.textContent = isOwn ? button.dataset.back : button.dataset.own;
  button.setAttribute("aria-pressed", String(isOwn));
  status.textContent = isOwn ? `${button.dataset.label} ${zones()}` : "";
}

function offer(button) {
  let isOwn = isOwnTime();
  button.addEventListener("click", async () => {
    isOwn = !isOwn;
    keep(isOwn);
    await write(isOwn);
    document.dispatchEvent(new Event(CHANGED));
  });
  button.textContent = button.dataset.own;
  button.setAttribute("aria-pressed", "false");
  button.hidden = false;
}

if (![...document.querySelectorAll(".times[data-start]")].every(isTheSame)) {
  if (zone) offer(zone.querySelector(".own-zone"));
  if (isOwnTime()) write(true);
  document.addEventListener("now-told", () => { if (isOwnTime()) write(true); }); // the bar has got new times
}
