// Whoever had typed something on a phone that no longer takes part learns that it is not lost.
import { Store } from "../../shared/store.js";

document.getElementById("kept").hidden = !new Store("floor").all().length;
