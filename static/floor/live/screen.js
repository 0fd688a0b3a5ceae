// The room screen: turns through its languages, makes long names fit, goes full screen, stays awake.
import { now } from "../../shared/clock.js";
import { tellAlive } from "./alive.js";
import { follow, show } from "./room.js";

const IDLE = 3000;
const SMALLEST = 0.25;
const page = document.querySelector(".screen");
const turns = [...page.querySelectorAll(".turn")];
const html = document.documentElement;

// Whatever does not fit its place becomes smaller until it does.
function fit(turn) {
  for (const place of turn.querySelectorAll(".fits")) {
    let size = 1;
    place.style.setProperty("--fit", size);
    const isTooLarge = () => place.scrollHeight > place.clientHeight + 2 || place.scrollWidth > place.clientWidth + 2;
    while (size > SMALLEST && isTooLarge()) {
      size -= 0.03;
      place.style.setProperty("--fit", size.toFixed(2));
    }
  }
}

const parts = turns.map((turn) => show(turn, now, () => { if (!turn.hidden) fit(turn); }));

let current = 0;
function turnTo(number) {
  current = number % turns.length;
  turns.forEach((turn, place) => { turn.hidden = place !== current; });
  const { lang, dir } = turns[current];
  html.lang = lang;
  html.dir = dir;
  fit(turns[current]);
}
turnTo(0);
if (turns.length > 1) setInterval(() => turnTo(current + 1), Number(page.dataset.seconds) * 1000);
window.addEventListener("resize", () => fit(turns[current]));
document.fonts?.ready.then(() => fit(turns[current]));

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else html.requestFullscreen?.().catch(() => {});
}
for (const button of page.querySelectorAll(".full-screen")) {
  button.hidden = !document.fullscreenEnabled;
  button.addEventListener("click", fullScreen);
}
document.addEventListener("keydown", (event) => {
  if (event.code === "KeyF" && !event.ctrlKey && !event.metaKey && !event.altKey) fullScreen();
});

let idle = null;
function stir() {
  html.classList.remove("is-idle");
  clearTimeout(idle);
  idle = setTimeout(() => html.classList.add("is-idle"), IDLE);
}
for (const name of ["pointermove", "pointerdown", "keydown"]) document.addEventListener(name, stir);
stir();

// The lock is lost whenever the page is hidden.
async function stayAwake() {
  if (document.hidden || !navigator.wakeLock) return;
  try { await navigator.wakeLock.request("screen"); } catch { /* the battery is low; the screen may sleep */ }
}
document.addEventListener("visibilitychange", stayAwake);
stayAwake();

follow(page, parts);
tellAlive(page.dataset.alive, () => (html.classList.contains("is-lost") ? "lost" : "live"));
