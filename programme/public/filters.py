"""Filters of the programme in its address: theme, speaker, day, kind of session, or several at once.

A value that the programme does not have, or no longer has, leads to the address without it, which says so
(`?left-out=1`): invented addresses cost a redirection, and not a page each.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils import translation
from django.utils.text import capfirst

from conference.languages.dates import day_text, ends_on_another_day
from conference.templatetags.languages import in_language
from programme.models import Session

NAMES = ("day", "kind", "theme", "speaker")
LEFT_OUT = "left-out"
MOST = 300  # options of one filter; a longer list is no help, and every reader would load it


def _days_of(session):
    """Return the days of a session, each as in an address; the night that follows its last day is still of that day."""
    first, last = session["starts_at"], session["ends_at"]
    days = (last.date() - first.date()).days if ends_on_another_day(first, last) else 0
    return [(first.date() + timedelta(days=number)).isoformat() for number in range(days + 1)]


@dataclass(frozen=True)
class Option:
    """An option of a filter: its value in the address, its label, and the language of the label."""

    value: str
    words: str
    language: object
    is_chosen: bool


class Filters:
    """The filters that an address sets, and the options of each.

    `query` are the valid values, `address` the whole query by which a page with them is known; `asked` is a QueryDict.
    """

    def __init__(self, programme, asked, code):
        self._programme = programme
        self._code = code
        self._values = {
            "day": {day for session in programme.sessions for day in _days_of(session)},
            "kind": {session["kind"] for session in programme.sessions},
            "theme": {str(theme["id"]) for session in programme.sessions for theme in session["themes"]},
            "speaker": {role["speaker"]["slug"] for session in programme.sessions for role in session["roles"]},
        }
        given = {name: asked[name] for name in NAMES if asked.get(name)}
        self.query = {name: value for name, value in given.items() if value in self._values[name]}
        self.has_unknown = self.query != given or LEFT_OUT in asked
        self.address = self.query | ({LEFT_OUT: "1"} if self.has_unknown else {})
        self._theme = self._same_theme(self.query.get("theme"))

    def _same_theme(self, chosen):
        """Return the keys of all themes with the text of the chosen one: each panel has its own copy."""
        themes = [theme for session in self._programme.sessions for theme in session["themes"]]
        words = next((theme["text"] for theme in themes if str(theme["id"]) == chosen), None)
        return {theme["id"] for theme in themes if theme["text"] == words}

    def days(self):
        """Return the days with the sessions that match: [(date, [session])]."""
        fitting = [session for session in self._programme.sessions if self._fits(session)]
        return [(day, list(rows)) for day, rows in groupby(fitting, key=lambda session: session["starts_at"].date())]

    def _fits(self, session):
        asked = self.query
        return (
            asked.get("day") in (None, *_days_of(session))
            and asked.get("kind") in (None, session["kind"])
            and ("theme" not in asked or any(theme["id"] in self._theme for theme in session["themes"]))
            and asked.get("speaker") in (None, *(role["speaker"]["slug"] for role in session["roles"]))
        )

    def choices(self):
        """Return the filters with more than one option: [(name, [Option])]."""
        found = [(name, getattr(self, f"_{name}s")()) for name in NAMES]
        return [(name, options) for name, options in found if 1 < len(options) <= MOST or name in self.query]

    def _option(self, name, value, words, language=None):
        return Option(value, words, language, self.query.get(name) == value)

    def _days(self):
        words = {day: day_text(date.fromisoformat(day), self._code, weekday=True) for day in self._values["day"]}
        return [self._option("day", day, capfirst(text)) for day, text in sorted(words.items())]

    def _kinds(self):
        kinds = [kind for kind in Session.Kind if kind in self._values["kind"]]
        return [self._option("kind", kind.value, capfirst(kind.label)) for kind in kinds]

    def _themes(self):
        seen = {}
        for session in self._programme.sessions:
            for theme in session["themes"]:
                words = self._in_language(theme["text"])
                if words not in seen or str(theme["id"]) == self.query.get("theme"):
                    seen[words] = str(theme["id"])
        return [self._option("theme", value, *words) for words, value in seen.items() if words[0]]

    def _speakers(self):
        wanted = self._values["speaker"]
        if len(wanted) > MOST:  # sorting them takes as long as the rest of the page
            wanted = {self.query.get("speaker")}
        speakers = self._programme.speakers_in_order(self._code) if wanted != {None} else []
        there = [speaker for speaker in speakers if speaker["slug"] in wanted]
        return [self._option("speaker", row["slug"], *self._in_language(row["name"])) for row in there]

    def _in_language(self, texts):
        """Return a text, and its language unless it is the page's."""
        words, language = in_language(texts, self._programme.conference["original_language"])
        return words, None if language.code == translation.get_language() else language
