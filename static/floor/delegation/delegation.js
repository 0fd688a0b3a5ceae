// A delegation's page, improved: it follows the floor by itself, and sends without loading anew.
import { now } from "../../shared/clock.js";
import { follow as followStream } from "../../shared/live.js";
import { digits, left } from "../live/speaker-clock.js";

(() => {
  const RETRIES = [1000, 2000, 4000, 8000];
  const PATIENCE = 12000; // for one answer on a slow network
  const EVERY = 30000; // for what no stream tells: a floor that is opened elsewhere
  const place = () => document.getElementById("now");
  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const connection = document.querySelector("[data-connection]");
  let sending = null;

  // What is shown

  const forms = (section) => section.querySelector("[data-part=form]");
  const isTouched = (section) => {
    const form = section.querySelector("form.request");
    return Boolean(form && (form.dataset.touched || form.contains(document.activeElement)));
  };

  function put(fresh) {
    const old = place();
    const given = fresh.querySelector(".own-floor.speaking") && !old.querySelector(".own-floor.speaking");
    for (const section of [...old.children]) {
      const next = section.id && fresh.querySelector(`:scope > #${CSS.escape(section.id)}`);
      if (!next && !(section.matches(".own-floor") && isTouched(section))) section.remove();
    }
    for (const next of [...fresh.children]) {
      const section = next.id && old.querySelector(`:scope > #${CSS.escape(next.id)}`);
      if (!section) old.append(next);
      else if (section.matches(".own-floor")) merge(section, next);
    }
    prepare(old);
    if (given) navigator.vibrate?.([300, 120, 300]);
    follow();
    tick();
  }

  // Only what differs is replaced: a form that is being filled in, and an open question, stay as they are.
  function merge(section, next) {
    const state = section.querySelector("[data-part=state]"), nextState = next.querySelector("[data-part=state]");
    const open = state.querySelector("details.withdraw[open]");
    const same = section.dataset.status === next.dataset.status;
    if (bare(state) !== bare(nextState)) {
      const focused = open && open.contains(document.activeElement);
      const said = state.querySelector(".state")?.contains(document.activeElement);
      const kept = nextState.querySelector("details.withdraw");
      if (open && kept) kept.replaceWith(open);
      state.replaceWith(nextState);
      if (focused && kept) open.querySelector("summary").focus();
      if (said) listen(nextState.querySelector(".state"));
    }
    const isAsked = next.dataset.status === "waiting";
    if (isAsked || !isTouched(section)) {
      if (!same || Boolean(section.querySelector("form.request")) !== Boolean(next.querySelector("form.request")) || forms(next).querySelector(".errors:not([hidden])")) {
        forms(section).replaceWith(forms(next));
      }
    }
    section.dataset.status = next.dataset.status;
    section.className = next.className;
  }

  // Without what is new in each answer and says nothing: tokens and the digits of the clock.
  function bare(node) {
    const copy = node.cloneNode(true);
    for (const part of copy.querySelectorAll("[name=csrfmiddlewaretoken], .digits")) part.remove();
    for (const part of copy.querySelectorAll("details")) part.open = false;
    for (const part of copy.querySelectorAll(".clock")) part.className = "clock";
    return copy.innerHTML.replace(/\s+/g, " ");
  }

  function prepare(root) {
    for (const form of root.querySelectorAll("form.request")) {
      const language = form.elements.language, other = form.querySelector(".other");
      const show = () => { other.hidden = language.value !== "other"; };
      if (!form.dataset.prepared) {
        form.dataset.prepared = "yes";
        language.addEventListener("change", show);
        form.addEventListener("input", () => { form.dataset.touched = "yes"; });
        form.addEventListener("change", () => { form.dataset.touched = "yes"; });
      }
      show();
    }
  }

  // Following the floors

  const followed = new Map();
  let asked = 0, loading = null, stale = false;

  function follow() {
    const there = new Set();
    for (const section of place().querySelectorAll(".own-floor")) {
      const { stream, poll } = section.dataset;
      there.add(stream);
      if (followed.has(stream)) continue;
      let version = null;
      followed.set(stream, followStream({
        stream,
        poll,
        account: document.querySelector(".delegate").dataset.account,
        onState(state) {
          if (version !== null && state.version === version) return;
          version = state.version;
          refresh();
        },
        onConnection(isLive) { if (connection) connection.hidden = isLive; },
      }));
    }
    for (const [stream, live] of followed) if (!there.has(stream)) { live.close(); followed.delete(stream); }
  }

  async function refresh() {
    if (loading) { stale = true; return; }
    if (sending) return; // its answer shows all
    loading = load();
    await loading;
    loading = null;
    if (stale) { stale = false; refresh(); }
  }

  async function load() {
    const number = ++asked;
    try {
      const answer = await fetch(place().dataset.now, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.status === 404) { location.reload(); return; }
      if (!answer.ok) return;
      const fresh = parse(await answer.text());
      if (fresh && number === asked && !sending) put(fresh);
    } catch { /* the next version, or the next half minute, brings it */ }
  }

  const parse = (text) => new DOMParser().parseFromString(text, "text/html").getElementById("now");

  // Sending: the key in the form makes it safe to send the same again

  async function send(form) {
    const button = form.querySelector("button[type=submit]");
    const failed = form.querySelector("[data-failed]");
    const words = button.textContent;
    const body = new URLSearchParams(new FormData(form));
    button.setAttribute("aria-disabled", "true");
    button.textContent = button.dataset.sending;
    if (failed) failed.hidden = true;
    for (const pause of [0, ...RETRIES]) {
      if (pause) { button.textContent = button.dataset.again || button.dataset.sending; await wait(pause); }
      try {
        const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
        if (answer.status >= 500) continue;
        const fresh = parse(await answer.text());
        if (!fresh) { location.reload(); return; }
        asked += 1; // an answer that is still on its way is older than this one
        sending = null;
        delete form.dataset.touched;
        document.activeElement?.blur();
        if (answer.ok) forms(form.closest(".own-floor")).replaceChildren();
        put(fresh);
        show();
        return;
      } catch { /* the network: again */ }
    }
    sending = null;
    button.removeAttribute("aria-disabled");
    button.textContent = words;
    if (failed) failed.hidden = false;
  }

  // After pressing: to what went wrong, else to what is now said.
  function show() {
    const wrong = place().querySelector(".errors[role=alert]:not([hidden])");
    if (wrong) { wrong.focus(); return; }
    const says = place().querySelector(".state");
    listen(says);
    says?.scrollIntoView({ block: "nearest" });
  }

  // The focus of who listens to the page stays on what it says, also when that is replaced.
  function listen(says) {
    if (!says) return;
    says.tabIndex = -1;
    says.focus({ preventScroll: true });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-send]")) return;
    event.preventDefault();
    if (sending) return;
    sending = form;
    send(form);
  });

  // The clock

  function tick() {
    for (const element of document.querySelectorAll(".clock[data-given]")) {
      const { given, allowed, paused } = element.dataset;
      const times = { given_at: Number(given), allowed: Number(allowed), paused_at: Number(paused) || null, paused_for: 0 };
      const milliseconds = left(times, now());
      element.querySelector(".digits").textContent = digits(milliseconds);
      element.classList.toggle("over", milliseconds <= 0);
    }
  }

  prepare(document);
  follow();
  tick();
  setInterval(tick, 250);
  setInterval(() => { if (!document.hidden) refresh(); }, EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
})();
