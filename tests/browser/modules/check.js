// What the tests of modules are written with. Each is named on a line of its own: `test("keeps a text", async () => { … });`.

const PATIENCE = 10000; // milliseconds for what comes later
const LONGEST = 60000; // for one test

export const tests = new Map();

export function test(name, run) {
  if (tests.has(name)) throw new Error(`Two tests are named “${name}”.`);
  tests.set(name, run);
}

// Compares as JSON: objects and lists by what they hold.
export function equal(found, expected) {
  const [one, other] = [found, expected].map((value) => JSON.stringify(value) ?? String(value));
  if (one !== other) throw new Error(`found ${one}, expected ${other}`);
}

export function ok(found, words = "expected something true") {
  if (!found) throw new Error(words);
}

// Resolves to what `look` returns, as soon as it is true.
export async function until(look, words = String(look)) {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`in vain: ${words}`);
    await pause(10);
  }
}

export function pause(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}

// An address of the test's own server, and the answers that it gives in turn; the last one again and again. A status of 0
// is no answer at all, as of a lost network. `answer` is {status, json} or {status, text, type, headers}.
export class Address {
  constructor(path) { this.url = `/answers/${path}`; }

  answer(...answers) { return fetch(this.url, { method: "PUT", body: JSON.stringify(answers) }); }

  // What was asked of it: {method, headers, type, body}, and `form` where a form was sent.
  async heard() {
    const requests = await (await fetch(this.url.replace("answers", "heard"))).json();
    return Promise.all(requests.map(async (request) => ({ ...request, form: await formIn(request) })));
  }
}

async function formIn({ type, body }) {
  if (!/form/.test(type)) return null;
  return Object.fromEntries(await new Response(body, { headers: { "Content-Type": type } }).formData());
}

// Runs one test of a file; returns what went wrong, or "".
export async function run(file, name, number) {
  try {
    await import(file);
    equal(tests.size, number);
    const late = pause(LONGEST).then(() => { throw new Error(`not done after ${LONGEST} ms`); });
    await Promise.race([tests.get(name)(), late]);
    return "";
  } catch (error) {
    return `${error.message}\n${error.stack}`;
  }
}
