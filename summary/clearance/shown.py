"""What a page shows of a Summary before a step of it is confirmed, and where the texts are that are new since."""

from collections.abc import Collection, Hashable

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from conference.confirmation import Shown
from conference.models import AuditAct, AuditEntry
from summary.models import Comment, Suggestion, Summary
from summary.text.content import content_of, walk
from summary.text.reading import SummaryText

MASTHEAD = ("symbol", "distribution", "original_language", "dated_on", "contents")
NAMES = {
    "masthead": _("Masthead"),
    "steps": _("Steps taken"),
    "comments": _("Comments"),
    "suggestions": _("Suggestions"),
}
STEPS_TAKEN = (
    AuditAct.SUBMIT_SUMMARY,
    AuditAct.RETURN_SUMMARY,
    AuditAct.CLEAR_SUMMARY,
    AuditAct.SEND_TO_TRANSLATION,
    AuditAct.REOPEN_SUMMARY,
    AuditAct.REOPEN_TRANSLATIONS,
)


def shown_of(summary: Summary) -> Shown:
    """Returns all that is read before a step of clearance: the text of the original, the masthead, what was done.

    A part is a text by its key and path, ("masthead",), ("steps",), ("comments",) or ("suggestions",).
    """
    content, code = content_of(summary), summary.original_language
    parts: dict[Hashable, object] = {(key, *path): texts[code] for key, path, texts in walk(content)}
    parts["masthead",] = [content[name] for name in MASTHEAD]
    taken = AuditEntry.objects.filter(subject_type="summary.summary", subject_id=str(summary.pk), act__in=STEPS_TAKEN)
    parts["steps",] = [summary.stage, taken.count()]
    parts["comments",] = open_comments(summary)
    parts["suggestions",] = list(Suggestion.objects.to_decide(summary).values_list("pk", "base_text", "text"))
    return Shown(parts)


def open_comments(summary: Summary) -> int:
    """Returns how many comments on paragraphs of the document are not settled."""
    paragraphs = {"paragraph__section__summary": summary, "paragraph__removed_at": None}
    return Comment.objects.filter(**paragraphs, resolved_at=None).count()


def open_suggestions(summary: Summary) -> int:
    """Returns how many suggestions for paragraphs of the document nobody has decided."""
    return Suggestion.objects.to_decide(summary).count()


def places_of(summary: Summary, parts: Collection[Hashable]) -> list[str]:
    """Returns what some parts are called on the pages: numbers of paragraphs, headings; once each, in their order."""
    code, content = get_language() or summary.original_language, content_of(summary)
    text = SummaryText(content)
    found = [str(name) for key, name in NAMES.items() if (key,) in parts]
    found += [
        text.citation_of(key, code) or texts[summary.original_language]
        for key, path, texts in walk(content)
        if (key, *path) in parts
    ]
    return list(dict.fromkeys(found))
