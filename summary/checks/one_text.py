"""What a text of the original shows by itself: marks that are not closed, spaces, terms to avoid, its length.

The checks of the translators' desk that need one text alone are asked about it beside an empty source.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from conference.documents.emphasis import has_stray_mark
from summary.text.progress import words_in
from translation.checks import bidi, brackets, chinese, quotation, spacing, terms
from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair, CheckedText, Finders
from translation.glossary.term_matching import TermFinder

LONG = 250  # words; a paragraph of more is hard to cite
_CHECKS = (brackets.check, quotation.check, bidi.check, spacing.check, chinese.check, terms.check)


def findings_in(text: str, code: str, terms_to_avoid: TermFinder) -> Iterator[Finding]:
    """Yields what stands out in one text in the language `code`."""
    nothing: Finders = (TermFinder((), code), TermFinder((), code))
    own: Finders = (nothing[0], terms_to_avoid)
    pair = CheckedPair(CheckedText("", code), CheckedText(text, code), own, nothing)
    for check in _CHECKS:
        yield from check(pair)
    if has_stray_mark(text):
        yield Finding("emphasis", _("A mark of emphasis (* or **) is not closed and would be printed as it is."))
    number = words_in(text)
    if number > LONG:
        message = _("Words in this paragraph: %(number)s. Above %(most)s it is hard to cite.")
        yield Finding("length", message, detail={"number": number, "most": LONG}, kind="long")
