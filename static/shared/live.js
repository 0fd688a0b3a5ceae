// What is live, followed by all windows of a browser over one connection.
//
// An event stream takes one of the six connections that a browser has to a server over HTTP/1.1. So the windows that
// follow the same stream for the same account queue for a lock (Web Locks): the one that holds it leads, has the
// connection, and tells the others what it hears (BroadcastChannel). When it is closed or put away, the browser gives the
// lock to the next, whose stream begins with the whole state, so that nothing is lost. Where a browser has no locks, which
// it has over HTTPS and on this machine alone, each window has a connection of its own.
import { checkClock, setClock } from "./clock.js";
import { connect } from "./stream.js";

const SILENCE = 35_000; // a leader tells something every fifteen seconds, or it sleeps
const HIDDEN = 5000; // a page that was put away neither leads nor follows; phones put it to sleep
const RESTORED = 3000; // within which pages load anew after a restore, not all at once
const SIGNED_OUT = 15_000; // until those who are signed out ask the server again
const canShare = Boolean(navigator.locks) && typeof BroadcastChannel !== "undefined";

// Follows a stream until `close()`: `onState` gets each state, the newest alone, `onConnection` whether it is live.
// `account` is whose stream it is, empty for the public: what one account hears is never told to another.
export function follow({ stream, poll, account = "", onState, onConnection = () => {}, silence = SILENCE, reload = loadAnew }) {
  const name = `rostrum-live ${account} ${stream || poll}`;
  const lead = (tell) => connect({ stream, poll, tell });
  let leave = null, putAway = null, later = null, latest = null, isLive = null, isClosed = false;

  function hear({ isLive: live, state, time }) {
    if (isClosed) return;
    if (time) checkClock(time);
    if ((live ?? isLive) !== isLive) onConnection(isLive = live);
    if (state && latest && state.epoch !== latest.epoch) { restored(); return; }
    if (!state || Number(state.version) < Number(latest?.version)) return; // the newest wins, whatever way it came
    latest = state;
    onState(state);
  }

  // The database is another one, with older versions: what is shown cannot be compared with what comes.
  function restored() {
    close();
    reload();
  }

  function join() {
    clearTimeout(putAway);
    clearTimeout(later);
    if (leave || isClosed || document.hidden) return;
    leave = canShare ? share(name, { lead, hear, current: () => ({ isLive, state: latest }), silence }) : lead(hear);
  }

  function part() {
    leave?.();
    leave = null;
  }

  function seen() {
    clearTimeout(putAway);
    if (document.hidden) putAway = setTimeout(part, HIDDEN);
    else wake();
  }

  function wake() {
    if (!leave) setClock();
    join();
  }

  function signOut() {
    if (!account) return;
    part();
    hear({ isLive: false });
    later = setTimeout(join, SIGNED_OUT);
  }

  const heard = [[document, "visibilitychange", seen], [window, "pagehide", part], [window, "pageshow", wake], [signedOut, "signed-out", signOut]];
  for (const [target, event, listener] of heard) target.addEventListener(event, listener);
  join();

  function close() {
    isClosed = true;
    part();
    clearTimeout(putAway);
    clearTimeout(later);
    for (const [target, event, listener] of heard) target.removeEventListener(event, listener);
  }

  return { close };
}

function loadAnew() {
  setTimeout(() => location.reload(), Math.random() * RESTORED);
}

// Takes part among the windows of a name; returns a function that leaves. One of them leads at a time.
function share(name, { lead, hear, current, silence }) {
  const channel = new BroadcastChannel(name);
  let close = null, resign = null, request = null, sleeping = null;

  const tell = (message) => { channel.postMessage(message); hear(message); }; // who hears of a restore leaves at once

  channel.onmessage = ({ data }) => {
    if (data.isNew) { if (close) channel.postMessage(current()); return; }
    listen();
    hear(data);
  };

  // A leader that is put to sleep by its browser cannot give up the lock: it is taken from it.
  function listen() {
    clearTimeout(sleeping);
    if (!close) sleeping = setTimeout(() => queue({ steal: true }), silence * (1 + Math.random() / 4));
  }

  function queue(options) {
    request?.abort();
    const own = request = new AbortController();
    const hold = () => own === request && new Promise((resolve) => {
      clearTimeout(sleeping);
      resign = resolve;
      close = lead(tell);
    });
    const ended = (error) => error.name === "AbortError"; // the wait was ended, or another window has taken the lock
    navigator.locks.request(name, options ?? { signal: own.signal }, hold).then(() => true, ended).then((hasLocks) => {
      if (own !== request) return;
      stop();
      if (hasLocks) queue();
      else close = lead(tell); // this browser keeps nothing for the site, and refuses locks too
      listen();
    });
  }

  function stop() {
    close?.();
    resign?.();
    close = resign = null;
  }

  queue();
  listen();
  channel.postMessage({ isNew: true });

  return function leave() {
    request.abort();
    request = null;
    clearTimeout(sleeping);
    stop();
    channel.close();
  };
}

// Signing out ends what an account follows, in all windows; the server lets nobody in again who is not signed in.
const signedOut = new EventTarget();
const others = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("rostrum-signed-out");
const isOut = () => signedOut.dispatchEvent(new Event("signed-out"));
others?.addEventListener("message", isOut);
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-signs-out]")) return;
  others?.postMessage(null);
  isOut();
});
