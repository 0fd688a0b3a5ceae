// The themes of an intervention: each mark is sent as soon as it is made, and what colleagues mark comes in.
import { post } from "../../shared/request.js";

export class Themes {
  constructor(details) {
    this.form = details.querySelector("form");
    this.boxes = [...this.form.querySelectorAll("[name=theme]")];
    this.count = details.querySelector(".count");
    this.said = details.querySelector(".themes-said");
    this.words = document.getElementById("record").dataset;
    this.saving = false;
    this.wait = 1000;
    this.form.querySelector("button").remove();
    this.form.addEventListener("change", () => this.save());
    this.form.addEventListener("submit", (event) => event.preventDefault());
  }

  chosen() { return this.boxes.filter((box) => box.checked).map((box) => box.value); }
  shown() { return [...this.form.querySelectorAll("[name=shown]")].map((field) => field.value); }
  get isDirty() { return String(this.chosen().sort()) !== String(this.shown().sort()); }
  tell(words) { this.said.textContent = words; }

  async save() {
    if (this.saving) return; // looked at again when the answer is there
    clearTimeout(this.pause);
    this.saving = true;
    this.tell(this.words.saving);
    const sent = this.chosen();
    const answer = await post(document.getElementById("record"), this.form.action, new FormData(this.form), "themes");
    this.saving = false;
    if (!answer.message) {
      this.tell(this.words.unsaved);
      this.wait = Math.min(2 * this.wait, 15000);
      this.pause = setTimeout(() => this.save(), this.wait);
      return;
    }
    this.wait = 1000;
    this.show(answer.status === 200 ? answer.themes.map(String) : this.shown(), sent);
    this.tell(answer.message);
    if (answer.status === 200 && this.isDirty) this.save();
  }

  // Shows what the server has, except where a mark was made after `sent`.
  show(current, sent) {
    for (const box of this.boxes) {
      if (box.checked === sent.includes(box.value)) box.checked = current.includes(box.value);
    }
    this.form.querySelector(".shown").replaceChildren(...current.map((value) => {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "shown", value });
      return field;
    }));
    this.count.textContent = current.length;
  }

  follow(fresh) {
    if (!fresh || this.saving || this.isDirty) return;
    this.show([...fresh.querySelectorAll("[name=shown]")].map((field) => field.value), this.chosen());
  }
}
