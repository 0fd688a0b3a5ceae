// The acts of a page, one after the other: what is done while an answer is on its way waits for its turn.
export class ActQueue {
  constructor() {
    this.names = []; // of the act on its way, and of those that wait
    this.turn = Promise.resolve();
  }

  get isBusy() { return this.names.length > 0; }

  // Resolves to what `act()` resolves to; to null where the same act is the last one here: it was meant once.
  add(name, act) {
    if (this.names.at(-1) === name) return Promise.resolve(null);
    this.names.push(name);
    const done = this.turn.then(act).finally(() => this.names.shift());
    this.turn = done.catch(() => {});
    return done;
  }

  // Resolves when nothing is on its way.
  async idle() { while (this.isBusy) await this.turn; }
}
