"""Serializes a released programme for the interface.

Texts are `{language: text}` with language tags of RFC 5646, without missing ones. Moments have the offset of the
conference's zone. Only the fields that are named here are published.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from conference.languages import LANGUAGES, official
from programme.api.responses import pages_of
from programme.exports.frab import guid_of
from programme.public.listed_documents import listed_documents
from programme.release.change_lines import lines_of
from programme.release.editions import REVISION, ProgrammeEdition

TEXTS_OF_CONFERENCE = (
    "title",
    "short_title",
    "organ",
    "organ_session",
    "venue",
    "background",
    "objective",
    "expected_outcome",
)
TEXTS_OF_SPEAKER = ("courtesy_title", "name", "sort_name", "function", "affiliation", "biography")


def texts_of(texts):
    return {language.html: words for language in LANGUAGES if (words := (texts or {}).get(language.code))}


def address(name, *args):
    """Return the absolute address of an operation."""
    return settings.PUBLIC_URL + reverse(f"api:{name}", args=args)


def moment(at):
    return at.isoformat() if at else None


def conference_and_revision(edition):
    """Return the head of every answer: its conference and revision."""
    conference = edition.programme.conference
    return {
        "slug": edition.slug,
        "guid": str(guid_of(edition.slug, "conferences", edition.slug)),
        "revision": edition.release.number,
        "released_at": moment(edition.release.released_at.astimezone(edition.programme.zone)),
        "original_language": official(conference["original_language"]).html,
        "time_zone": edition.programme.zone.key,
        "url": address("conference", edition.slug),
    }


def brief(edition):
    """Return a conference for the list of all."""
    facts = edition.programme.conference
    return {
        **conference_and_revision(edition),
        "purpose": facts["purpose"],
        "title": texts_of(facts["title"]),
        "starts_on": facts["starts_on"].isoformat(),
        "ends_on": facts["ends_on"].isoformat(),
        "pages": pages_of(edition.url("programme")),
    }


def _version(version):
    """Return a document in a language: a file of this site, or an address elsewhere."""
    is_file = bool(version.sha256)
    is_here = version.address.startswith("/")
    return {
        "language": version.language.html,
        "kind": version.kind,
        "url": settings.PUBLIC_URL + version.address if is_here else version.address,
        "format": version.format or None,
        "size": version.size if is_file else None,
        "sha256": version.sha256 if is_file else None,
    }


class ProgrammeSerializer:
    """Serializes the programme of an edition."""

    def __init__(self, edition):
        self.edition, self.programme = edition, edition.programme

    def guid(self, kind, key):
        return str(guid_of(self.edition.slug, kind, key))

    def conference(self):
        facts = self.programme.conference
        return {
            **brief(self.edition),
            **{name: texts_of(facts[name]) for name in TEXTS_OF_CONFERENCE},
            "days": [day.isoformat() for day, _sessions in self.programme.days()],
            "organizers": [
                {"guid": self.guid("organizers", row["id"]), "role": row["role"], **self._described(row, "name")}
                for row in self.programme.organizers
            ],
            "follow_up_meetings": [
                {
                    "guid": self.guid("follow-up-meetings", row["id"]),
                    "year": row["year"],
                    "starts_on": row["starts_on"] or None,
                    **self._described(row, "title"),
                }
                for row in self.programme.follow_up_meetings
            ],
            "cause": {
                "title": texts_of(facts["cause_title"]),
                "text": texts_of(facts["cause_text"]),
                "addresses": _addresses(facts["cause_url"]),
            },
            "contact": {
                "text": texts_of(facts["contact_text"]),
                "email": facts["contact_email"],
                "telephone": facts["contact_phone"],
                "addresses": _addresses(facts["contact_url"]),
            },
        }

    def session(self, session):
        slug = session["slug"]
        seconds = session["speaking_seconds"]
        return {
            "slug": slug,
            "guid": self.guid("sessions", slug),
            "kind": session["kind"],
            "number": session["number"],
            **{name: moment(session[name]) for name in ("starts_at", "ends_at", "began_at", "ended_at")},
            "room": self.room(session) if session["room"] else None,
            **{
                name: texts_of(session[name])
                for name in ("own_kind", "title", "organized_by", "description", "after_presentations")
            },
            "speaking_seconds": seconds,
            "themes": self._numbered("themes", session["themes"]),
            "questions": self._numbered("questions", session["questions"]),
            "roles": [
                {"kind": role["kind"], "speaker": self._taking_part(role["speaker"])} for role in session["roles"]
            ],
            "url": address("session", self.edition.slug, slug),
            "pages": pages_of(self.edition.url("session-detail", slug)),
        }

    def speaker(self, speaker):
        photograph = settings.PUBLIC_URL + self.edition.url("photograph", speaker["slug"])
        return {
            **self._taking_part(speaker),
            **{name: texts_of(speaker[name]) for name in TEXTS_OF_SPEAKER},
            "photograph": photograph if speaker["photograph"] else None,
            "indexing": speaker["indexing"],
            "roles": [{"kind": role["kind"], "session": self._titled(role["session"])} for role in speaker["roles"]],
            "pages": pages_of(self.edition.url("speaker-detail", speaker["slug"])),
        }

    def rooms(self):
        """Return each room once, with the name in its first session; early releases have no key of a room."""
        rooms = {}
        for session in self.programme.sessions:
            if session["room"]:
                rooms.setdefault(session["room_id"] or str(session["room"]), self.room(session))
        return list(rooms.values())

    def room(self, session):
        key = session["room_id"]
        return {"guid": self.guid("rooms", key) if key else None, "name": texts_of(session["room"])}

    def delegations(self):
        return [
            {
                "guid": self.guid("delegations", row["id"]),
                "kind": row["kind"],
                "iso3": row["iso3"],
                "name": texts_of(row["name"]),
                "pages": pages_of(reverse("floor:delegation-detail", args=[self.edition.slug, row["code"]])),
            }
            for row in self.programme.delegations
        ]

    def documents(self):
        listed = {document.key: document for document in listed_documents(self.edition)}
        return [
            {
                "guid": self.guid("documents", row["id"]),
                "type": row["type"],
                "symbol": row["symbol"],
                **self._described(row, "title"),
                "status": row["status"],
                "original_language": official(row["original"]).html if row["original"] else None,
                "dated_on": row["dated_on"] or None,
                "posted_on": row["posted_on"] or None,
                "supersedes": self.guid("documents", row["supersedes"]) if row["supersedes"] else None,
                "sessions": [self._titled(self.programme.session(slug)) for slug in row["sessions"]],
                "versions": [_version(version) for version in listed[row["id"]].versions],
            }
            for row in self.programme.documents
        ]

    def papers(self):
        """Return what Rostrum makes itself of a release: the programme, the list of speakers, the Summary."""
        return [
            {
                "type": document.type,
                "revision": document.revision,
                "released_at": moment(document.released_at),
                "versions": [_version(version) for version in document.versions],
            }
            for document in listed_documents(self.edition)
            if document.is_made_here
        ]

    def revision(self, release, changes):
        edition = ProgrammeEdition(REVISION, self.edition.slug, release=release)
        return {
            "number": release.number,
            "released_at": moment(release.released_at.astimezone(self.programme.zone)),
            "pages": pages_of(edition.url("programme")),
            "changes": None if changes is None else self._changes(changes),
        }

    def _changes(self, changes):
        """Return the changes in the order of the page of changes, names in that of the original language."""
        original = self.programme.conference["original_language"]
        return [self._change(change) for line in lines_of(changes, original, original) for change in line.changes]

    def _change(self, change):
        told = {
            "act": change.act,
            "what": change.what,
            "slug": change.key if change.what in ("session", "speaker") else None,
            "name": texts_of(change.name),
            "languages": [official(code).html for code in change.languages],
        }
        if change.act in ("joined", "left"):
            told |= {"role": change.after or change.before, "person": texts_of(change.person)}
        if change.act == "moved":
            told |= {"before": self._when_and_where(change.before), "after": self._when_and_where(change.after)}
        if change.act == "renamed":
            told |= {"before": {"name": texts_of(change.before)}, "after": {"name": texts_of(change.after)}}
        return told

    def _when_and_where(self, item):
        """Return the times and places of an item, if it has any."""
        moments = {name: item[name] for name in ("starts_at", "ends_at") if name in item}
        days = {name: item[name] or None for name in ("starts_on", "ends_on") if name in item}
        return {
            **{
                name: moment(datetime.fromisoformat(at).astimezone(self.programme.zone)) for name, at in moments.items()
            },
            **days,
            **{name: item[name] for name in ("year", "time_zone") if name in item},
            **{name: texts_of(item[name]) for name in ("room", "venue") if name in item},
        }

    def _numbered(self, kind, rows):
        return [{"guid": self.guid(kind, row["id"]), "text": texts_of(row["text"])} for row in rows]

    def _described(self, row, naming):
        texts = {name: texts_of(row[name]) for name in (naming, "description")}
        return {**texts, "addresses": _addresses(row["url"])}

    def _named(self, speaker):
        return {
            "slug": speaker["slug"],
            "guid": self.guid("speakers", speaker["slug"]),
            "name": texts_of(speaker["name"]),
            "url": address("speaker", self.edition.slug, speaker["slug"]),
        }

    def _taking_part(self, speaker):
        """Return a speaker with the delegation that is printed beside the name."""
        delegation = speaker["delegation"]
        told = delegation and {"kind": delegation["kind"], "name": texts_of(delegation["name"])}
        return {**self._named(speaker), "delegation": told}

    def _titled(self, session):
        return {
            "slug": session["slug"],
            "guid": self.guid("sessions", session["slug"]),
            "title": texts_of(session["title"]),
            "url": address("session", self.edition.slug, session["slug"]),
        }


def _addresses(url):
    """Return an external address by language; {language} in it is replaced by the language's code."""
    return {language.html: url.replace("{language}", language.exchange) for language in LANGUAGES} if url else {}
