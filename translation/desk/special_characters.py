"""What a translator puts into a text that few keyboards have."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sign:
    """A sign to type, or two to put round what is selected."""

    label: str
    name: str
    before: str
    after: str = ""


_GUILLEMETS = Sign("« »", _("Guillemets"), "«", "»")
_NO_BREAK = Sign("⍽", _("No-break space"), "\u00a0")

SIGNS = {
    "ar": (
        Sign("LRM", _("Left-to-right mark (U+200E)"), "\u200e"),
        Sign("RLM", _("Right-to-left mark (U+200F)"), "\u200f"),
        Sign("LRI", _("Left-to-right isolate (U+2066), closed by U+2069"), "\u2066", "\u2069"),
        Sign("RLI", _("Right-to-left isolate (U+2067), closed by U+2069"), "\u2067", "\u2069"),
        Sign("FSI", _("Isolate of its own direction (U+2068), closed by U+2069"), "\u2068", "\u2069"),
        Sign("PDI", _("End of an isolate (U+2069)"), "\u2069"),
        _GUILLEMETS,
    ),
    "fr": (
        Sign("« »", _("Guillemets with no-break spaces"), "«\u00a0", "\u00a0»"),
        _NO_BREAK,
        Sign("’", _("Apostrophe"), "’"),
        Sign("–", _("Dash"), "–"),
    ),
    "ru": (_GUILLEMETS, Sign("—", _("Long dash"), "—"), Sign("№", _("Number sign"), "№"), _NO_BREAK),
    "es": (_GUILLEMETS, Sign("¿ ?", _("Question marks"), "¿", "?"), Sign("–", _("Dash"), "–"), _NO_BREAK),
    "zh-hans": (
        Sign("“ ”", _("Quotation marks"), "“", "”"),
        Sign("《 》", _("Title marks"), "《", "》"),
        Sign("、", _("Enumeration comma"), "、"),
        Sign("——", _("Long dash"), "——"),
    ),
    "en": (Sign("“ ”", _("Quotation marks"), "“", "”"), Sign("’", _("Apostrophe"), "’"), Sign("–", _("Dash"), "–")),
}
