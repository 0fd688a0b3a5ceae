// A speaker's own page, improved: what is typed is kept on this device until it is sent, also without a connection.
import { Autosave, watch } from "../../shared/autosave.js";
import { Connection } from "../../shared/connection.js";
import { Store } from "../../shared/store.js";

const board = document.getElementById("own-answer");
const form = document.getElementById("answer_form");
const code = form.elements.texts.value;

class Answer extends Autosave {
  constructor(options) {
    super(form, options);
    this.begin();
  }

  get written() {
    return [...new Set([...form.elements].map((field) => field.name))].filter((name) => name && name !== "texts"
      && name !== "photograph" && !name.startsWith("shown-") && name !== "csrfmiddlewaretoken");
  }
  get resting() { return [...form.elements].map((field) => field.name).filter((name) => name.startsWith("shown-")); }
  get savesItself() { return false; }

  confirmed(_sent, answer) {
    this.saved = this.now();
    this.store.remove(this.key);
    location.assign(answer.address);
    return true;
  }
}

const message = form.querySelector(".answer-said");
const connection = new Connection(board);
const answer = new Answer({
  board, store: new Store("answer", board.dataset.link), key: code, connection, message, conflict: null,
});
watch(() => [answer]);
