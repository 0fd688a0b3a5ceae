// The line that says when the server cannot be reached, or that the writer is signed out, with the way back in.
export class Connection {
  constructor(board, line = document.getElementById("connection")) {
    [this.board, this.line, this.states] = [board, line, new Map()];
    addEventListener("online", () => this.tell("network", 200));
    addEventListener("offline", () => this.tell("network", 0));
  }

  tell(what, status) {
    this.states.set(what, status);
    const found = [...this.states.values()];
    this.show(found.includes(401) ? 401 : found.includes(0) ? 0 : 200);
  }

  show(status) {
    if (status === this.status) return;
    this.status = status;
    const { lost, signedOut, signIn, signInWords } = this.board.dataset;
    this.line.hidden = status === 200;
    this.line.textContent = { 0: lost, 200: "", 401: `${signedOut} ` }[status];
    if (status !== 401 || !signIn) return;
    const href = `${signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
    this.line.append(Object.assign(document.createElement("a"), { href, textContent: signInWords, target: "_blank" }));
  }
}
