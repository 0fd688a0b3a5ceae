// What a script asks of the server, and what it sends: with the header by which the server knows that a script asks.

const PATIENCE = 15000; // milliseconds for one answer
const RENEWALS = 2; // of a token, for one form
const OUTLIVES = 30000; // bytes of a body that a browser still sends after its page is gone; it takes 65536 for all

// Returns an answer as {status, ...JSON}; a status of 0 where nobody answers, 401 where the session is lost.
export async function ask(address, body = null, fragment = "text", headers = {}) {
  let response;
  try {
    response = await fetch(address, {
      method: body ? "POST" : "GET", body, headers: { ...headers, "Rostrum-Fragment": fragment }, redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE), keepalive: Boolean(body) && size(body) < OUTLIVES,
    });
  } catch {
    return { status: 0 };
  }
  if (response.type === "opaqueredirect") return { status: 401 };
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json().catch(() => null) : {};
  return answer ? { ...answer, status: response.status } : { status: 0 };
}

// At most three bytes for each character.
function size(body) {
  return [...body.values()].reduce((sum, value) => sum + (value.size ?? 3 * value.length), 0);
}

// Sends a form. Who has signed in again in another tab has another token, which is fetched and put into all forms; once
// more where the answer to another request has brought yet another one at the same time.
export async function post(board, address, body, fragment, headers = {}) {
  let answer = await ask(address, body, fragment, headers);
  for (let renewals = 0; answer.status === 403 && renewals < RENEWALS; renewals++) {
    const status = await renewToken(board);
    if (status !== 200) return { status };
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    answer = await ask(address, body, fragment, headers);
  }
  return answer;
}

// Resolves to 200, or to 401 where nobody is signed in, or somebody else than the writer of this page.
export async function renewToken(board) {
  const answer = await ask(board.dataset.token);
  if (answer.status !== 200) return answer.status;
  if (String(answer.user) !== board.dataset.user) return 401;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = answer.token;
  return 200;
}
