// A delegation's request for the floor, or a change of it, while it is filled in: kept on the phone until it has been sent, by the button alone.
import { Autosave } from "../../shared/autosave.js";

const FIELDS = [
  "kind", "group", "speaker_title", "speaker_name", "speaker_function", "level", "speaker_gender", "language", "other_language",
];

export class FloorRequest extends Autosave {
  constructor(form, { onSubmit, ...options }) {
    super(form, { key: form.dataset.kept, message: form.querySelector(".request-said"), ...options });
    this.onSubmit = onSubmit;
    this.begin();
    this.showOther();
  }

  get written() { return FIELDS.filter((name) => this.form.elements[name] && this.form.elements[name].type !== "hidden"); }
  get resting() { return []; }
  get savesItself() { return false; }
  submitted() { this.onSubmit(this.form); }

  typed() {
    this.tell(this.keep() ? "" : this.board.dataset.notKept);
    this.showOther();
  }

  restored() {
    this.tell(this.board.dataset.restored);
    for (let closed = this.form.closest("details"); closed; closed = closed.parentElement.closest("details")) closed.open = true;
    const stated = this.form.querySelector(".stated");
    stated.open ||= [...stated.querySelectorAll("input, select")].some((field) => field.value);
  }

  // What the server has shown anew is on the server.
  renew() {
    this.saved = this.now();
    this.showOther();
  }

  showOther() { this.form.querySelector(".other").hidden = this.form.elements.language.value !== "other"; }
}
