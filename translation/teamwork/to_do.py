"""What is to do about the texts: missing and outdated ones by language, open questions, work that is overdue."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from conference.languages import CODES
from conference.languages.lists import labelled
from conference.to_do.facts import MINOR, TO_CHECK, FactSource, Situation, Subject, ToDo, number_of
from translation.models.teamwork import Assignment, Remark
from translation.models.texts import Translation
from translation.teamwork.comments import open_returned, returned_words
from translation.teamwork.progress import LanguageProgress, kinds_kept_from, progress_of
from translation.texts.permissions import is_secretariat, reads

AREA = "texts"
MISSING, OUTDATED = Translation.State.MISSING, "outdated"


def progress_in(situation: Situation) -> list[LanguageProgress]:
    """Returns the progress of the languages that the reader may read; a draft of the Summary is left out."""
    kept = [] if is_secretariat(situation.user) else kinds_kept_from(situation.user, situation.conference)
    return progress_of(situation.conference, reads(situation.user), kept)


def counts(at: datetime) -> dict[str, Combinable]:
    questions = Remark.objects.filter(kind=Remark.Kind.QUESTION, settled_at=None)
    open_work = Assignment.objects.filter(conference=OuterRef("pk"), closed_at=None).order_by("due_on")
    overdue = Assignment.objects.filter(closed_at=None, due_on__lt=at.date() - timedelta(days=1))
    return {
        "questions": number_of(questions, "text__conference"),
        "returned": number_of(open_returned(CODES), "text__conference"),
        "texts_due_on": Subquery(open_work.values("due_on")[:1]),
        "work_overdue": number_of(overdue),
    }


def facts(situation: Situation) -> Iterator[ToDo]:
    languages = reads(situation.user)
    if not languages:
        return
    slug, counted = situation.conference.slug, situation.counts
    if (number := counted["questions"]) and is_secretariat(situation.user):
        words = ngettext(
            "%(number)d question of a translator is open", "%(number)d questions of translators are open", number
        )
        yield ToDo(
            "questions",
            TO_CHECK,
            words % {"number": number},
            AREA,
            reverse("translation:questions", args=[slug]),
            why=_("A text waits for each answer."),
            button=pgettext("to a question", "Answer"),
            count=number,
        )
    if counted["returned"]:
        yield from _returned(situation)
    if number := counted["work_overdue"]:
        words = ngettext("%(number)d assignment is overdue", "%(number)d assignments are overdue", number)
        yield ToDo(
            "overdue",
            TO_CHECK,
            words % {"number": number},
            AREA,
            f"{reverse('translation:overview', args=[slug])}#assignments",
            why=_("Its day has passed, and it is not done."),
            until=counted["texts_due_on"],
            button=_("See the assignments"),
            count=number,
        )
    progress = situation.once(progress_in)
    yield from _of_state(situation, progress, OUTDATED, counted["texts_due_on"])
    yield from _of_state(situation, progress, MISSING, counted["texts_due_on"])


def _returned(situation: Situation) -> Iterator[ToDo]:
    """Yields the texts that revisers returned, by language, for all but the reviser who waits for them."""
    languages = reads(situation.user)
    rows = open_returned(language.code for language in languages).filter(text__conference=situation.conference)
    waiting = [row for row in rows.exclude(by=situation.user) if row.text.document]
    if not waiting:
        return
    number = len({(row.text_id, row.language) for row in waiting})
    first = {row.language: row for row in reversed(waiting)}
    subjects = tuple(
        Subject(dict.fromkeys(CODES, language.name), _returned_address(situation, first[language.code]))
        for language in languages
        if language.code in first
    )
    yield ToDo(
        "texts-returned",
        TO_CHECK,
        returned_words(number),
        AREA,
        subjects[0].address,
        why=_("The remark of the reviser says what to change."),
        subjects=subjects,
        button=_("To the desk"),
        count=number,
    )


def _returned_address(situation: Situation, remark: Remark) -> str:
    desk = reverse("translation:desk", args=[situation.conference.slug, remark.language, remark.text.document])
    return f"{desk}?only=returned"


def _of_state(situation: Situation, progress: list[LanguageProgress], state: str, until: date | None) -> Iterator[ToDo]:
    """Yields the texts in a state, of all languages together, each of which leads to its first one on the desk."""
    subjects = [
        Subject(
            dict.fromkeys(CODES, labelled(found.language.name, found.whole.texts[state])),
            _first(situation.conference.slug, found, state),
        )
        for found in progress
        if found.whole.texts[state]
    ]
    number = sum(found.whole.texts[state] for found in progress)
    if not number:
        return
    is_outdated = state == OUTDATED
    words = (
        ngettext(
            "%(number)d text is older than its original", "%(number)d texts are older than their originals", number
        )
        if is_outdated
        else ngettext("%(number)d text is missing in a language", "%(number)d texts are missing in a language", number)
    )
    yield ToDo(
        f"texts-{state}",
        TO_CHECK if is_outdated else MINOR,
        words % {"number": number},
        AREA,
        subjects[0].address
        if len(subjects) == 1
        else reverse("translation:overview", args=[situation.conference.slug]),
        why=_("The original has changed since.") if is_outdated else _("The public reads the original in their place."),
        subjects=tuple(subjects),
        until=until if until and until >= situation.today else None,
        button=_("To the desk"),
        count=number,
    )


def _first(slug: str, found: LanguageProgress, state: str) -> str:
    document = next(key for key, progress in found.documents.items() if progress.texts[state])
    return f"{reverse('translation:desk', args=[slug, found.language.code, document])}?go={state}"


TEXTS = FactSource("", facts, counts)
