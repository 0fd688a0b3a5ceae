"""Assigning work to people: a language of a conference, of one of its documents, or of a part of one, by a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.db.models import Count, F, Min, Model, Q, QuerySet
from django.utils.translation import gettext as _

from conference.languages import LANGUAGES, OfficialLanguage, official, texts
from conference.models import AuditAct, AuditEntry, Conference, User
from conference.refusals import Refusal
from translation.models import Text, Translation
from translation.models.teamwork import Assignment
from translation.teamwork.progress import DONE, OUTDATED, LanguageProgress, TranslationProgress
from translation.texts.ordering import HIDDEN
from translation.texts.registry import fields_of, model_of

State = Translation.State

MOST_PARTS = 200  # of a document in more parts than this, such as hundreds of speakers, only the whole is given out


class PartPosition(TypedDict):
    """A part of a document as the database gives it, with the position of its first text."""

    document: str
    group: str
    first: int


@dataclass(frozen=True)
class DocumentPart:
    """A part of a document that can be assigned by itself, such as a session; `name` is {code: text}."""

    document: str
    group: str
    name: dict[str, str]


def people_by_language(conference: Conference) -> dict[str, list[User]]:
    """Returns who translates or revises each language there: {code: [User]}; superusers only if named for it."""
    codenames = {f"{act}_{language.suffix}": language.code for language in LANGUAGES for act in ("translate", "revise")}
    found: dict[str, dict[int, None]] = {language.code: {} for language in LANGUAGES}
    there = {"roles_held__role__permissions": {"roles_held__conference": conference}}
    for way, where in {"user_permissions": {}, "groups__permissions": {}, **there}.items():
        of_app = {f"{way}__codename__in": codenames, f"{way}__content_type__app_label": "conference"}
        holders = User.objects.filter(is_active=True, **of_app, **where).values_list("pk", f"{way}__codename")
        for pk, codename in holders:
            found[codenames[codename]][pk] = None
    people = User.objects.in_bulk({pk for several in found.values() for pk in several})
    return {code: sorted((people[pk] for pk in several), key=name_of) for code, several in found.items()}


def name_of(user: User) -> str:
    """Returns the full name of a user, else the user name."""
    return user.get_full_name() or user.get_username()


def parts_of(conference: Conference) -> list[DocumentPart]:
    """Returns the parts of the documents of a conference in their order, each named by its first text."""
    by_document: dict[str, list[PartPosition]] = {}
    for row in _groups(conference).order_by("document", "first"):
        by_document.setdefault(row["document"], []).append(row)
    few = (several for several in by_document.values() if len(several) <= MOST_PARTS)
    return _named(conference, [row for several in few for row in several])


def names_of_parts(conference: Conference, groups: set[str]) -> dict[tuple[str, str], dict[str, str]]:
    """Returns the names of some parts: {(document, group): {code: text}}."""
    parts = _named(conference, _groups(conference).filter(group__in=groups)) if groups else ()
    return {(part.document, part.group): part.name for part in parts}


def _groups(conference: Conference) -> QuerySet[Text, PartPosition]:
    listed = Text.objects.filter(conference=conference).exclude(group="").exclude(document=HIDDEN)
    return listed.order_by().values("document", "group").annotate(first=Min("position"))


def _named(conference: Conference, groups: Iterable[PartPosition]) -> list[DocumentPart]:
    """Returns parts, each with the name of its first row; one query for each kind of row."""
    wanted = {(row["document"], row["group"]): row["first"] for row in groups}
    listed = Text.objects.filter(conference=conference, position__in=set(wanted.values()))
    firsts = {}
    for text in listed.order_by("-pk"):
        if wanted.get((text.document, text.group)) == text.position:
            firsts[text.document, text.group] = text
    by_kind: dict[str, set[int]] = {}
    for text in firsts.values():
        by_kind.setdefault(text.subject_type, set()).add(text.subject_id)
    models = {label: model_of(label) for label in by_kind}
    rows = {label: model._base_manager.in_bulk(by_kind[label]) for label, model in models.items() if model}
    found = []
    for document, group in wanted:
        text = firsts[document, group]
        row = rows[text.subject_type].get(text.subject_id)
        found.append(DocumentPart(document, group, texts(row, _naming_field(type(row))) if row else {}))
    return found


def _naming_field(model: type[Model]) -> str:
    fields = fields_of(model)
    return next((name for name in ("title", "name", "heading") if name in fields), fields[0])


def give(assignment: Assignment, *, by: User, at: datetime) -> Assignment:
    """Makes an assignment, or changes one; raises Refusal, which says why it cannot be made."""
    with transaction.atomic():
        _check(assignment)
        act = AuditEntry.Act.CHANGE_ASSIGNMENT if assignment.pk else AuditEntry.Act.ASSIGN_TEXTS
        if not assignment.pk:
            assignment.made_by, assignment.made_at = by, at
        assignment.save()
        _record(act, assignment, by=by, at=at)
    return assignment


def _check(assignment: Assignment) -> None:
    """Raises Refusal where the person cannot have the assignment, or has it already.

    The person is locked, so that the second of two who assign the same work at once sees what the first has assigned.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=assignment.person_id)
    language = official(assignment.language)
    if person not in people_by_language(assignment.conference)[language.code]:
        words = _("%(name)s neither translates into this language nor revises it: %(language)s.")
        raise Refusal(words % {"name": name_of(person), "language": language.name})
    same = Assignment.objects.filter(
        conference=assignment.conference_id,
        person=person,
        language=assignment.language,
        document=assignment.document,
        group=assignment.group,
        closed_at=None,
    )
    if same.exclude(pk=assignment.pk).exists():
        raise Refusal(_("%(name)s already has this assignment; change it there.") % {"name": name_of(person)})


def close(assignment: Assignment, *, by: User, at: datetime) -> None:
    """Closes an assignment: it is done, or is needed no longer."""
    with transaction.atomic():
        if Assignment.objects.filter(pk=assignment.pk, closed_at=None).update(closed_at=at):
            _record(AuditEntry.Act.CLOSE_ASSIGNMENT, assignment, by=by, at=at)


def _record(act: AuditAct, assignment: Assignment, *, by: User, at: datetime) -> None:
    detail = {
        "person": assignment.person.get_username(),
        "language": assignment.language,
        "document": assignment.document,
        "part": assignment.group,
        "due_on": assignment.due_on.isoformat(),
        "note": assignment.note,
    }
    AuditEntry.objects.record(
        act=act, subject=assignment, by=by, at=at, conference=assignment.conference, detail=detail
    )


def open_assignments(conference: Conference, languages: Iterable[OfficialLanguage]) -> QuerySet[Assignment]:
    """Returns the open assignments of a conference in some languages, the first due first."""
    codes = [language.code for language in languages]
    rows = Assignment.objects.filter(conference=conference, language__in=codes, closed_at=None)
    return rows.select_related("person")


@dataclass(frozen=True)
class AssignmentProgress:
    """An assignment and what is left of it: how many texts are to be done, and how many of them are outdated."""

    assignment: Assignment
    to_do: int
    outdated: int


def progress_of_assignments(
    conference: Conference, assignments: Iterable[Assignment], progress: Iterable[LanguageProgress]
) -> list[AssignmentProgress]:
    """Returns what is left of each assignment, from the progress of the languages; parts take one more query."""
    rows = list(assignments)
    by_language = {found.language.code: found for found in progress}
    of_parts = _left_of_parts(conference, [row for row in rows if row.group])
    works = []
    for row in rows:
        if row.group:
            left = of_parts.get((row.language, row.document, row.group), {"to_do": 0, "outdated": 0})
            works.append(AssignmentProgress(row, **left))
        else:
            found = by_language[row.language]
            whole = found.documents.get(row.document, TranslationProgress()) if row.document else found.whole
            works.append(AssignmentProgress(row, whole.total - whole.done, whole.texts[OUTDATED]))
    return works


def _left_of_parts(conference: Conference, rows: list[Assignment]) -> dict[tuple[str, str, str], dict[str, int]]:
    if not rows:
        return {}
    outdated = ~Q(state=State.MISSING) & ~Q(source_digest=F("text__source_digest"))
    found = Translation.objects.filter(
        text__in=Text.objects.filter(conference=conference, group__in={row.group for row in rows}).to_translate(),
        language__in={row.language for row in rows},
    )
    counted = (
        found.filter(~Q(state__in=DONE) | outdated)
        .values("language", "text__document", "text__group")
        .annotate(to_do=Count("pk"), outdated=Count("pk", filter=outdated))
        .order_by()
    )
    return {
        (row["language"], row["text__document"], row["text__group"]): {
            "to_do": row["to_do"],
            "outdated": row["outdated"],
        }
        for row in counted
    }
