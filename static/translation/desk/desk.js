// The page of the desk: its texts, what others do at them, and the keyboard.
import { Desk } from "./desk-texts.js";
import "./desk-keys.js";
import "./desk-together.js";

// Where an address names a text, one goes on there.
Desk.go(location.hash && Desk.texts.find((text) => `#${text.article.id}` === location.hash));
