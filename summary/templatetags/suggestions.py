"""Tags of what is suggested for a paragraph, on the page of the draft."""

from django import template

from summary.suggestions.words import place_of
from summary.text.writing import digest

AROUND = 40  # characters shown on either side of the words that a comment is about

register = template.Library()


@register.simple_tag(takes_context=True)
def suggested_by_reader(context, shown):
    """Returns what the form of the reader's suggestion holds: what a refused save sent, their own, or the paragraph.

    It is {"text", "reason", "base_version", "message", "conflict"}.
    """
    key = f"suggestion:{shown.row.pk}"
    sent, conflict = context.get("sent"), context.get("conflict")
    if sent and sent["key"] == key:
        return {**sent, "is_sent": True, "conflict": conflict if conflict and conflict["key"] == key else None}
    rows = [each.suggestion for each in shown.suggestions]
    own = [row for row in rows if row.by_id == context["request"].user.pk]
    if own:
        return {"text": own[-1].text, "reason": own[-1].reason, "base_version": digest(own[-1].text)}
    return {"text": shown.text, "reason": "", "base_version": shown.base_version}


@register.simple_tag(takes_context=True)
def suggested_by(context, number):
    """Returns who suggested the words of a version that another person accepted; None where nobody did."""
    return context["suggested"].get(number)


@register.simple_tag
def words_in_place(comment, text):
    """Returns where the words of a comment stand in a text, with what is around them; None where they are gone.

    It is {"start", "end", "before", "after"}.
    """
    place = place_of(comment.quotation, comment.occurrence, text)
    if place is None:
        return None
    start, end = place
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return {
        "start": start,
        "end": end,
        "before": f"…{before}" if start > AROUND else before,
        "after": f"{after}…" if len(text) > end + AROUND else after,
    }
