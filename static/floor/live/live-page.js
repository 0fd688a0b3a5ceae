// The live page of a session, for the public and for phones.
import { now } from "../../shared/clock.js";
import { follow, show } from "./room.js";

const page = document.querySelector(".live-page");
follow(page, [show(page.querySelector(".floor-now"), now)]);
