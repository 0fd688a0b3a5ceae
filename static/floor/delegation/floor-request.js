// A delegation's request for the floor while it is filled in: kept on the phone until it has been sent, by the button alone.
import { Autosave } from "../../shared/autosave.js";

const FIELDS = ["kind", "group", "speaker_name", "speaker_gender", "language", "other_language"];

export class FloorRequest extends Autosave {
  constructor(form, { onSubmit, ...options }) {
    super(form, { key: form.elements.session.value, message: form.querySelector(".request-said"), ...options });
    this.onSubmit = onSubmit;
    this.begin();
    this.showOther();
  }

  get written() { return FIELDS.filter((name) => this.form.elements[name]); }
  get resting() { return []; }
  get savesItself() { return false; }
  submitted() { this.onSubmit(this.form); }

  typed() {
    this.tell(this.keep() ? "" : this.board.dataset.notKept);
    this.showOther();
  }

  restored() {
    this.tell(this.board.dataset.restored);
    for (const closed of this.form.querySelectorAll("details:has(:checked)")) closed.open = true;
  }

  showOther() { this.form.querySelector(".other").hidden = this.form.elements.language.value !== "other"; }
}
