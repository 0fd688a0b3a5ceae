// What a delegation's page shows from a state of the floor: who speaks, how many wait, its own clock. No server is asked.
import { put } from "../live/room.js";

// The sentence for a number, in the language of the page: `sentences` are [[sample, sentence with # for the number]], among
// whose samples there is one for each form of the plural. That of nobody is for itself alone.
export function inWords(number, sentences, language) {
  const form = new Intl.PluralRules(language);
  const same = ([sample]) => (number && sample ? form.select(sample) === form.select(number) : sample === number);
  const [, sentence] = sentences.find(same) ?? sentences.at(-1);
  return sentence.replace("#", String(number));
}

// `section` is the floor of one session on the page; `page` has the language, that of the original, and the sentences.
export function showOthers(section, state, { language, original, sentences }) {
  const room = section.querySelector(".room");
  if (!room) return;
  const { speaking, waiting } = state;
  room.hidden = !state.takes_requests && !speaking && !waiting;
  room.querySelector("[data-room=speaking]").hidden = !speaking || section.dataset.status === "speaking";
  if (speaking) put(room.querySelector("[data-room=name]"), speaking.name, language, original);
  put(room.querySelector("[data-room=waiting]"), inWords(waiting, sentences, language));
}

// The clock of the delegation that has the floor: time was given, or the clock was paused or resumed.
export function showClock(section, { speaking, requests }) {
  const clock = section.querySelector(".clock[data-given]");
  if (!clock || !requests?.some(({ id }) => id === speaking?.id)) return;
  const { given_at: given, allowed, paused_at: paused, paused_for: pausedFor } = speaking;
  Object.assign(clock.dataset, { given, allowed: allowed + pausedFor, paused: paused ?? "" });
  clock.querySelector(".paused").hidden = paused === null;
}
