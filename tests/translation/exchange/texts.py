"""Texts to exchange: all six languages, every character that XML takes, and what spreadsheets and Word trip over."""

from dataclasses import replace
from io import BytesIO

from conference.languages import CODES
from translation.exchange.detect_format import FORMAT_MODULES
from translation.units import STATES, Unit, digest

WORDS = {
    "ar": "الحوار التفاعلي: «مكافحة الاتجار بالبشر»، القرار A/66/L.1\u200f، 3 نيسان/أبريل 2012",
    "zh-hans": "互动对话：“打击人口贩运”，2012年4月3日",
    "en": "Interactive dialogue: *fighting* **human trafficking**, 3 April 2012 \\*",
    "fr": "Dialogue : « la lutte contre la traite »\u00a0; l’Assemblée générale",
    "ru": "Интерактивный диалог «Борьба с торговлей людьми» № 66",
    "es": "Diálogo interactivo: ¿la lucha contra la trata?",
}
PROSE = "First paragraph,\nwith a line break.\n\nSecond\tparagraph.\n\n\nThird after two blank lines."
CONTROLS = "\u200e\u200f\u061c\u202aembedded\u202c\u2066isolated\u2069\u200d\u200c\ufeff"
HOSTILE = "]]> &amp; <!-- <?xml ?> \"' &#0; </p> ${x} {{ y }} _x000D_ _x005F_x000D_ x005F_ [en draft 0 0] " + "".join(
    map(chr, [0x85, 0xA0, 0xAD, 0x2011, 0x2028, 0x2029, 0xE000, 0xFDD0, 0xFFFD, 0x1F600, 0x1FFFE, 0x10FFFF])
)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "'=1", "#REF!", "TRUE", "007", "1e3"]
SPACED = "  two before, three after   "


def make_unit(number, target="", state="missing", *, source="Interactive dialogue", language="fr", **facts):
    key = f"programme.session:{number}:title"
    return Unit(key, source, target, facts.pop("source_language", "en"), language, state, **facts)


def make_units(language="fr", source_language="en"):
    """Units of every kind into a language."""
    texts = [*WORDS.values(), PROSE, CONTROLS, HOSTILE, SPACED, *FORMULAS, "\n", " ", "\n\nleading", "trailing\n\n"]
    units = [
        make_unit(
            number,
            target if number % 3 else "",
            STATES[1 + number % 4] if number % 3 else "missing",
            source=text,
            language=language,
            source_language=source_language,
            note=f"A title;\n\nkeep it short & “clear” <{number}>." if number % 2 else "",
        )
        for number, (text, target) in enumerate(zip(texts, reversed(texts), strict=True))
    ]
    return [*units, make_unit(900, WORDS[language], "revised", language=language, source_language=source_language)]


def as_written(unit):
    """A unit as it is expected back from a file."""
    return replace(unit, source_digest=digest(unit.source), target_digest=digest(unit.target))


def write(format, units, /, **facts):
    """The bytes of units in a format."""
    file = BytesIO()
    FORMAT_MODULES[format].write(units, file, **{"target_language": units[0].target_language, **facts})
    return file.getvalue()


OTHERS = {code: "fr" if code == "en" else "en" for code in CODES}  # a source language for each target
