// What the room sees of a floor, on the live page and on the room screen: the state put into the page, in each language.
import { follow as followStream } from "../../shared/live.js";
import { reading } from "./speaker-clock.js";

const TICK = 250;

// Whether requests are taken at a moment: as when the state was read, or by an hour that has come since.
export function takesRequests(state, now) {
  const isOpen = state.takes_requests || now >= (state.requests_from ?? Infinity);
  return isOpen && now < (state.requests_until ?? Infinity);
}

// What is true of a state at a moment, as words: what the page shows only when it is true says `data-when="word"`.
export function facts(state, now) {
  const found = new Set();
  const { speaking, next, presiding } = state;
  if (presiding) found.add("presiding");
  if (next) found.add("next");
  for (const word of ["waiting", "interrupted", "suspended", "message"]) if (state[word]) found.add(word);
  if (state.suspended?.resumes_at) found.add("resumes");
  for (const [code, words] of Object.entries(state.message ?? {})) if (words) found.add(`message-${code}`);
  if (!speaking) {
    if (state.interrupted || state.suspended) return found;
    found.add(takesRequests(state, now) ? "nobody" : now >= state.ends_at ? "ended" : "closed");
    return found;
  }
  const { stage, isPaused } = reading(speaking, now);
  found.add("speaking").add(`kind-${speaking.kind}`).add(isPaused ? "paused" : stage);
  if (isPaused && stage === "over") found.add("over");
  if (speaking.person) found.add("person");
  if (speaking.group) found.add("group");
  if (speaking.language) found.add("language").add(`language-${speaking.language}`);
  return found;
}

// The six languages of a text that all of a screen shows at once: {"message-fr": words}.
const inSix = (name, texts) => Object.fromEntries(Object.entries(texts ?? {}).map(([code, words]) => [`${name}-${code}`, words]));

const values = (state) => ({
  interrupted: state.interrupted?.name,
  left: state.interrupted && reading(state.interrupted, 0).digits,
  hour: state.suspended?.hour,
  "other-hour": state.suspended?.other_hour,
  sentence: state.suspended?.sentence,
  message: state.message,
  ...inSix("sentence", state.suspended?.sentence),
  ...inSix("message", state.message),
  name: state.speaking?.name,
  person: state.speaking?.person,
  group: state.speaking?.group,
  "other-language": state.speaking?.other_language,
  next: state.next?.name,
  presiding: state.presiding,
  waiting: String(state.waiting),
});

// A text of six in the language of its part of the page; in the original one, and labelled, where it is missing.
export function put(element, value, language, original) {
  if (typeof value === "string") {
    if (element.textContent !== value) element.textContent = value;
    return;
  }
  const code = [language, original, ...Object.keys(value)].find((candidate) => value[candidate]);
  const words = value[code] ?? "";
  if (element.dataset.code === code && element.dataset.words === words) return;
  Object.assign(element.dataset, { code: code ?? "", words });
  const label = code && code !== language && document.querySelector(".own-names")?.content.querySelector(`[data-code="${code}"]`);
  if (!label) {
    element.textContent = words;
    return;
  }
  const text = document.createElement("span");
  text.lang = label.lang;
  text.dir = label.dir;
  text.textContent = words;
  const name = document.createElement("span");
  name.className = "other-language";
  name.textContent = label.textContent;
  element.replaceChildren(text, " ", name);
}

// One part of a page, in one language; `now()` is the server's time.
export function show(root, now, onChange = () => {}) {
  const conditional = [...root.querySelectorAll("[data-when]")];
  const fields = [...root.querySelectorAll("[data-field]")];
  const clock = root.querySelector(".clock");
  let state = null, shown = "";

  function tick() {
    if (!state) return;
    const moment = now();
    const found = facts(state, moment);
    const words = [...found].join(" ");
    if (words !== shown) {
      shown = words;
      root.dataset.facts = words;
      for (const element of conditional) {
        const isTrue = found.has(element.dataset.when);
        if (element.hidden === isTrue) element.hidden = !isTrue;
      }
      onChange();
    }
    if (state.speaking) {
      const { digits, share } = reading(state.speaking, moment);
      const place = clock.querySelector(".digits");
      if (place.textContent !== digits) {
        place.textContent = digits;
        clock.dataset.length = digits.length;
      }
      clock.style.setProperty("--left", share.toFixed(3));
    }
  }

  setInterval(tick, TICK);
  return function update(newest) {
    state = newest;
    const known = values(state);
    for (const element of fields) {
      const value = known[element.dataset.field];
      if (value) put(element, value, root.dataset.language, root.dataset.original);
    }
    tick();
    onChange();
  };
}

// Follow the floor of the page for all its parts.
export function follow(page, parts) {
  const connection = document.querySelectorAll(".connection");
  return followStream({
    stream: page.dataset.stream,
    poll: page.dataset.poll,
    onState(state) { for (const update of parts) update(state); },
    onConnection(isLive) {
      document.documentElement.classList.toggle("is-lost", !isLive);
      for (const element of connection) element.hidden = isLive;
    },
  });
}

