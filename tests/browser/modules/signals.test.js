// Signals to who has the floor, and the screen that stays awake.
import { equal, ok, test, until } from "./check.js";

const WORDS = { given: "You have the floor", last: "Thirty seconds", over: "Over", conclude: "Please conclude" };

class Kept {
  constructor(values = {}) { this.values = values; }
  get(key) { return this.values[key]; }
  set(key, value) { this.values[key] = value; return true; }
}

// Stands for the browser's sound, which needs an ear.
class Audio {
  constructor() { Object.assign(this, { tones: [], currentTime: 0, destination: {} }); }
  createOscillator() {
    const tone = { frequency: {}, connect: (next) => next, start() {}, stop() {} };
    this.tones.push(tone);
    return tone;
  }
  createGain() { return { gain: {}, connect: (next) => next }; }
}

async function make(kept = {}) {
  const { Signals } = await import("/static/floor/delegation/signals.js");
  const [line, box, audio, store] = [document.createElement("p"), document.createElement("input"), new Audio(), new Kept(kept)];
  box.type = "checkbox";
  const felt = [];
  Object.defineProperty(navigator, "vibrate", { value: (pattern) => felt.push(pattern), configurable: true });
  const signals = new Signals({ words: WORDS, line, box, store, makeAudio: () => audio });
  return { signals, line, box, audio, store, felt };
}

const speaker = (stage, more = {}) => ({ key: "1", stage, isPaused: false, isAsked: false, ...more });

test("tells each stage once, as a vibration and in words", async () => {
  const { signals, line, felt } = await make();
  const said = [];
  for (const shown of [null, speaker("running"), speaker("running"), speaker("last"), speaker("last"), speaker("over")]) {
    signals.show(shown);
    said.push(line.textContent);
  }

  equal(said, ["", WORDS.given, WORDS.given, WORDS.last, WORDS.last, WORDS.over]);
  equal(felt.length, 3);
});

test("tells nothing that was so when the page was opened", async () => {
  const { signals, felt } = await make();

  signals.show(speaker("last", { isAsked: true }));

  equal(felt, []);
  signals.show(speaker("over", { isAsked: true }));
  equal(felt.length, 1);
});

test("tells that the speaker is asked to conclude", async () => {
  const { signals, line } = await make();
  signals.show(speaker("running"));

  signals.show(speaker("running", { isAsked: true }));

  equal(line.textContent, WORDS.conclude);
});

test("tells nothing of a clock that is paused", async () => {
  const { signals, felt } = await make();
  signals.show(speaker("running"));

  signals.show(speaker("last", { isPaused: true }));

  equal(felt, []);
});

test("sounds only where it is wanted, which is kept", async () => {
  const { signals, box, audio, store } = await make();
  signals.show(null);
  signals.show(speaker("running"));
  equal(audio.tones.length, 0);

  box.checked = true;
  box.dispatchEvent(new Event("change"));
  const heard = audio.tones.length;
  signals.show(speaker("last"));

  ok(heard > 0 && audio.tones.length > heard);
  equal(store.get("sound"), true);
  equal((await make(store.values)).box.checked, true);
});

test("keeps the screen awake while it is needed", async () => {
  const { keepAwake } = await import("/static/floor/delegation/wake-lock.js");
  const locks = [];
  const request = async () => {
    const lock = new EventTarget();
    lock.release = async () => { lock.isReleased = true; lock.dispatchEvent(new Event("release")); };
    locks.push(lock);
    return lock;
  };
  Object.defineProperty(navigator, "wakeLock", { value: { request }, configurable: true });
  let isNeeded = true;
  const look = keepAwake(() => isNeeded);

  look();
  look();
  await until(() => locks.length === 1);
  isNeeded = false;
  await until(() => { look(); return locks[0].isReleased; });

  equal(locks.length, 1);
});
