// The statement that an interpreter reads beside who speaks: opened by a press, closed when its speaker has left the floor
// and the list. What is read is kept nowhere.
import { morphInside, parse } from "../../shared/fragment.js";

const reader = document.getElementById("reader");
const terms = document.getElementById("text-terms");
const PATIENCE = 30_000; // milliseconds: the first who opens a text waits until it is read from its file
let turn = "";

// Resolves to whether the text is there.
export async function open(address, of) {
  try {
    const answer = await fetch(address, { headers: { "Rostrum-Fragment": "text" }, signal: AbortSignal.timeout(PATIENCE) });
    const fresh = answer.ok && !answer.redirected ? parse(await answer.text()) : null;
    if (!fresh?.getElementById("text")) return false;
    turn = of;
    show(reader, fresh.getElementById("text"));
    show(terms, fresh.getElementById("found-terms"));
    reader.scrollTop = 0;
    reader.scrollIntoView({ block: "nearest" });
    return true;
  } catch {
    return false;
  }
}

export function closeUnless(turns) {
  if (turn && !turns.includes(turn)) close();
}

function close() {
  turn = "";
  for (const place of [reader, terms]) {
    place.hidden = true;
    place.replaceChildren();
  }
}

function show(place, content) {
  const copy = place.cloneNode(false);
  copy.append(content);
  morphInside(place, copy);
  place.hidden = !place.textContent.trim();
}

document.addEventListener("keydown", (event) => { if (event.key === "Escape" && turn && !event.target.matches("input")) close(); });
