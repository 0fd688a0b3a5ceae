// The pairs of two documents, and what a person changes of them. A pair is [end, end, state]: after how many pieces of
// each document it ends. Each change returns the new pairs and the place of the pair that it was about; what has changed
// is in doubt until it is confirmed.
export const SURE = "sure", DOUBTFUL = "doubtful", CONFIRMED = "confirmed", LEFT_OUT = "left-out";

const before = (pairs, place) => pairs[place - 1] ?? [0, 0];

// Returns [first, after the last] of the pieces of a pair, for each of its two sides.
export function bounds(pairs, place) {
  return [0, 1].map((side) => [before(pairs, place)[side], pairs[place][side]]);
}

export const isWhole = (pairs, place) => bounds(pairs, place).every(([start, end]) => end > start);

// Returns the sentences of one side of a pair, each as [first, after the last].
export function sentences(pairs, place, side, pieces) {
  const found = [];
  let [start, end] = bounds(pairs, place)[side];
  for (let piece = start; piece < end; piece++) {
    if (pieces[side][piece][1] === "part" && piece + 1 < end) continue;
    found.push([start, piece + 1]);
    start = piece + 1;
  }
  return found;
}

export function withState(pairs, place, state) {
  return { pairs: pairs.map((pair, each) => (each === place ? [pair[0], pair[1], state] : pair)), place };
}

export function joined(pairs, place) {
  const [end, other] = pairs[place + 1];
  return { pairs: [...pairs.slice(0, place), [end, other, DOUBTFUL], ...pairs.slice(place + 2)], place };
}

// Makes two pairs of one, of which the first has the pieces up to `ends`, one number for each side.
export function split(pairs, place, ends) {
  const [end, other] = pairs[place];
  return without(pairs.toSpliced(place, 1, [...ends, DOUBTFUL], [end, other, DOUBTFUL]), place);
}

// Gives the first sentence of a side to the pair before; the first pair has a new one before it.
export function movedBack(pairs, place, side, pieces) {
  const [[, end]] = sentences(pairs, place, side, pieces);
  const all = place ? pairs : [[0, 0, DOUBTFUL], ...pairs];
  const at = place || 1;
  return without(moved(all, at - 1, side, end), at);
}

// Gives the last sentence of a side to the next pair; the last pair has a new one behind it.
export function movedOn(pairs, place, side, pieces) {
  const [start] = sentences(pairs, place, side, pieces).at(-1);
  const all = place + 1 < pairs.length ? pairs : [...pairs, [...pairs[place].slice(0, 2), DOUBTFUL]];
  return without(moved(all, place, side, start), place);
}

// Sets where a pair ends on one side, and with it where the next one begins.
function moved(pairs, place, side, end) {
  return pairs.map((pair, each) => {
    if (each !== place && each !== place + 1) return pair;
    const changed = [pair[0], pair[1], DOUBTFUL];
    if (each === place) changed[side] = end;
    return changed;
  });
}

// Without the pairs that have no piece on either side any more.
function without(pairs, place) {
  const isKept = (each) => bounds(pairs, each).some(([start, end]) => end > start);
  const kept = pairs.filter((_pair, each) => isKept(each));
  const gone = pairs.slice(0, place).filter((_pair, each) => !isKept(each)).length;
  return { pairs: kept, place: Math.min(place - gone, kept.length - 1) };
}

// Returns the place of the next pair in doubt behind one, and from the beginning where none follows; -1 for none.
export function nextInDoubt(pairs, place) {
  const isInDoubt = ([, , state]) => state === DOUBTFUL;
  const behind = pairs.findIndex((pair, each) => each > place && isInDoubt(pair));
  return behind >= 0 ? behind : pairs.findIndex(isInDoubt);
}

export function count(pairs, ...states) { return pairs.filter(([, , state]) => states.includes(state)).length; }
