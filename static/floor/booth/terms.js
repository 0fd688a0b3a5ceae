// The terms of a booth: searched while one types, asked for anew when the language of delivery changes.
import { morph, parse } from "../../shared/fragment.js";

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const place = () => document.getElementById("terms");
let asked = place().dataset.source;

export async function refreshTerms(address, source) {
  if (!source || source === asked) return;
  asked = source;
  try {
    const answer = await fetch(`${address}?source=${encodeURIComponent(source)}`, { headers: { "Rostrum-Fragment": "terms" } });
    const next = answer.ok && parse(await answer.text()).getElementById("terms");
    if (!next || source !== asked) return;
    morph(place(), next);
    filter();
  } catch {
    asked = place().dataset.source; // asked for again with the next step
  }
}

function filter() {
  const sought = fold(document.getElementById("term").value.trim());
  let found = 0;
  for (const row of place().querySelectorAll(".booth-term")) {
    row.hidden = Boolean(sought) && !fold(row.textContent).includes(sought);
    if (!row.hidden) found++;
  }
  for (const list of place().querySelectorAll(".booth-term-list")) {
    list.hidden = Boolean(sought) && !list.querySelector(".booth-term:not([hidden])");
    if (sought) list.open = true;
  }
  document.getElementById("no-term").hidden = found > 0;
}

document.addEventListener("input", (event) => { if (event.target.id === "term") filter(); });
document.addEventListener("keydown", (event) => {
  const field = document.getElementById("term");
  if (event.key === "Escape" && event.target === field) {
    field.value = "";
    filter();
    field.blur();
  }
  if (event.key !== "/" || event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  field.focus();
  field.select();
});
