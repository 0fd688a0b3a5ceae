"""What becomes of suggestions and of comments on words when their paragraph is split or merged: nothing is lost."""

from summary.models import Paragraph, Suggestion
from summary.suggestions.changes import parted
from summary.suggestions.words import place_of, places_of
from translation.texts.registry import text_of


def follow_split(first: Paragraph, second: Paragraph, whole: str, head: str) -> None:
    """Parts what hangs on the words of a paragraph as the paragraph was parted behind `head`.

    A suggestion that changes words on both sides of the place, or was made of another text, stays whole with the first
    part; a comment goes with its words.
    """
    for suggestion in first.suggestions.filter(outcome=Suggestion.Outcome.OPEN, base_text=whole):
        halves = parted(whole, suggestion.text, head)
        if halves and all(text for __, text in halves):
            _part(suggestion, second, *halves)
    for comment in first.comments.exclude(quotation=""):
        place = place_of(comment.quotation, comment.occurrence, whole)
        if place and place[0] >= len(head):
            before = head.count(comment.quotation)
            comment.paragraph, comment.occurrence = second, max(0, comment.occurrence - before)
            comment.save(update_fields=["paragraph", "occurrence"])


def _part(suggestion: Suggestion, second: Paragraph, before: tuple[str, str], after: tuple[str, str]) -> None:
    changes_both = before[0] != before[1] and after[0] != after[1]
    if after[0] != after[1]:
        if changes_both:
            half = Suggestion.objects.get(pk=suggestion.pk)
            half.pk = None
        else:
            half = suggestion
        half.paragraph = second
        half.base_text, half.text = after
        half.save()
    if before[0] != before[1]:
        suggestion.base_text, suggestion.text = before
        suggestion.save(update_fields=["base_text", "text"])


def follow_merge(first: Paragraph, second: Paragraph, code: str) -> None:
    """Hands what hangs on the words of a paragraph on to the one with which it was merged, whose text has them."""
    merged, own = text_of(first, "text", code), text_of(second, "text", code)
    for comment in second.comments.exclude(quotation=""):
        before = len(places_of(comment.quotation, merged)) - len(places_of(comment.quotation, own))
        comment.occurrence += max(0, before)
        comment.save(update_fields=["occurrence"])
    second.comments.update(paragraph=first)
    second.suggestions.filter(outcome=Suggestion.Outcome.OPEN).update(paragraph=first)
