// What was kept on this device for a page that its reader closes goes with it.
import { Store } from "../../shared/store.js";

const store = new Store("answer", document.getElementById("closed").dataset.link);
for (const [key] of store.all()) store.remove(key);
