"""The open remarks on the interface in files: a table, and a catalogue of what they propose."""

from collections.abc import Callable, Iterable
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from conference.languages import OfficialLanguage
from conference.languages.lists import listed
from floor.record.exports import csv_of
from operations.wording.catalogue import catalogue
from operations.wording.placeholders import as_shown
from operations.wording.places import places_of
from operations.wording.remarks import ViewedRemark, open_remarks

HEAD = "# Proposals of revisers for the interface of Rostrum."


def remarks_table(language: OfficialLanguage, absolute: Callable[[str], str]) -> bytes:
    """Returns the open remarks on a language as CSV, the oldest first; each with the address of its message."""
    heading = [
        _("Where it appears"),
        _("Context"),
        _("English"),
        _("Wording"),
        _("Remark"),
        _("Proposed wording"),
        _("Person"),
        _("Time"),
        _("Address"),
    ]
    return csv_of(heading, [_row(each, absolute) for each in open_remarks(language.code)])


def _row(each: ViewedRemark, absolute: Callable[[str], str]) -> list[str]:
    remark, message = each.remark, each.message
    return [
        listed(place.name for place in places_of(message)) if message else _("no longer in the interface"),
        remark.context,
        _in_a_cell(remark.source),
        _in_a_cell(remark.wording),
        remark.words,
        _in_a_cell(remark.proposed),
        str(remark.by),
        f"{remark.at:%Y-%m-%d %H:%M} UTC",
        absolute(reverse("operations:wording-message", args=[remark.language, remark.message])),
    ]


def _in_a_cell(forms: Iterable[str]) -> str:
    return "\n".join(map(as_shown, forms))


def proposals_catalogue(language: OfficialLanguage) -> bytes:
    """Returns the open proposals as a catalogue (.po), of each message the latest; who proposed it, as a comment."""
    made = Catalog(locale=to_locale(language.code), charset="utf-8", fuzzy=False, header_comment=HEAD)
    made.mime_headers = [("Plural-Forms", catalogue().plural_forms[language.code])]  # Babel’s own are in other orders
    proposals = [(each.message, each.remark) for each in open_remarks(language.code) if each.remark.proposal]
    for message, remark in {message.key: (message, remark) for message, remark in proposals if message}.values():
        comments = [f"{remark.by}, {remark.at:%Y-%m-%d}", *remark.words.splitlines()]
        made.add(
            message.source if message.counts else message.source[0],
            remark.proposed if message.counts else remark.proposed[0],
            context=message.context or None,
            user_comments=comments,
        )
    out = BytesIO()
    write_po(out, made, width=0)
    return out.getvalue()
