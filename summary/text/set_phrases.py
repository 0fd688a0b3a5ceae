"""The set phrases of a President's Summary in the active language: its masthead, its name, what is corrected."""

from datetime import date

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from conference.languages import official
from conference.languages.dates import day_text

_DISTRIBUTIONS = {
    "general": gettext_lazy("Distr.: General"),
    "limited": gettext_lazy("Distr.: Limited"),
    "restricted": gettext_lazy("Distr.: Restricted"),
}
_ORIGINALS = {
    "ar": gettext_lazy("Original: Arabic"),
    "zh-hans": gettext_lazy("Original: Chinese"),
    "en": gettext_lazy("Original: English"),
    "fr": gettext_lazy("Original: French"),
    "ru": gettext_lazy("Original: Russian"),
    "es": gettext_lazy("Original: Spanish"),
}
# Documents of the Organization in these languages print the facts of the masthead in English, the date too.
_FACTS_IN_ENGLISH = ("ar", "zh-hans", "ru")
# How documents of the Organization name the language of a translated version, each in that version itself.
_VERSIONS = {"ar": "Arabic", "zh-hans": "Chinese", "en": "English", "fr": "Français", "ru": "Russian", "es": "Español"}


def facts_language():
    """The language in which the masthead of a document prints its facts: distribution, date, versions."""
    code = get_language()
    return official("en" if code in _FACTS_IN_ENGLISH else code)


def date_of(content):
    """ "11 May 2012", as the masthead prints it; nothing without a date."""
    day = content["dated_on"]
    return day_text(date.fromisoformat(day), facts_language().code) if day else ""


def distribution_of(content):
    """ "Distr.: General"."""
    return str(_DISTRIBUTIONS[content["distribution"]])


def original_of(content):
    """ "Original: English"."""
    return str(_ORIGINALS[content["original_language"]])


def version_of(content):
    """ "Arabic": the language of a version that is translated; nothing in the original."""
    code = get_language()
    return "" if code == content["original_language"] else _VERSIONS[code]


def kind_of(content):
    """What kind of edition a content is: "Revision 1", "Corrigendum 2"."""
    number = {"number": content["series"]}
    return {
        "first": _("First edition"),
        "revision": _("Revision %(number)s") % number,
        "corrigendum": _("Corrigendum %(number)s") % number,
        "reissue": _("Reissued for technical reasons"),
        "draft": _("Draft, not public"),
    }[content["kind"]]


def name_of(content):
    """What an edition is called: its symbol, or where it has none what kind of edition it is."""
    return content["full_symbol"] or kind_of(content)


_UNNUMBERED = {
    "unnumbered": (
        gettext_lazy("The unnumbered paragraph at the beginning should read:"),
        gettext_lazy("The unnumbered paragraph after paragraph %(number)s should read:"),
    ),
    "quotation": (
        gettext_lazy("The quotation at the beginning should read:"),
        gettext_lazy("The quotation after paragraph %(number)s should read:"),
    ),
}


def _place_of_paragraph(paragraph):
    if paragraph.path:
        return _("Paragraph %(number)s should read:") % {"number": paragraph.citation(get_language())}
    if paragraph.table:
        return _("The title of table %(number)s should read:") % {"number": paragraph.table}
    at_beginning, behind = _UNNUMBERED[paragraph.form]
    return behind % {"number": paragraph.after} if paragraph.after else str(at_beginning)


def place_of(correction):
    """What is corrected: "Paragraph 5 (b) should read:"."""
    if correction.paragraph:
        return _place_of_paragraph(correction.paragraph)
    if correction.cell:
        return _("%(place)s, should read:") % {"place": correction.cell.citation(get_language())}
    if correction.section:
        number = correction.section.citation(get_language())
        return _("The heading of section %(number)s should read:") % {"number": number}
    if correction.note:
        number = correction.note.mark(get_language())
        words = (
            _("Footnote %(number)s should read:") if correction.note.label else _("The note %(number)s should read:")
        )
        return words % {"number": number}
    return {
        "title": _("The title should read:"),
        "note": _("The note under the title should read:"),
        "agenda_item": _("The agenda item should read:"),
    }[correction.name]
