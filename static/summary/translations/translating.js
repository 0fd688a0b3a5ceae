// The translation beside its source. A text that is missing or a draft is saved by itself as a draft; one that somebody
// has called more is saved with a button alone.
import { Autosave, watch } from "../../shared/autosave.js";
import { Connection } from "../../shared/connection.js";
import { Store } from "../../shared/store.js";

const desk = document.getElementById("translation");
const store = new Store("translation", desk.dataset.user);
const connection = new Connection(desk);

class Translation extends Autosave {
  constructor(form) {
    super(form, {
      board: desk, store, key: form.getAttribute("action"), connection, fragment: "translation",
      conflict: form.querySelector(".translation-conflict"), message: form.querySelector(".said"),
    });
    this.isDraft = "keepsItself" in form.dataset;
    this.begin();
  }

  get resting() { return ["base_version", "source_version"]; }
  get savesItself() { return this.isDraft; }
  submitted(event) { this.save(event.submitter?.value ?? "draft"); }
  tell(words, isTrouble = false) { super.tell(words); this.message.classList.toggle("trouble", isTrouble); }

  body(state) {
    const body = new FormData(this.form);
    body.set("state", state);
    return body;
  }

  restored(isSameSource) {
    this.tell(isSameSource ? desk.dataset.unsaved : desk.dataset.otherSource, true);
    if (isSameSource) this.later();
  }

  show({ state, name }) {
    this.isDraft = state === "draft" || state === "missing";
    this.form.querySelector(".state .key").className = `key state-${state}`;
    this.form.querySelector(".state-name").textContent = name;
    for (const gone of this.form.querySelectorAll(".is-outdated, .by, .still-right")) gone.remove();
    this.form.closest(".translation-pair").querySelector(".changed-source")?.remove();
  }

  // Nothing more is saved by itself until the translator has looked.
  showRefused() { this.isDraft = false; }
}

const translations = [...desk.querySelectorAll("form.translation")].map((form) => new Translation(form));
watch(() => translations);
