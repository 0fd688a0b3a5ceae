// Signals to who has the floor: the floor is given, thirty seconds are left, the time is over, please conclude.
//
// Each is a vibration, a sentence that screen readers say, and a sound where the delegate wants it. What is shown besides is
// on the page itself, in colour, shape and word.

// Milliseconds of vibration and of the pauses between; the same pattern is heard as tones of this pitch.
export const SIGNALS = {
  given: { pattern: [300, 120, 300], pitch: 660 },
  last: { pattern: [150, 100, 150], pitch: 550 },
  over: { pattern: [500, 150, 500, 150, 500], pitch: 440 },
  conclude: { pattern: [200, 100, 200, 100, 600], pitch: 495 },
};
const VOLUME = 0.2;
const WANTED = "sound";

export class Signals {
  constructor({ words, line, box, store, makeAudio = () => new AudioContext() }) {
    Object.assign(this, { words, line, box, store, makeAudio, audio: null, last: undefined });
    box.checked = Boolean(store.get(WANTED));
    box.addEventListener("change", () => {
      store.set(WANTED, box.checked);
      if (box.checked) { this.wakeAudio(); this.play(SIGNALS.last); }
    });
    // A browser lets a page sound only after somebody has touched it.
    document.addEventListener("pointerdown", () => { if (box.checked) this.wakeAudio(); }, { capture: true });
  }

  // What the page shows of who has the floor: the key of its intervention, the stage of its clock, and whether it was asked
  // to conclude; null where the delegation does not have the floor. Signals what has become so since the last time.
  show(speaker) {
    const { last } = this;
    this.last = speaker;
    if (last === undefined || !speaker) return;
    if (last?.key !== speaker.key) this.signal("given");
    else if (speaker.isAsked && !last.isAsked) this.signal("conclude");
    else if (!speaker.isPaused && speaker.stage !== last.stage && speaker.stage !== "running") this.signal(speaker.stage);
  }

  signal(name) {
    const { pattern } = SIGNALS[name];
    navigator.vibrate?.(pattern);
    this.line.textContent = this.words[name];
    if (this.box.checked) this.play(SIGNALS[name]);
  }

  wakeAudio() {
    this.audio ??= this.makeAudio();
    this.audio.resume?.();
  }

  play({ pattern, pitch }) {
    if (!this.audio) return;
    let at = this.audio.currentTime;
    pattern.forEach((milliseconds, place) => {
      if (place % 2 === 0) this.tone(pitch, at, milliseconds / 1000);
      at += milliseconds / 1000;
    });
  }

  tone(pitch, at, seconds) {
    const [tone, gain] = [this.audio.createOscillator(), this.audio.createGain()];
    tone.frequency.value = pitch;
    gain.gain.value = VOLUME;
    tone.connect(gain).connect(this.audio.destination);
    tone.start(at);
    tone.stop(at + seconds);
  }
}
