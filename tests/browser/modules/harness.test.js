// The harness itself: a test that is wrong fails, and the server answers as it is told to.
import { Address, equal, ok, run, test, tests, until } from "./check.js";

test("names what was found and what was expected", async () => {
  tests.set("wrong", () => equal({ one: 1 }, { one: 2 }));
  const found = await run("./harness.test.js", "wrong", tests.size);

  tests.delete("wrong");

  ok(found.startsWith('found {"one":1}, expected {"one":2}'), found);
});

test("gives answers in turn, and the last one again", async () => {
  const address = new Address("in-turn");
  await address.answer({ status: 409, json: { message: "first" } }, { status: 200, text: "then" });

  const first = await fetch(address.url);

  equal([first.status, await first.json()], [409, { message: "first" }]);
  equal(await (await fetch(address.url)).text(), "then");
  equal(await (await fetch(address.url)).text(), "then");
});

test("knows what was sent", async () => {
  const address = new Address("sent"), body = new FormData();
  await address.answer({ status: 200 });
  body.set("text", "Ünïcode, نص");

  await fetch(address.url, { method: "POST", body, headers: { "Rostrum-Fragment": "text" } });

  const [request] = await address.heard();
  equal([request.method, request.headers["rostrum-fragment"], request.form], ["POST", "text", { text: "Ünïcode, نص" }]);
});

test("has a lost network and a redirect, as a browser sees them", async () => {
  const address = new Address("lost");
  await address.answer({ status: 0 }, { status: 302, headers: { Location: "/elsewhere/" } });

  equal(await fetch(address.url).catch((error) => error.name), "TypeError");
  equal((await fetch(address.url, { redirect: "manual" })).type, "opaqueredirect");
});

test("refuses inline code as the site does", async () => {
  document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = true" }));
  const own = Object.assign(document.createElement("script"), { type: "module", src: "/modules/check.js" });
  const loaded = new Promise((resolve) => { own.addEventListener("load", () => resolve(true)); });
  document.body.append(own);

  ok(await until(() => loaded));
  equal(window.ran, undefined);
});
