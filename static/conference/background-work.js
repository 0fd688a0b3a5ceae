// Fetches the list of one's own background work anew while something of it is not finished.
import { morph, parse } from "../shared/fragment.js";
import { ask } from "../shared/request.js";

const PAUSE = 2000, LONGEST = 30000;
let failures = 0;

async function look() {
  const list = document.getElementById("jobs");
  if (!list?.hasAttribute("data-open")) return;
  const answer = await ask(location.href, null, "jobs");
  if (answer.status === 200) morph(list, parse(answer.html).getElementById("jobs"));
  failures = answer.status === 200 ? 0 : failures + 1;
  setTimeout(look, Math.min(PAUSE * 2 ** failures, LONGEST));
}

setTimeout(look, PAUSE);
