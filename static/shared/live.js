// What is live: one event stream a page, a poll where streams cannot be had, and the server's clock.
"use strict";

globalThis.Live = (() => {
  const SILENCE = 35000; // the server speaks every fifteen seconds
  const FIRST_WORD = 6000; // a proxy that holds a stream back lets nothing through
  const SOONEST = 500, LATEST = 15000; // until a lost stream is tried again
  const POLL = 3000;
  const HIDDEN = 5000; // a phone's page that was put away closes its stream

  // The server's clock: the best of five small requests, and the browser's steady clock in between.
  let offset = Date.now() - performance.now();
  let asking = null;

  const now = () => performance.now() + offset;

  function setClock() {
    asking ??= askFiveTimes().catch(() => {}).finally(() => { asking = null; });
  }

  async function askFiveTimes() {
    let shortest = Infinity;
    for (let tries = 0; tries < 5; tries++) {
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

  // An event cannot come before it was sent; and a computer that slept has a clock that stood still.
  function checkClock(told) {
    const behind = told - now();
    if (behind > 0) offset += behind;
    if (Math.abs(behind) > 1500) setClock();
  }

  function follow({ stream, poll, onState, onConnection = () => {} }) {
    let source = null, watch = null, retry = null, polling = null, putAway = null;
    let wait = SOONEST, pollWait = POLL, failures = 0, newest = -1, isLive = null, isPolling = false, isClosed = false;

    const isAsleep = () => isClosed || document.hidden;

    function tell(live) {
      if (live !== isLive && !isClosed) onConnection(isLive = live);
    }

    function take(state) {
      if (isClosed || Number(state.version) < newest) return; // the newest wins, whatever way it came
      newest = Number(state.version);
      onState(state);
    }

    function open() {
      clearTimeout(retry);
      retry = null;
      if (source || isAsleep()) return;
      if (!stream || typeof EventSource === "undefined") { startPolling(); return; }
      source = new EventSource(stream);
      source.addEventListener("state", (event) => { heard(); take(JSON.parse(event.data)); });
      source.addEventListener("time", (event) => { heard(); checkClock(Number(event.data)); });
      source.onerror = lost; // the browser would not try again after a refusal; we do
      watch = setTimeout(lost, FIRST_WORD);
    }

    function heard() {
      clearTimeout(watch);
      watch = setTimeout(lost, SILENCE);
      wait = SOONEST;
      failures = 0;
      stopPolling();
      tell(true);
    }

    function lost() {
      shut();
      if (isAsleep()) return;
      failures++;
      if (!isPolling) tell(false);
      if (failures > 1) startPolling();
      clearTimeout(retry);
      retry = setTimeout(open, wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, LATEST);
    }

    function shut() {
      clearTimeout(watch);
      if (source) { source.onerror = null; source.close(); source = null; }
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
      try {
        const answer = await fetch(poll, { cache: "no-cache" }); // the browser asks with the ETag that it has
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        const state = await answer.json();
        pollWait = POLL;
        if (isPolling) { take(state); tell(true); }
      } catch {
        pollWait = Math.min(pollWait * 2, LATEST);
        if (isPolling) tell(false);
      }
      if (isPolling && !isAsleep()) polling = setTimeout(ask, pollWait * (0.75 + Math.random() / 2));
    }

    function sleep() {
      shut();
      stopPolling();
      clearTimeout(retry);
      retry = null;
    }

    function wake() {
      clearTimeout(putAway);
      if (isAsleep() || source) return;
      wait = SOONEST;
      failures = 0;
      setClock();
      open();
    }

    function seen() {
      clearTimeout(putAway);
      if (document.hidden) putAway = setTimeout(sleep, HIDDEN);
      else wake();
    }

    document.addEventListener("visibilitychange", seen);
    window.addEventListener("online", wake);
    window.addEventListener("offline", lost);
    window.addEventListener("pagehide", sleep);
    window.addEventListener("pageshow", wake);
    open();

    return {
      close() {
        isClosed = true;
        sleep();
        clearTimeout(putAway);
        document.removeEventListener("visibilitychange", seen);
        window.removeEventListener("online", wake);
        window.removeEventListener("offline", lost);
        window.removeEventListener("pagehide", sleep);
        window.removeEventListener("pageshow", wake);
      },
    };
  }

  setClock();
  setInterval(setClock, 300000);
  return { follow, now };
})();
