// What is live, over one connection for all windows. Here each `follow` is a window: locks and channels are among them as
// among windows. `Source` stands for the browser's EventSource; its events are those that a test lets the server say.
import { follow } from "/static/shared/live.js";
import { Address, equal, ok, pause, test, until } from "./check.js";

class Source {
  static all = [];
  static get open() { return Source.all.filter((source) => !source.isClosed); }

  constructor(url) {
    Object.assign(this, { url, listeners: {}, isClosed: false });
    Source.all.push(this);
  }

  addEventListener(name, listener) { this.listeners[name] = listener; }
  say(version, more = {}) { this.listeners.state({ data: JSON.stringify({ version, ...more }) }); }
  evict() { this.listeners.poll({ data: "0" }); }
  close() { this.isClosed = true; }
}

globalThis.EventSource = Source;

class Window {
  constructor(options = {}, begin = follow) {
    Object.assign(this, { versions: [], connections: [] });
    this.following = begin({
      stream: "/live/floor", poll: "/answers/poll", ...options,
      onState: ({ version }) => this.versions.push(version),
      onConnection: (isLive) => this.connections.push(isLive),
    });
  }

  get last() { return this.versions.at(-1); }
  get isLive() { return this.connections.at(-1); }
}

const windows = (number, options) => Array.from({ length: number }, () => new Window(options));
const theSource = () => until(() => Source.open[0]);
const allHave = (list, version) => until(() => list.every((each) => each.last === version), `all have ${version}`);

test("has one stream for all windows, and each hears of it", async () => {
  const all = windows(7);

  (await theSource()).say(1);

  await allHave(all, 1);
  equal(all.map(({ isLive }) => isLive), Array(7).fill(true));
  equal(Source.all.map(({ url }) => url), ["/live/floor"]);
});

test("lets another window lead when the first is closed, and loses nothing", async () => {
  const [first, ...others] = windows(3);
  const source = await theSource();
  source.say(1);
  await allHave(others, 1);

  first.following.close();

  const next = await until(() => Source.open.find((each) => each !== source));
  ok(source.isClosed);
  next.say(3); // a stream begins with the whole state: 2 fell between the two
  await allHave(others, 3);
  equal(others.map(({ connections }) => connections), [[true], [true]]);
  equal(Source.open.length, 1);
});

test("tells a window that comes later what is known", async () => {
  const first = new Window();
  (await theSource()).say(5);
  await allHave([first], 5);

  const late = new Window();

  await allHave([late], 5);
  equal(late.isLive, true);
  equal(Source.all.length, 1);
});

test("takes the lead from a window that sleeps", async () => {
  let isTaken = false;
  navigator.locks.request("rostrum-live  /live/floor", () => new Promise(() => {})).catch(() => { isTaken = true; });
  const all = windows(3, { silence: 200 });
  await pause(100);
  equal(Source.all.length, 0);

  (await theSource()).say(1);

  await allHave(all, 1);
  ok(isTaken);
  equal(Source.open.length, 1);
});

test("gives the stream back when it was asleep itself", async () => {
  const first = new Window();
  const source = await theSource();

  navigator.locks.request("rostrum-live  /live/floor", { steal: true }, () => pause(100));

  await pause(500);
  ok(source.isClosed);
  equal(Source.open.length, 1); // it has queued again, and the other is gone
  Source.open[0].say(2);
  await allHave([first], 2);
});

test("keeps streams and accounts apart", async () => {
  const [one] = windows(1, { stream: "/live/one", account: "1" });
  const [same] = windows(1, { stream: "/live/one", account: "2" });
  const [other] = windows(1, { stream: "/live/other", account: "1" });
  await until(() => Source.open.length === 3);

  Source.open[0].say(7);

  await allHave([one], 7);
  await pause(100);
  equal([same.versions, other.versions], [[], []]);
});

test("ignores what is older than what is shown", async () => {
  const all = windows(2);
  const source = await theSource();

  source.say(4);
  source.say(3);
  source.say(5);

  await allHave(all, 5);
  equal(all.map(({ versions }) => versions), [[4, 5], [4, 5]]);
});

test("says in all windows that the connection is lost, and gets it back", async () => {
  const all = windows(2);
  const source = await theSource();
  source.say(1);
  await allHave(all, 1);

  source.onerror();

  await until(() => all.every(({ isLive }) => isLive === false));
  const next = await theSource();
  next.say(1);
  await until(() => all.every(({ isLive }) => isLive === true));
});

test("polls once for all windows where there are no streams", async () => {
  const poll = new Address("poll");
  await poll.answer({ json: { version: 8 } });
  globalThis.EventSource = undefined;

  const all = windows(4);

  await allHave(all, 8);
  equal((await poll.heard()).length, 1);
});

test("polls where its stream made room for newer ones, and neither alarms nor comes back", async () => {
  const poll = new Address("poll");
  await poll.answer({ json: { version: 2 } });
  const all = windows(2);
  const source = await theSource();
  source.say(1);
  await allHave(all, 1);

  source.evict();

  await allHave(all, 2);
  await pause(700); // longer than until a lost stream is tried again
  equal([Source.all.length, Source.open.length], [1, 0]);
  equal(all.map(({ connections }) => connections), [[true], [true]]);
});

test("loads all windows anew when the database was restored, though its versions are older", async () => {
  let loaded = 0;
  const all = windows(3, { reload: () => { loaded++; } });
  const source = await theSource();
  source.say(7);
  source.say(8);
  await allHave(all, 8);
  equal(loaded, 0);

  source.say(5, { epoch: "after" });

  await until(() => loaded === 3);
  equal(all.map(({ last }) => last), [8, 8, 8]);
});

test("has four streams in a browser, and polls for what goes beyond", async () => {
  const polls = [1, 2, 3, 4, 5, 6].map((number) => new Address(`poll-${number}`));
  for (const poll of polls) await poll.answer({ json: { version: 9 } });

  const all = polls.map(({ url }, number) => windows(1, { stream: `/live/${number}`, poll: url })[0]);

  await until(() => all.filter(({ last }) => last === 9).length === 2);
  equal(Source.open.length, 4);
  equal((await Promise.all(polls.map((poll) => poll.heard()))).map(({ length }) => length).sort(), [0, 0, 0, 0, 1, 1]);
});

test("has a stream for each window where a browser cannot share", async () => {
  Object.defineProperty(navigator, "locks", { value: undefined });
  const { follow: alone } = await import("/static/shared/live.js?alone");

  const all = [new Window({}, alone), new Window({}, alone)];

  await until(() => Source.open.length === 2);
  for (const source of Source.open) source.say(1);
  await allHave(all, 1);
});

test("has a stream for each window where a browser refuses locks", async () => {
  navigator.locks.request = () => Promise.reject(new DOMException("not here", "SecurityError"));

  const all = windows(2);

  await until(() => Source.open.length === 2);
  for (const source of Source.open) source.say(1);
  await allHave(all, 1);
});

test("ends in all windows what an account follows when it signs out", async () => {
  const own = windows(2, { account: "1", stream: "/live/console" });
  const [everybody] = windows(1);
  await until(() => Source.open.length === 2);
  for (const source of Source.open) source.say(1);
  await allHave([...own, everybody], 1);
  const form = Object.assign(document.createElement("form"), { method: "post" });
  form.dataset.signsOut = "";
  document.body.append(form);

  form.dispatchEvent(new SubmitEvent("submit", { bubbles: true }));

  await until(() => own.every(({ isLive }) => isLive === false));
  equal(Source.open.map(({ url }) => url), ["/live/floor"]);
  equal(everybody.isLive, true);
});
