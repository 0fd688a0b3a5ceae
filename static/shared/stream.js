// One connection to what is live: the event stream, or a poll where a stream cannot be had. It tells {isLive}, {state} and
// {time} as it hears them. Which window has the connection is decided in live.js.

const SILENCE = 35_000; // the server speaks every fifteen seconds
const FIRST_WORD = 6000; // a proxy that holds a stream back lets nothing through
const SOONEST = 500, LATEST = 15_000; // until a lost stream is tried again
const POLL = 3000;
const EVICTED = 600_000; // until a stream is tried again that made room for newer ones of the same account
const MOST_STREAMS = 4; // of the six connections that a browser has to a server over HTTP/1.1

// Resolves to a function that gives the place for a stream back; null where all of this browser are taken.
async function reserve() {
  if (!navigator.locks || isMultiplexed()) return () => {};
  for (let number = 0; number < MOST_STREAMS; number++) {
    const release = await new Promise((resolve) => {
      const hold = (lock) => (lock ? new Promise(resolve) : resolve(null));
      navigator.locks.request(`rostrum-stream-${number}`, { ifAvailable: true }, hold).catch(() => resolve(() => {}));
    });
    if (release) return release;
  }
  return null;
}

// HTTP/2 and HTTP/3 carry any number of streams over one connection.
function isMultiplexed() {
  return /^h[23]/.test(performance.getEntriesByType("navigation")[0]?.nextHopProtocol ?? "");
}

export function connect({ stream, poll, tell }) {
  let source = null, watch = null, retry = null, polling = null, release = null;
  let wait = SOONEST, pollWait = POLL, failures = 0, isOpening = false, isPolling = false, isClosed = false;

  async function open() {
    clearTimeout(retry);
    if (source || isOpening || isClosed) return;
    if (!stream || typeof EventSource === "undefined") { startPolling(); return; }
    isOpening = true;
    release = await reserve();
    isOpening = false;
    if (isClosed) shut();
    else if (release) listen();
    else {
      startPolling();
      retry = setTimeout(open, LATEST);
    }
  }

  function listen() {
    source = new EventSource(stream);
    source.addEventListener("state", (event) => { heard(); tell({ state: JSON.parse(event.data) }); });
    source.addEventListener("time", (event) => { heard(); tell({ time: Number(event.data) }); });
    source.addEventListener("poll", makeRoom);
    source.onerror = lost; // the browser would not try again after a refusal; this does
    watch = setTimeout(lost, FIRST_WORD);
  }

  function heard() {
    clearTimeout(watch);
    watch = setTimeout(lost, SILENCE);
    wait = SOONEST;
    failures = 0;
    stopPolling();
    tell({ isLive: true });
  }

  function lost() {
    shut();
    failures++;
    if (!isPolling) tell({ isLive: false });
    if (failures > 1) startPolling();
    clearTimeout(retry);
    retry = setTimeout(open, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LATEST);
  }

  // There are many windows of this account: this one polls, so that they do not push out each other for ever.
  function makeRoom() {
    shut();
    startPolling();
    retry = setTimeout(open, EVICTED * (1 + Math.random()));
  }

  function shut() {
    clearTimeout(watch);
    if (source) {
      source.onerror = null;
      source.close();
      source = null;
    }
    release?.();
    release = null;
  }

  function startPolling() {
    if (isPolling || !poll) return;
    isPolling = true;
    ask();
  }

  function stopPolling() {
    isPolling = false;
    clearTimeout(polling);
  }

  async function ask() {
    let found = { isLive: false };
    try {
      const answer = await fetch(poll, { cache: "no-cache" }); // the browser asks with the ETag that it has
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      found = { isLive: true, state: await answer.json() };
      pollWait = POLL;
    } catch {
      pollWait = Math.min(pollWait * 2, LATEST);
    }
    if (!isPolling) return;
    tell(found);
    polling = setTimeout(ask, pollWait * (0.75 + Math.random() / 2));
  }

  function online() {
    wait = SOONEST;
    failures = 0;
    open();
  }

  addEventListener("online", online);
  addEventListener("offline", lost);
  open();

  return function close() {
    isClosed = true;
    shut();
    stopPolling();
    clearTimeout(retry);
    removeEventListener("online", online);
    removeEventListener("offline", lost);
  };
}
