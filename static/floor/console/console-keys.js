// Single keys as shortcuts, while nothing is being typed; they can be switched off (WCAG 2.1.4).
import { Console } from "./console.js";

const keysOn = document.getElementById("keys-on");
const REMEMBERED = "rostrum-console-keys";

try {
  keysOn.checked = localStorage.getItem(REMEMBERED) !== "off";
} catch {
  // a browser that keeps nothing: the keys are on
}
showKeys();
keysOn.addEventListener("change", () => {
  try {
    localStorage.setItem(REMEMBERED, keysOn.checked ? "on" : "off");
  } catch {
    // only for this page, then
  }
  showKeys();
});

function showKeys() {
  document.documentElement.classList.toggle("keys-off", !keysOn.checked);
}

// On a Russian or Arabic keyboard the key in the place of N gives no N: its place counts then.
function letter(event) {
  if (/^[\x21-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.code === "Slash" && event.shiftKey ? "?" : "";
}

function chosen() {
  return document.activeElement?.closest?.(".request");
}

function goAlong(step) {
  const rows = [...document.querySelectorAll(".request")];
  const place = rows.indexOf(chosen());
  const row = rows[place < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(place + step, 0), rows.length - 1)];
  row?.querySelector(".handle").focus();
}

function use(element) {
  if (element.matches("input")) {
    element.focus();
    element.select();
  } else if (element.matches("summary")) {
    element.click();
    element.scrollIntoView({ block: "nearest" });
    const field = element.parentElement.open && element.parentElement.querySelector("button, input, select");
    (field || element).focus();
  } else {
    element.click();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return leave(event);
  if (!keysOn.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  const key = letter(event);
  if (!key) return;
  if (key === "j" || key === "k") goAlong(key === "j" ? 1 : -1);
  else {
    const element = meant(key);
    if (!element) return;
    press(key, element);
  }
  event.preventDefault();
});

function meant(key) {
  const own = /^[a-z]$/.test(key) && chosen()?.querySelector(`[data-row-shortcut="${key}"]`);
  return own || document.querySelector(`[data-shortcut="${CSS.escape(key)}"]`);
}

// A key that is pressed while the last one is still on its way waits for it; the same key again was meant once.
let pressed = "";
let waiting = null;

function press(key, element) {
  clearInterval(waiting);
  if (!Console.isActing()) {
    pressed = key;
    use(element);
  } else if (key !== pressed) {
    waiting = setInterval(() => {
      if (Console.isActing()) return;
      clearInterval(waiting);
      const now = meant(key);
      if (now) press(key, now);
    }, 50);
  }
}

function leave(event) {
  const open = event.target.closest?.("details[open]");
  if (open && !event.target.matches("summary")) {
    open.open = false;
    open.querySelector("summary").focus();
  } else event.target.blur?.();
}
