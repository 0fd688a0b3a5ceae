"""The overview: how far each language has come, what has changed, and who does what by when."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.languages import LANGUAGES, official
from conference.loading import conference_for, require
from conference.models import User
from translation.page_context import page_context
from translation.teamwork.assignment_views import today
from translation.teamwork.assignments import name_of, names_of_parts, open_assignments, progress_of_assignments
from translation.teamwork.comments import open_questions, returned_by_document, returned_words
from translation.teamwork.progress import changes_since, kinds_kept_from, name_of_document, progress_of
from translation.teamwork.warning_counts import open_warnings
from translation.texts.documents import accesses_of
from translation.texts.permissions import is_secretariat, reads

WEEK = timedelta(days=7)
MOST_QUESTIONS = 20


@require_safe
def overview(request, conference):
    row, languages = conference_for(request, conference), reads(request.user)
    accesses = accesses_of(request.user, row.pk) if len(languages) < len(LANGUAGES) else {}
    opened = [key for key, access in accesses.items() if access.reads]
    withdrawn = {key: access.withdrawn for key, access in accesses.items() if access.withdrawn}
    require(languages or opened)
    kept = kinds_kept_from(request.user, row)
    progress = progress_of(row, languages, kept)
    warned = open_warnings(row, [language.code for language in languages], kept) if languages else {}
    questions = list(open_questions(row, [language.code for language in languages])[: MOST_QUESTIONS + 1])
    context = {
        **page_context(request, row),
        "bars": _bars(progress, warned) + _bars_of_others(row, languages, opened),
        "withdrawn": withdrawn.values(),
        "returned": _returned(row, languages, kept, request.user),
        "works": _works(row, languages, progress, request.user, withdrawn),
        "changes": _changes(row, languages, kept),
        "questions": [{"row": row, "language": official(row.language)} for row in questions[:MOST_QUESTIONS]],
        "has_more_questions": len(questions) > MOST_QUESTIONS,
    }
    return render(request, "translation/teamwork/overview.html", context)


def _bars(progress, warned, is_own=True):
    """Returns the languages into which there is something to translate, each with its documents and open warnings."""
    return [
        {
            "language": found.language,
            "is_own": is_own,
            "warnings": warned.get(found.language.code, ()),
            "progress": found.whole,
            "documents": [
                {"key": key, "name": name_of_document(key), "progress": progress}
                for key, progress in found.documents.items()
            ],
        }
        for found in progress
        if found.whole.total
    ]


def _bars_of_others(conference, languages, opened):
    """Returns the languages that the reader does not translate into, with the documents that may be read in all."""
    others = [each for each in LANGUAGES if each not in languages] if opened else []
    return _bars(progress_of(conference, others, only=opened) if others else [], {}, is_own=False)


def _returned(conference, languages, kept, user):
    """Returns how many texts a reviser returned, in each document of each language."""
    rows = returned_by_document(conference, [language.code for language in languages], kept, without=user)
    return [
        {
            "language": official(row["language"]),
            "document": row["text__document"],
            "name": name_of_document(row["text__document"]),
            "words": returned_words(row["number"]),
        }
        for row in rows
    ]


def _works(conference, languages, progress, user, withdrawn):
    """Returns the open assignments, the reader's own first, and within that the first due first."""
    rows = list(open_assignments(conference, languages))
    names = names_of_parts(conference, {row.group for row in rows if row.group})
    day = today(conference)
    works = [
        {
            "row": work.assignment,
            "language": official(work.assignment.language),
            "document": name_of_document(work.assignment.document) if work.assignment.document else "",
            "part": names.get((work.assignment.document, work.assignment.group)),
            "to_do": work.to_do,
            "is_withdrawn": work.assignment.document in withdrawn,
            "outdated": work.outdated,
            "is_overdue": work.assignment.due_on < day and work.to_do > 0,
            "is_own": work.assignment.person_id == user.pk,
            "may_close": work.assignment.person_id == user.pk or is_secretariat(user),
        }
        for work in progress_of_assignments(conference, rows, progress)
    ]
    return sorted(works, key=lambda work: not work["is_own"])


def _changes(conference, languages, kept):
    found = changes_since(conference, languages, timezone.now() - WEEK, kept)
    people = User.objects.in_bulk({row["person"] for row in found.translations})
    return {
        "sources": [{**row, "name": name_of_document(row["document"])} for row in found.sources],
        "translations": [
            {**row, "person": name_of(people[row["person"]]), "language": official(row["language"])}
            for row in found.translations
        ],
    }
