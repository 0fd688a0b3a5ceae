// The status page brings itself up to date every few seconds, and says when it cannot.
import { morphInside, parse } from "../../shared/fragment.js";

const INTERVAL = 5000;
const part = document.getElementById("status"), connection = document.getElementById("connection");

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(part.dataset.refresh, {
      headers: { "Rostrum-Fragment": "status" }, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(INTERVAL),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    morphInside(part, parse(await answer.text()).body);
    connection.hidden = true;
  } catch {
    connection.hidden = false;
  }
}

setInterval(refresh, INTERVAL);
document.addEventListener("visibilitychange", refresh);
