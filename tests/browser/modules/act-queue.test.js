// The acts of a page wait for each other, and what is pressed twice was meant once.
import { ActQueue } from "/static/floor/console/act-queue.js";
import { equal, ok, test } from "./check.js";

class Server {
  constructor() { Object.assign(this, { asked: [], answers: [] }); }

  ask(name) {
    this.asked.push(name);
    return new Promise((resolve, reject) => { this.answers.push({ resolve, reject }); });
  }
}

function queue() {
  const server = new Server();
  const acts = new ActQueue();
  return { server, acts, add: (name) => acts.add(name, () => server.ask(name)) };
}

const settle = () => new Promise((resolve) => { setTimeout(resolve); });

test("sends one act after the other, each once the one before is answered", async () => {
  const { server, acts, add } = queue();

  const all = ["portugal", "sweden", "norway"].map(add);
  await settle();
  equal(server.asked, ["portugal"]);
  server.answers[0].resolve(true);
  await all[0];
  await settle();
  equal(server.asked, ["portugal", "sweden"]);
  server.answers[1].resolve(false);
  await all[1];
  await settle();
  server.answers[2].resolve(true);

  equal(await Promise.all(all), [true, false, true]);
  equal(server.asked, ["portugal", "sweden", "norway"]);
  equal(acts.isBusy, false);
});

test("takes what is pressed twice before its answer as meant once", async () => {
  const { server, add } = queue();

  const [first, second] = [add("next"), add("next")];

  equal(await second, null);
  server.answers[0].resolve(true);
  equal(await first, true);
  const later = add("next");
  await settle();
  server.answers[1].resolve(true);
  equal([await later, server.asked], [true, ["next", "next"]]);
});

test("goes on after an act that failed, and is idle at the end", async () => {
  const { server, acts, add } = queue();
  const [lost, next] = [add("pause"), add("conclude")];
  let isIdle = false;
  acts.idle().then(() => { isIdle = true; });
  await settle();

  server.answers[0].reject(new Error("no answer"));
  await lost.catch(() => {});
  await settle();
  equal([server.asked, isIdle], [["pause", "conclude"], false]);
  server.answers[1].resolve(true);

  ok(await next);
  await acts.idle();
  await settle();
  equal(isIdle, true);
});
