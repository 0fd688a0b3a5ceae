"""What a corrigendum says: for each correction which text is meant, and how it should read."""

from django.utils.translation import gettext as _

from summary.numbering import citation, section_mark


def texts_by_key(content):
    """Each text of a content by the key that a correction names: {key: {code: text}}."""
    found = {name: content[name] for name in ("title", "note", "agenda_item")}
    for section in content["sections"]:
        found[section["key"]] = section["heading"]
        for paragraph in section["paragraphs"]:
            _collect(paragraph, found)
    return found


def _collect(paragraph, found):
    found[paragraph["key"]] = paragraph["text"]
    for part in paragraph["parts"]:
        _collect(part, found)


def corrections_in(content, code):
    """The corrections that concern a language, in their order."""
    return [row for row in content["corrections"] if code in row["languages"]]


def introduction(content, correction, code):
    """The words before the corrected text, in the language that is active: "Paragraph 5 (b) should read:"."""
    if correction["path"]:
        return _("Paragraph %(number)s should read:") % {"number": citation(correction["path"], code)}
    section = next((row for row in content["sections"] if row["key"] == correction["key"]), None)
    if section:
        number = section_mark(section["level"], section["number"], code).rstrip(" .-")
        return _("The heading of section %(number)s should read:") % {"number": number}
    return {
        "title": _("The title should read:"),
        "note": _("The note under the title should read:"),
        "agenda_item": _("The agenda item should read:"),
    }[correction["key"]]
