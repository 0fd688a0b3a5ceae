// The server's clock. An address without a name answers whatever else is asked of the server, such as `/live/time`.
import { Address, ok, test, until } from "./check.js";

const server = new Address("");
const load = () => import("/static/shared/clock.js");
const isAbout = (one, other) => Math.abs(one - other) < 500;

test("takes the time from the server, whatever this computer says", async () => {
  const told = Date.now() + 3_600_000;
  await server.answer({ text: String(told) });

  const { now } = await load();

  await until(() => isAbout(now(), told));
});

test("keeps the time of this computer where the server tells none", async () => {
  await server.answer({ status: 503 });

  const { now, setClock } = await load();
  await setClock();

  ok((await server.heard()).length > 0);
  ok(isAbout(now(), Date.now()));
});

test("goes forward to a time that was sent, and asks the server again", async () => {
  await server.answer({ status: 503 });
  const { checkClock, now, setClock } = await load();
  await setClock();
  const [before, sent] = [(await server.heard()).length, Date.now() + 60_000];

  checkClock(sent);

  ok(now() >= sent);
  await until(async () => (await server.heard()).length > before);
});

test("is not put back by an event that was long on its way", async () => {
  await server.answer({ status: 503 });
  const { checkClock, now, setClock } = await load();
  await setClock();

  checkClock(Date.now() - 1000);

  ok(isAbout(now(), Date.now()));
});
