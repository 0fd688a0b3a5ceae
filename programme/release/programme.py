"""A programme as pages read it, made from the content of a release or of the draft alone."""

from collections.abc import Collection
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from conference.caches import Cache
from conference.languages import CODES
from conference.languages.collation import delegation_key, person_key
from conference.languages.people import delegation_beside
from conference.models import Release
from programme.release.documents import whole
from speakers.models import Delegation

KINDS = Delegation.Kind.values


class Programme:
    """The sessions, speakers and facts of one content; immutable, so that many pages can share it.

    Everything below `conference`, `sessions`, `speakers` ... is a dict of the content, with moments as aware
    datetimes in the conference's zone and with the speaker's dict in each role.
    """

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content
        self.conference = dict(content["conference"])
        self.zone = ZoneInfo(self.conference["time_zone"])
        for name in ("starts_on", "ends_on"):
            self.conference[name] = date.fromisoformat(self.conference[name])
        self.organizers = content["organizers"]
        self.documents = [whole(document) for document in content["documents"]]
        self.follow_up_meetings = content["follow_up_meetings"]
        self.delegations = [_delegation(row) for row in content.get("delegations", [])]  # absent from early releases
        codes = _codes_by_name(self.delegations)
        self._speakers = {speaker["slug"]: _speaker(speaker, codes) for speaker in content["speakers"]}
        self.sessions = [self._session(session) for session in content["sessions"]]
        self._by_slug = {session["slug"]: session for session in self.sessions}

    def _session(self, content: dict[str, Any]) -> dict[str, Any]:
        # Early releases have no key of the room; few sessions have a kind of their own and organizers.
        session = {"room_id": None, "own_kind": {}, "organized_by": {}, **content}
        for name in ("starts_at", "ends_at", "began_at", "ended_at"):
            session[name] = datetime.fromisoformat(session[name]).astimezone(self.zone) if session[name] else None
        session["minutes"] = session["speaking_seconds"] // 60 if session["speaking_seconds"] else None
        session["roles"] = []
        for role in content["roles"]:
            speaker = self._speakers[role["speaker"]]
            session["roles"].append({"kind": role["kind"], "speaker": speaker})
            speaker["roles"].append({"kind": role["kind"], "session": session})
        return session

    def session(self, slug: str) -> dict[str, Any] | None:
        """Return the session with this slug, or None."""
        return self._by_slug.get(slug)

    def document(self, key: int) -> dict[str, Any] | None:
        """Return the document with this key, or None."""
        return next((document for document in self.documents if document["id"] == key), None)

    def speaker(self, slug: str) -> dict[str, Any] | None:
        """Return the speaker with this slug, or None."""
        return self._speakers.get(slug)

    def delegation(self, code: str) -> dict[str, Any] | None:
        """Return the delegation that its addresses name by this code, or None."""
        return next((row for row in self.delegations if row["code"] == code), None)

    @property
    def speakers(self) -> list[dict[str, Any]]:
        """The speakers by their slugs, each with the roles that they have."""
        return list(self._speakers.values())

    def speakers_in_order(self, code: str) -> list[dict[str, Any]]:
        """Return the speakers in the alphabetical order of a language."""
        original = self.conference["original_language"]
        return sorted(
            self._speakers.values(),
            key=lambda speaker: person_key(speaker["name"], speaker["sort_name"], code, original),
        )

    def delegations_by_kind(self, code: str) -> list[tuple[str, list[dict[str, Any]]]]:
        """Return the delegations by kind, States first, each in alphabetical order of a language: [(kind, [row])]."""
        in_order = sorted(
            self.delegations,
            key=lambda row: (KINDS.index(row["kind"]), delegation_key(in_any(row["name"], code), code)),
        )
        return [(kind, list(rows)) for kind, rows in groupby(in_order, key=itemgetter("kind"))]

    def days(self) -> list[tuple[date, list[dict[str, Any]]]]:
        """Return the days of the programme with their sessions: [(date, [session])]."""
        by_day = groupby(self.sessions, key=lambda session: session["starts_at"].date())
        return [(day, list(sessions)) for day, sessions in by_day]


def _delegation(content: dict[str, Any]) -> dict[str, Any]:
    """Return a delegation with the code of its addresses: the letters of a State, the number of any other."""
    return {**content, "code": content["iso3"].lower() or str(content["id"])}


def _codes_by_name(delegations: list[dict[str, Any]]) -> dict[Any, str]:
    """Return the codes by kind and names, by which a released speaker names the delegation; two alike have none."""
    codes: dict[Any, str] = {}
    for row in delegations:
        named = _kind_and_names(row)
        codes[named] = "" if named in codes else row["code"]
    return codes


def _kind_and_names(row: dict[str, Any]) -> tuple[str, tuple[tuple[str, str], ...]]:
    return row["kind"], tuple(sorted(row["name"].items()))


def _speaker(content: dict[str, Any], codes: dict[Any, str]) -> dict[str, Any]:
    """Return a speaker with the name of the delegation as it is printed beside theirs; a protected one has none."""
    delegation = content["delegation"]
    name = delegation["name"] if delegation else dict.fromkeys(CODES, "")
    beside = delegation_beside(name, content["function"], content["affiliation"])
    if delegation:
        delegation = {**delegation, "code": codes.get(_kind_and_names(delegation), "")}
    return {**content, "delegation": delegation, "delegation_beside": beside, "roles": []}


def in_any(texts: dict[str, str], code: str) -> str:
    """Return a text in a language, else in another."""
    return texts.get(code) or next((words for words in texts.values() if words), "")


KEPT = 32
_kept: Cache[int, Programme] = Cache(KEPT)


def released_programmes(keys: Collection[int]) -> dict[int, Programme]:
    """Return the programmes of releases by key: {key: Programme}; those not in the cache take one query.

    The cache holds the last `KEPT`: a release never changes, so that entries never become stale.
    """
    found = {key: _kept[key] for key in list(_kept) if key in keys}
    missing = [key for key in keys if key not in found]
    if missing:
        for key, content in Release.objects.filter(pk__in=missing).values_list("pk", "content"):
            found[key] = _kept[key] = Programme(_sharing(content, {}))
    return found


def _sharing(content: Any, seen: dict[str, str]) -> Any:
    """Return JSON with one string for all that are alike: a function, a room, a day stand in it many times.

    At 1,000 sessions it takes a twentieth of the time of reading the release, and saves half of its memory.
    """
    if isinstance(content, dict):
        return {key: _sharing(value, seen) for key, value in content.items()}
    if isinstance(content, list):
        return [_sharing(value, seen) for value in content]
    return seen.setdefault(content, content) if isinstance(content, str) else content
