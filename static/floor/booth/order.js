// Which rows of a list have moved since the list before: functions of their arguments alone.

// Returns the keys that stand in another place among those that were there before, and those that came in between.
// Whoever left the list moves nobody, and whoever came behind all others has not moved.
export function moved(before, after) {
  const there = before.filter((key) => after.includes(key));
  const staying = after.filter((key) => before.includes(key));
  const last = after.findLastIndex((key) => before.includes(key));
  const isNew = (key, place) => !before.includes(key) && place < last;
  return after.filter((key, place) => isNew(key, place) || (before.includes(key) && there.indexOf(key) !== staying.indexOf(key)));
}
