// Why something was not done. It stays until it is read: until it is dismissed, or the same person acts again.
const box = document.getElementById("message");
const said = document.getElementById("said");
const dismissal = document.getElementById("dismiss");

export const Message = {
  get isShown() { return !box.hidden; },

  add(words) {
    const lines = this.isShown ? [...said.children].map((line) => line.textContent) : [];
    if (lines.includes(words)) return;
    box.hidden = false; // first, so that what comes into it is announced
    said.replaceChildren(...[...lines, words].map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  },

  dismiss() {
    box.hidden = true;
    said.replaceChildren();
  },
};

dismissal.hidden = false;
dismissal.addEventListener("click", () => Message.dismiss());
