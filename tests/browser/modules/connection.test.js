// The line that says in which state the page is: connected, not connected, or signed out.
import { Connection } from "/static/shared/connection.js";
import { equal, test } from "./check.js";

function line(data = {}) {
  document.body.innerHTML = '<p id="connection" hidden></p>';
  const dataset = { lost: "Not connected.", failed: "The server fails.", signedOut: "Signed out.", signIn: "/en/sign-in/", signInWords: "Sign in", ...data };
  return [new Connection({ dataset }), document.querySelector("#connection")];
}

test("says that the network is lost until it is back", async () => {
  const [connection, shown] = line();

  connection.tell("saving", 0);
  equal([shown.hidden, shown.textContent], [false, "Not connected."]);
  connection.tell("saving", 200);
  equal([shown.hidden, shown.textContent], [true, ""]);
});

test("leads to the page to sign in, and from there back here, in another tab", async () => {
  const [connection, shown] = line();

  connection.tell("saving", 401);

  const link = shown.querySelector("a");
  equal([shown.textContent, link.getAttribute("href"), link.target], ["Signed out. Sign in", "/en/sign-in/?next=%2Fmodules%2Frun.html", "_blank"]);
});

test("has no link where there is no page to sign in", async () => {
  const [connection, shown] = line({ signIn: undefined });

  connection.tell("saving", 401);

  equal([shown.textContent, shown.querySelector("a")], ["Signed out. ", null]);
});

test("says the session before the network, and stays until both are back", async () => {
  const [connection, shown] = line();

  connection.tell("live", 0);
  connection.tell("saving", 401);
  equal(shown.textContent, "Signed out. Sign in");
  connection.tell("saving", 200);
  equal(shown.textContent, "Not connected.");
  connection.tell("live", 200);
  equal(shown.hidden, true);
});

test("says that the server failed, which is neither the network nor the session", async () => {
  const [connection, shown] = line();

  for (const status of [500, 502]) {
    connection.tell("saving", status);
    equal([shown.hidden, shown.textContent], [false, "The server fails."]);
    connection.tell("saving", 200);
    equal(shown.hidden, true);
  }
  connection.tell("live", 0);
  connection.tell("saving", 500);
  equal(shown.textContent, "Not connected.");
});

test("hears of the network from the browser", async () => {
  const [, shown] = line();

  dispatchEvent(new Event("offline"));
  equal(shown.hidden, false);
  dispatchEvent(new Event("online"));
  equal(shown.hidden, true);
});

test("takes another answer of the server, a refusal say, as a connection", async () => {
  const [connection, shown] = line();

  connection.tell("saving", 0);
  connection.tell("saving", 422);

  equal(shown.hidden, true);
});
