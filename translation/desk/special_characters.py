"""The special characters that a translator inserts because few keyboards have them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SpecialCharacter:
    """A character to insert, or two to put around the selected words."""

    label: str
    name: str
    before: str
    after: str = ""


_GUILLEMETS = SpecialCharacter("« »", _("Guillemets"), "«", "»")
_NO_BREAK = SpecialCharacter("⍽", _("No-break space"), "\u00a0")

SPECIAL_CHARACTERS = {
    "ar": (
        SpecialCharacter("LRM", _("Left-to-right mark (U+200E)"), "\u200e"),
        SpecialCharacter("RLM", _("Right-to-left mark (U+200F)"), "\u200f"),
        SpecialCharacter("LRI", _("Left-to-right isolate (U+2066), closed by U+2069"), "\u2066", "\u2069"),
        SpecialCharacter("RLI", _("Right-to-left isolate (U+2067), closed by U+2069"), "\u2067", "\u2069"),
        SpecialCharacter("FSI", _("Isolate of its own direction (U+2068), closed by U+2069"), "\u2068", "\u2069"),
        SpecialCharacter("PDI", _("End of an isolate (U+2069)"), "\u2069"),
        _GUILLEMETS,
    ),
    "fr": (
        SpecialCharacter("« »", _("Guillemets with no-break spaces"), "«\u00a0", "\u00a0»"),
        _NO_BREAK,
        SpecialCharacter("’", _("Apostrophe"), "’"),
        SpecialCharacter("–", _("Dash"), "–"),
    ),
    "ru": (
        _GUILLEMETS,
        SpecialCharacter("—", _("Long dash"), "—"),
        SpecialCharacter("№", _("Number sign"), "№"),
        _NO_BREAK,
    ),
    "es": (
        _GUILLEMETS,
        SpecialCharacter("¿ ?", _("Question marks"), "¿", "?"),
        SpecialCharacter("–", _("Dash"), "–"),
        _NO_BREAK,
    ),
    "zh-hans": (
        SpecialCharacter("“ ”", _("Quotation marks"), "“", "”"),
        SpecialCharacter("《 》", _("Title marks"), "《", "》"),
        SpecialCharacter("、", _("Enumeration comma"), "、"),
        SpecialCharacter("——", _("Long dash"), "——"),
    ),
    "en": (
        SpecialCharacter("“ ”", _("Quotation marks"), "“", "”"),
        SpecialCharacter("’", _("Apostrophe"), "’"),
        SpecialCharacter("–", _("Dash"), "–"),
    ),
}
