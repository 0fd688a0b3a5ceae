// The clock of a speaker, from what is stored of it and the time: functions of their arguments alone.
//
// A speaker is the state's {given_at, allowed, paused_at, paused_for} in milliseconds; `now` is the server's time.

const LAST = 30_000;

// What is left of the time allowed; below zero it is overtime.
export function left(speaking, now) {
  const used = (speaking.paused_at ?? now) - speaking.given_at - speaking.paused_for;
  return speaking.allowed - Math.max(used, 0);
}

// "running", "last" (thirty seconds) or "over".
export function stage(milliseconds) {
  if (milliseconds <= 0) return "over";
  return milliseconds <= LAST ? "last" : "running";
}

// Whole seconds: down to 0:00 as they begin, and overtime up from +0:00 as they are complete.
export function digits(milliseconds) {
  const isOver = milliseconds <= 0;
  const seconds = isOver ? Math.floor(-milliseconds / 1000) : Math.ceil(milliseconds / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return isOver ? `+${text}` : text;
}

export function reading(speaking, now) {
  const milliseconds = left(speaking, now);
  return {
    stage: stage(milliseconds),
    digits: digits(milliseconds),
    isPaused: speaking.paused_at !== null,
    share: Math.min(Math.max(milliseconds / speaking.allowed, 0), 1),
  };
}
