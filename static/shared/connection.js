// The line that says when the server cannot be reached or failed, or that the writer is signed out, with the way back in.
const WORST = [401, 0, 500]; // what is said before what, where several things are so
const kind = (status) => (status >= 500 ? 500 : WORST.includes(status) ? status : 200);

export class Connection {
  constructor(board, line = document.getElementById("connection")) {
    [this.board, this.line, this.states] = [board, line, new Map()];
    addEventListener("online", () => this.tell("network", 200));
    addEventListener("offline", () => this.tell("network", 0));
  }

  tell(what, status) {
    this.states.set(what, kind(status));
    const found = [...this.states.values()];
    this.show(WORST.find((status) => found.includes(status)) ?? 200);
  }

  show(status) {
    if (status === this.status) return;
    this.status = status;
    const { lost, failed, signedOut, signIn, signInWords } = this.board.dataset;
    this.line.hidden = status === 200;
    this.line.textContent = { 0: lost, 500: failed, 200: "", 401: `${signedOut} ` }[status];
    if (status !== 401 || !signIn) return;
    const href = `${signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
    this.line.append(Object.assign(document.createElement("a"), { href, textContent: signInWords, target: "_blank" }));
  }
}
