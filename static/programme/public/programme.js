// The programme, improved: what is on now and next, and the times in the reader's own zone.
const sessions = [...document.querySelectorAll(".session[data-start], .session-page[data-start]")];

// While it is, what is over shrinks to a line; afterwards the whole programme is shown as it was held.
const meetingIsOn = () => document.querySelector("#now-bar:not([hidden])")?.dataset.state === "during";

function light() {
  const now = Date.now();
  const ends = (session) => Date.parse(session.dataset.end);
  const starts = (session) => Date.parse(session.dataset.start);
  const coming = sessions.filter((session) => starts(session) > now).map(starts);
  const next = coming.length ? Math.min(...coming) : null;
  for (const session of sessions) {
    const isNow = starts(session) <= now && now < ends(session);
    // Half a day ahead is "next" to somebody in the building; beyond, it is a date.
    const isNext = !isNow && starts(session) === next && next - now < 12 * 3600 * 1000;
    session.classList.toggle("is-now", isNow);
    session.classList.toggle("is-over", meetingIsOn() && ends(session) <= now);
    for (const [name, shown] of [["now", isNow], ["next", isNext]]) {
      const badge = session.querySelector(`.badge.${name}`);
      if (badge) badge.hidden = !shown;
    }
  }
}

function ownZone(button) {
  const status = document.querySelector(".own-zone-name");
  const spans = [...document.querySelectorAll(".times")].map((span) => [span, [...span.childNodes]]);
  const language = document.documentElement.lang;
  const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
  const dated = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit", day: "numeric", month: "short" });
  const zone = new Intl.DateTimeFormat(language, { timeZoneName: "long" })
    .formatToParts(new Date()).find((part) => part.type === "timeZoneName").value;
  let own = false;

  const show = () => {
    button.textContent = own ? button.dataset.back : button.dataset.own;
    button.setAttribute("aria-pressed", String(own));
    status.textContent = own ? `${button.dataset.label} ${zone}` : "";
    for (const [span, original] of spans) {
      if (!own) { span.replaceChildren(...original); continue; }
      const start = new Date(span.dataset.start), end = new Date(span.dataset.end);
      // The day is told where the reader's differs from the conference's, or the span crosses midnight.
      const sameDay = span.dataset.start.slice(8, 10) === String(start.getDate()).padStart(2, "0");
      const crosses = start.toDateString() !== end.toDateString();
      span.textContent = (sameDay && !crosses ? clock : dated).formatRange(start, end);
    }
  };
  button.addEventListener("click", () => { own = !own; show(); });
  button.hidden = false;
  show();
}

light();
setInterval(light, 15000);
document.addEventListener("visibilitychange", light);
document.querySelectorAll(".own-zone").forEach(ownZone);
