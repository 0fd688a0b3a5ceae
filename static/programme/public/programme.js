// The programme, improved: what is on now and next, and the times in the reader's own zone.
import "./own-time.js";

const sessions = [...document.querySelectorAll(".session[data-start], .session-page[data-start]")];

const bar = () => document.getElementById("now-bar")?.dataset;
// While it is, what is over shrinks to a line; afterwards the whole programme is shown as it was held.
const meetingIsOn = () => bar()?.state === "during";
// What the floor has told of a session, by `on` or `over`; by the clock where it was not asked.
const isTold = (session, name) => bar()[name].split(" ").includes(session.dataset.session);

function light() {
  const now = Date.now(), told = bar()?.on !== undefined;
  const ends = (session) => Date.parse(session.dataset.end);
  const starts = (session) => Date.parse(session.dataset.start);
  const coming = sessions.filter((session) => starts(session) > now).map(starts);
  const next = coming.length ? Math.min(...coming) : null;
  for (const session of sessions) {
    const isNow = told ? isTold(session, "on") : starts(session) <= now && now < ends(session);
    // Half a day ahead is "next" to somebody in the building; beyond, it is a date.
    const isNext = !isNow && starts(session) === next && next - now < 12 * 3600 * 1000;
    session.classList.toggle("is-now", isNow);
    session.classList.toggle("is-over", meetingIsOn() && (told ? isTold(session, "over") : ends(session) <= now));
    for (const [name, shown] of [["now", isNow], ["next", isNext]]) {
      const badge = session.querySelector(`.badge.${name}`);
      if (badge) badge.hidden = !shown;
    }
    const piece = told && document.querySelector(`.day-line a[href="#${session.id}"]`)?.parentElement;
    if (piece) {
      piece.classList.toggle("on", isNow);
      piece.classList.toggle("over", isTold(session, "over"));
    }
  }
}

light();
setInterval(light, 15000);
document.addEventListener("visibilitychange", light);
document.addEventListener("now-told", light);
