// The programme, improved: what is on now and next, and the times in the reader's own zone.
import "./own-time.js";

const sessions = [...document.querySelectorAll(".session[data-start], .session-page[data-start]")];

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
    for (const [name, shown] of [["now", isNow], ["next", isNext]]) {
      const badge = session.querySelector(`.badge.${name}`);
      if (badge) badge.hidden = !shown;
    }
  }
}

// A page may have been kept since before the meeting was over.
for (const part of document.querySelectorAll("[data-until]")) part.hidden = Date.now() > Date.parse(part.dataset.until);
light();
setInterval(light, 15000);
document.addEventListener("visibilitychange", light);
