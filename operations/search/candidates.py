"""What the staff's search can find: the rows of a conference by kind, with their texts and the pages that they open."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from conference.languages import texts
from conference.languages.dates import day_text, times_text
from conference.languages.lists import in_clauses
from conference.models import Conference
from conference.rights import may
from programme.models import GuidingQuestion, Session, Theme

Texts = dict[str, str]


@dataclass(frozen=True)
class Candidate:
    """A row that can be found: `heading` are the spellings of its name, `words` all else that it is found by.

    `name` is shown, and `about` beside it. `opens` returns the address of its page; only what is found is asked.
    """

    name: Texts
    heading: tuple[str, ...]
    words: tuple[str, ...]
    about: tuple[Texts | str, ...]
    opens: Callable[[], str]


@dataclass(frozen=True)
class StaffSearchedKind:
    """A kind of rows: its name, the permission to open one, and the candidates for a user."""

    key: str
    name: str | Promise
    permission: str
    candidates: Callable[[Conference, Any], Iterable[Candidate]]

    def is_for(self, user: Any, conference: Conference) -> bool:
        return may(user, self.permission, conference)


def _form(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _six(row: Model, *fields: str) -> tuple[str, ...]:
    """The texts of some fields of a row in all languages."""
    return tuple(text for field in fields for text in texts(row, field).values() if text)


def _people(conference: Conference, user: Any) -> Iterator[Candidate]:
    """Yields the speakers; whoever may not change them knows neither addresses nor who is protected."""
    knows = may(user, "speakers.change_speaker", conference)
    rows = conference.speakers.select_related("delegation").order_by("slug")
    for row in rows if knows else rows.filter(protected=False):
        delegation = texts(row.delegation, "name") if row.delegation else {}
        email, further = (row.email, f"{row.further_emails} {row.assistant_emails}") if knows else ("", "")
        yield Candidate(
            row.public_name,
            _six(row, "name", "displayed_name", "sort_name"),
            (*_six(row, "function", "affiliation"), *delegation.values(), email, further, row.slug),
            (texts(row, "function"), texts(row, "affiliation"), delegation, email, str(row.get_status_display())),
            lambda row=row: _form(row),  # type: ignore[misc]
        )


def _when(session: Session, conference: Conference) -> str:
    code, zone = get_language() or conference.original_language, conference.zone
    start, end = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    return in_clauses([day_text(start, code), times_text(start, end, code)])


def _sessions(conference: Conference, user: Any) -> Iterator[Candidate]:
    parts: dict[int, list[str]] = {}
    for model in (Theme, GuidingQuestion):
        for part in model.objects.filter(panel__conference=conference):
            parts.setdefault(part.panel_id, []).extend(_six(part, "text"))
    for row in Session.objects.filter(conference=conference).in_order().select_related("room"):
        room = texts(row.room, "name") if row.room else {}
        yield Candidate(
            texts(row, "title"),
            _six(row, "title"),
            (*parts.get(row.pk, ()), *room.values(), row.slug),
            (_when(row, conference), room),
            lambda row=row: _form(row),  # type: ignore[misc]
        )


def _letters(conference: Conference, user: Any) -> Iterator[Candidate]:
    rows = conference.letters.select_related("speaker", "own_kind").defer("body").order_by("-made_at", "-pk")
    for row in rows:
        name = row.speaker.public_name if row.speaker else {}
        own = _six(row.speaker, "name", "displayed_name") if row.speaker else ()
        yield Candidate(
            dict.fromkeys([row.language], row.subject),
            (row.subject,),
            (*own, *row.recipients, row.copies),
            (name, row.address, str(row.kind_name)),
            lambda row=row: reverse("programme:letter", args=[conference.slug, row.pk]),  # type: ignore[misc]
        )


def _documents(conference: Conference, user: Any) -> Iterator[Candidate]:
    changes = may(user, "conference.change_conference", conference)
    listed = reverse("programme:preview:document-list", args=[conference.slug])
    for row in conference.documents.all():
        yield Candidate(
            {code: f"{row.symbol} {title}".strip() for code, title in texts(row, "title").items() if title},
            (row.symbol, *_six(row, "title")),
            (*_six(row, "description"), row.url),
            (texts(row, "description"),),
            lambda row=row: _form(row) if changes else listed,  # type: ignore[misc]
        )


def _named(name_of_rows: str) -> Callable[[Conference, Any], Iterator[Candidate]]:
    """Returns the candidates of rows that have a name alone: rooms, delegations."""

    def candidates(conference: Conference, user: Any) -> Iterator[Candidate]:
        for row in getattr(conference, name_of_rows).all():
            yield Candidate(texts(row, "name"), _six(row, "name"), (), (), lambda row=row: _form(row))  # type: ignore[misc]

    return candidates


KINDS = (
    StaffSearchedKind("people", pgettext_lazy("section of a conference", "People"), "speakers.view_speaker", _people),
    StaffSearchedKind("sessions", _("Sessions"), "programme.view_session", _sessions),
    StaffSearchedKind(
        "letters", pgettext_lazy("section of a conference", "Letters"), "programme.send_letters", _letters
    ),
    StaffSearchedKind(
        "documents", pgettext_lazy("section of a conference", "Documents"), "conference.view_conference", _documents
    ),
    StaffSearchedKind("rooms", _("Rooms"), "programme.view_room", _named("rooms")),
    StaffSearchedKind("delegations", _("Delegations"), "speakers.view_delegation", _named("delegations")),
)
