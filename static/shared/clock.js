// The server's clock, one for all pages: the best of five small requests, and the browser's steady clock in between.

const TRIES = 5;
const AGAIN = 300_000; // milliseconds until the server is asked anew
const WRONG = 1500; // a computer that slept has a clock that stood still

let offset = Date.now() - performance.now();
let asking = null;

// Returns the time of the server, in milliseconds since 1970.
export const now = () => performance.now() + offset;

// Asks the server; several callers share one round of requests.
export function setClock() {
  asking ??= askServer().catch(() => {}).finally(() => { asking = null; });
  return asking;
}

async function askServer() {
  let shortest = Infinity;
  for (let tries = 0; tries < TRIES; tries++) {
    const asked = performance.now();
    const answer = await fetch("/live/time", { cache: "no-store" });
    if (!answer.ok) return;
    const told = Number(await answer.text());
    const took = performance.now() - asked;
    if (told && took < shortest) {
      shortest = took;
      offset = told + took / 2 - performance.now();
    }
  }
}

// Corrects the clock by a time that the server sent: it cannot come before it was sent.
export function checkClock(told) {
  const behind = told - now();
  if (behind > 0) offset += behind;
  if (Math.abs(behind) > WRONG) setClock();
}

setClock();
setInterval(setClock, AGAIN);
