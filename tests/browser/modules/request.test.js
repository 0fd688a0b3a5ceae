// What a script asks and sends, over a lost network, a lost session and a token of before.
import { ask, post, renewToken } from "/static/shared/request.js";
import { Address, equal, ok, test } from "./check.js";

const SIGN_IN = { status: 302, headers: { Location: "/en/sign-in/?next=/" } };

function board({ token = new Address("token").url, user = "7" } = {}) {
  document.body.innerHTML = '<form id="one"><input name="csrfmiddlewaretoken" value="old"></form><form id="two"><input name="csrfmiddlewaretoken" value="old"></form>';
  return { dataset: { token, user } };
}

function written(text = "words") {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", "old");
  body.set("text", text);
  return body;
}

test("returns what the server says with its status", async () => {
  const address = new Address("text");
  await address.answer({ status: 422, json: { message: "Too long." } });

  equal(await ask(address.url, written()), { message: "Too long.", status: 422 });
  equal((await address.heard())[0].headers["rostrum-fragment"], "text");
});

test("has a status of 0 where nobody answers, or with half an answer", async () => {
  const address = new Address("text");
  await address.answer({ status: 0 }, { status: 200, type: "application/json", text: '{"message": "Sav' });

  equal(await ask(address.url), { status: 0 });
  equal(await ask(address.url), { status: 0 });
});

test("has a status of 401 where the server leads to the page to sign in", async () => {
  const address = new Address("text");
  await address.answer(SIGN_IN);

  equal(await ask(address.url, written()), { status: 401 });
});

test("renews the token of all forms and sends again", async () => {
  const address = new Address("text"), token = new Address("token");
  const page = board();
  await address.answer({ status: 403, text: "CSRF" }, { status: 200, json: { message: "Saved" } });
  await token.answer({ json: { user: 7, token: "new" } });

  equal(await post(page, address.url, written()), { message: "Saved", status: 200 });

  equal((await address.heard()).map(({ form }) => [form.csrfmiddlewaretoken, form.text]), [["old", "words"], ["new", "words"]]);
  equal([...document.querySelectorAll("input")].map((field) => field.value), ["new", "new"]);
});

test("sends nothing in the name of somebody who has signed in since", async () => {
  const address = new Address("text"), token = new Address("token");
  await address.answer({ status: 403, text: "CSRF" }, { status: 200, json: { message: "Saved" } });
  await token.answer({ json: { user: 8, token: "new" } });

  equal(await post(board(), address.url, written()), { status: 401 });
  equal((await address.heard()).length, 1);
  equal(document.querySelector("input").value, "old");
});

test("knows a lost session and a lost network while it renews the token", async () => {
  const token = new Address("token");
  await token.answer(SIGN_IN, { status: 0 });

  equal(await renewToken(board()), 401);
  equal(await renewToken(board()), 0);
});

test("sends what outlives the page, and a long text as well", async () => {
  const address = new Address("text"), long = "字".repeat(30000); // 90 KB, more than a browser sends for a page that is gone
  await address.answer({ status: 200, json: { message: "Saved" } });

  equal((await ask(address.url, written(long))).status, 200);
  ok((await address.heard())[0].form.text === long, "the text has arrived whole");
});
