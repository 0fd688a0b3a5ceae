// Single keys as shortcuts, while nothing is being typed; they can be switched off (WCAG 2.1.4).
import { Console } from "./console.js";
import { Message } from "./console-message.js";

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

// An act that is chosen while another is on its way waits for it; the same key again was meant once. What only opens a list
// or leads to a field does not wait: what is typed next is meant for it.
let pressed = "";
const waiting = [];

function press(key, element) {
  if (!element.matches("button")) use(element);
  else if (!Console.isActing() && !waiting.length) {
    pressed = key;
    use(element);
  } else if (key !== pressed) {
    pressed = key;
    waiting.push(key);
    if (waiting.length === 1) useWaiting();
  }
}

async function useWaiting() {
  while (waiting.length) {
    await Console.idle();
    const element = meant(waiting[0]);
    Console.isLate = true;
    if (element) use(element);
    Console.isLate = false;
    waiting.shift();
  }
}

function leave(event) {
  if (Message.isShown) return Message.dismiss();
  const open = event.target.closest?.("details[open]");
  if (open && !event.target.matches("summary")) {
    open.open = false;
    open.querySelector("summary").focus();
  } else event.target.blur?.();
}
