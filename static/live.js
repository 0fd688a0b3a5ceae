// What is live: one event stream a page, a poll where streams cannot be had, and the server's clock.
"use strict";

globalThis.Live = (() => {
  const SILENCE = 35000; // the server speaks every fifteen seconds
  const SOONEST = 500, LATEST = 15000; // until a lost connection is tried again
  const POLL = 4000;
  const TRIES = 3; // streams that fail before they begin, until polling takes over
  const HIDDEN = 5000; // a phone's page that was put away closes its stream

  // The server's clock: the best of five small requests, and the browser's steady clock in between.
  let offset = Date.now() - performance.now();

  async function setClock() {
    let shortest = Infinity;
    for (let tries = 0; tries < 5; tries++) {
      const asked = performance.now();
      try {
        const answer = await fetch("/live/time", { cache: "no-store" });
        if (!answer.ok) return;
        const told = Number(await answer.text());
        const took = performance.now() - asked;
        if (told && took < shortest) {
          shortest = took;
          offset = told + took / 2 - performance.now();
        }
      } catch { return; }
    }
  }

  const now = () => performance.now() + offset;

  function follow({ stream, poll, onState, onConnection = () => {} }) {
    let source = null, watch = null, retry = null, polling = null, putAway = null;
    let wait = SOONEST, failures = 0, newest = -1, isLive = null, isClosed = false, mark = "";

    function tell(live) {
      if (live !== isLive) onConnection(isLive = live);
    }

    function take(state) {
      if (Number(state.version) < newest) return; // the newest wins, whatever way it came
      newest = Number(state.version);
      onState(state);
    }

    function heard() {
      clearTimeout(watch);
      watch = setTimeout(lost, SILENCE);
      wait = SOONEST;
      failures = 0;
      tell(true);
    }

    function open() {
      retry = null;
      if (isClosed || document.hidden) return;
      if (!stream || typeof EventSource === "undefined" || failures >= TRIES) { ask(); return; }
      source = new EventSource(stream);
      source.addEventListener("state", (event) => { heard(); take(JSON.parse(event.data)); });
      source.addEventListener("time", heard);
      source.onerror = lost; // the browser would not try again after a refusal; we do
      clearTimeout(watch);
      watch = setTimeout(lost, SILENCE);
    }

    function lost() {
      shut();
      failures++;
      tell(false);
      if (isClosed || retry) return;
      retry = setTimeout(open, wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, LATEST);
    }

    async function ask() {
      polling = null;
      if (isClosed || document.hidden) return;
      try {
        const answer = await fetch(poll, { headers: mark ? { "If-None-Match": mark } : {}, cache: "no-store" });
        if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
        mark = answer.headers.get("ETag") || "";
        if (answer.status !== 304) take(await answer.json());
        tell(true);
      } catch { tell(false); }
      if (Math.random() < 0.1) { // now and then, whether a stream can be had after all
        failures = TRIES - 1;
        open();
      } else {
        polling = setTimeout(ask, POLL * (0.75 + Math.random() / 2));
      }
    }

    function shut() {
      clearTimeout(watch);
      if (source) { source.onerror = null; source.close(); source = null; }
    }

    function seen() {
      clearTimeout(putAway);
      if (document.hidden) {
        putAway = setTimeout(() => { shut(); clearTimeout(retry); clearTimeout(polling); retry = polling = null; }, HIDDEN);
      } else if (!source && !retry && !polling) {
        wait = SOONEST;
        setClock();
        open();
      }
    }

    function online() {
      clearTimeout(retry);
      retry = null;
      wait = SOONEST;
      if (!source && !polling) open();
    }

    document.addEventListener("visibilitychange", seen);
    window.addEventListener("online", online);
    window.addEventListener("offline", lost);
    window.addEventListener("pagehide", shut);
    open();

    return {
      close() {
        isClosed = true;
        shut();
        for (const timer of [retry, polling, putAway]) clearTimeout(timer);
        document.removeEventListener("visibilitychange", seen);
        window.removeEventListener("online", online);
        window.removeEventListener("offline", lost);
      },
    };
  }

  setClock();
  setInterval(setClock, 300000);
  return { follow, now };
})();
