"""The checks of a translation, in the words of the desk: {what `Finding.check` may be: its name}."""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "untranslated": _("Not translated"),
    "numbers": _("Numbers"),
    "dates": _("Dates"),
    "times": _("Times of day"),
    "symbols": _("Document symbols"),
    "names": _("Names"),
    "terms": _("Glossary terms"),
    "brackets": _("Brackets"),
    "quotation": _("Quotation marks"),
    "directions": _("Direction marks"),
    "spacing": _("Spaces"),
    "french_spacing": _("French spacing"),
    "chinese_punctuation": _("Chinese punctuation"),
    "footnotes": _("Footnotes"),
    "length": _("Length"),
    "emphasis": _("Emphasis"),
    "blocking": _("Blocking problems"),
}
