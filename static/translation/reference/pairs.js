// The pairs of two documents beside each other, corrected in the page: each correction is kept and saved by itself.
import { Autosave, watch } from "../../shared/autosave.js";
import { Connection } from "../../shared/connection.js";
import { Store } from "../../shared/store.js";
import * as model from "./pairs-model.js";

const ON_A_PAGE = 50;
const board = document.getElementById("pairs");
const [list, template] = [board.querySelector(".pairs-list"), document.getElementById("pair")];
const data = JSON.parse(document.getElementById("pieces").textContent);
const field = board.querySelector(".pairs-form").elements.text;
const isOpen = "open" in board.dataset;
const past = [];
let pairs = JSON.parse(field.value);
let first = 0; // the first pair that is shown

class Pairs extends Autosave {
  constructor(form) {
    super(form, {
      board, store: new Store("pairs", board.dataset.user), key: board.dataset.file,
      connection: new Connection(board), conflict: form.querySelector(".pairs-conflict"),
      message: board.querySelector(".pairs-said"),
    });
    this.begin();
  }

  restored() { super.restored(); reread(); }
  adopted() { reread(); }
}

function reread() {
  pairs = JSON.parse(field.value);
  past.length = 0;
  draw();
}

const words = (side, [start, end]) => data[side].slice(start, end).map(([text]) => text).join("").trim();

function draw() {
  first = Math.min(first, Math.floor((pairs.length - 1) / ON_A_PAGE) * ON_A_PAGE);
  const shown = pairs.slice(first, first + ON_A_PAGE);
  list.replaceChildren(...shown.map((_pair, each) => drawn(first + each)));
  board.querySelector(".pairs-taken").textContent = model.count(pairs, model.SURE, model.CONFIRMED);
  board.querySelector(".pairs-doubtful").textContent = model.count(pairs, model.DOUBTFUL);
  board.querySelector(".pairs-left-out").textContent = model.count(pairs, model.LEFT_OUT);
  board.querySelector(".pairs-shown").textContent = `${first + 1}–${first + shown.length} / ${pairs.length}`;
  board.querySelector(".turning").hidden = pairs.length <= ON_A_PAGE;
  for (const [act, isOff] of [
    ["back", !first], ["on", first + ON_A_PAGE >= pairs.length],
    ["doubtful", !model.count(pairs, model.DOUBTFUL)], ["undo", !past.length],
  ]) for (const button of board.querySelectorAll(`[data-bar="${act}"]`)) button.disabled = isOff;
}

function drawn(place) {
  const item = template.content.firstElementChild.cloneNode(true);
  const state = pairs[place][2];
  const isWhole = model.isWhole(pairs, place);
  item.dataset.place = place;
  item.dataset.state = state;
  item.querySelector(".pair-number").textContent = place + 1;
  item.querySelector(".pair-state").textContent = isWhole || state === model.LEFT_OUT ? said(state) : board.dataset.alone;
  for (const side of [0, 1]) drawSide(item, place, side);
  show(item, "confirm", isWhole && state === model.DOUBTFUL);
  show(item, "leave-out", state !== model.LEFT_OUT);
  show(item, "put-back", state === model.LEFT_OUT);
  show(item, "join", place + 1 < pairs.length);
  return item;
}

const said = (state) => board.dataset[state === model.LEFT_OUT ? "leftOut" : state];
const show = (item, act, isShown) => { const button = item.querySelector(`[data-act="${act}"]`); if (button) button.hidden = !isShown; };

function drawSide(item, place, side) {
  const found = model.sentences(pairs, place, side, data);
  item.querySelector(`[data-side="${side}"]`).replaceChildren(...found.map((span) => element("p", words(side, span))));
  const select = item.querySelector(`[data-cut="${side}"]`);
  if (!select) return;
  for (const button of item.querySelectorAll(`[data-moves="${side}"] button`)) button.hidden = !found.length;
  const [start, end] = model.bounds(pairs, place)[side];
  for (let cut = start; cut <= end; cut++) {
    const text = cut > start ? words(side, [cut - 1, cut]) : board.dataset.nothing;
    const option = element("option", text.length > 60 ? `…${text.slice(-60)}` : text);
    option.value = cut;
    select.append(option);
  }
  select.value = nearestHalf(side, start, end);
}

// Where a side is most likely cut: behind the sentence, else the piece, that ends nearest to its half.
function nearestHalf(side, start, end) {
  const half = words(side, [start, end]).length / 2;
  let best = start, least = Infinity;
  for (let cut = start + 1; cut < end; cut++) {
    const isInside = data[side][cut - 1][1] === "part";
    const away = Math.abs(words(side, [start, cut]).length - half) + (isInside ? half : 0);
    if (away < least) [best, least] = [cut, away];
  }
  return best === start ? end : best;
}

const element = (name, textContent) => Object.assign(document.createElement(name), { textContent });

const ACTS = {
  confirm: (place) => model.withState(pairs, place, model.CONFIRMED),
  "leave-out": (place) => model.withState(pairs, place, model.LEFT_OUT),
  "put-back": (place) => model.withState(pairs, place, model.DOUBTFUL),
  join: (place) => model.joined(pairs, place),
  split: (place, item) => model.split(pairs, place, [...item.querySelectorAll("select")].map((each) => Number(each.value))),
  back: (place, _item, side) => model.movedBack(pairs, place, side, data),
  on: (place, _item, side) => model.movedOn(pairs, place, side, data),
};

function act(name, item, side) {
  const place = Number(item.dataset.place);
  const isOpened = item.querySelector("details")?.open;
  past.push(JSON.stringify(pairs));
  const changed = ACTS[name](place, item, side);
  keep(changed.pairs);
  goTo(changed.place, { name, side, isOpened });
}

function keep(changed) {
  pairs = changed;
  field.value = JSON.stringify(pairs);
  saving.typed();
}

// Shows a pair, with the focus on what was pressed there, or on what can be pressed now.
function goTo(place, { name = "confirm", side, isOpened = false } = {}) {
  first = Math.floor(place / ON_A_PAGE) * ON_A_PAGE;
  draw();
  const item = list.children[place - first];
  const details = item.querySelector("details");
  if (details) details.open = isOpened;
  const within = side === undefined ? item : item.querySelector(`[data-moves="${side}"]`);
  const pressed = within.querySelector(`[data-act="${name}"]:not([hidden])`);
  (pressed ?? item.querySelector("button:not([hidden])") ?? item).focus();
  item.scrollIntoView({ block: "nearest" });
}

const BAR = {
  back() { first -= ON_A_PAGE; draw(); list.scrollIntoView(); },
  on() { first += ON_A_PAGE; draw(); list.scrollIntoView(); },
  doubtful() { goTo(model.nextInDoubt(pairs, placeOfFocus())); },
  undo() { keep(JSON.parse(past.pop())); draw(); },
};

const pairOf = (node) => node?.closest?.(".aligned-pair");
const placeOfFocus = () => Number(pairOf(document.activeElement)?.dataset.place ?? first - 1);

board.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.bar) BAR[button.dataset.bar]();
  const side = button?.closest("[data-moves]")?.dataset.moves;
  if (button?.dataset.act) act(button.dataset.act, pairOf(button), side === undefined ? undefined : Number(side));
});

// Ctrl+Enter confirms and goes on to the next pair in doubt; Alt+N only goes there.
board.addEventListener("keydown", (event) => {
  const item = pairOf(event.target);
  const isNext = event.altKey && event.code === "KeyN";
  if (!isNext && !(event.key === "Enter" && (event.ctrlKey || event.metaKey))) return;
  event.preventDefault();
  if (!isNext && isOpen && item && !item.querySelector('[data-act="confirm"]').hidden) act("confirm", item);
  if (model.nextInDoubt(pairs, placeOfFocus()) >= 0) BAR.doubtful();
});

const saving = isOpen ? new Pairs(board.querySelector(".pairs-form")) : null;
if (saving) watch(() => [saving]);
draw();

// What is looked at is what is saved.
document.querySelector(".pairs-look")?.addEventListener("submit", async (event) => {
  if (!saving.isDirty && !saving.saving) return;
  event.preventDefault();
  if (await saving.save("button")) event.target.submit();
});
