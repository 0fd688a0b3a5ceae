// A room screen tells the server that it is alive, under which name, and how far the clock of its computer is off.
import { now } from "../../shared/clock.js";

const INTERVAL = 15_000;
const NAME = "rostrum-screen";

// The same screen keeps its key when it is loaded anew.
function ownKey() {
  const made = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    sessionStorage[NAME] ??= made;
    return sessionStorage[NAME];
  } catch { return made; }
}

// `way()` says whether the screen is kept up to date: live or lost.
export function tellAlive(address, way) {
  const key = ownKey(), name = new URLSearchParams(location.search).get("name") ?? "";
  function tell() {
    const about = new URLSearchParams({ key, name, offset: Math.round(Date.now() - now()), way: way() });
    fetch(`${address}?${about}`, { cache: "no-store" }).catch(() => {});
  }
  setTimeout(tell, 2000); // once the clock has been set
  setInterval(tell, INTERVAL);
}
