"""A change of the programme in words: what happened, as a noun that suits any item, and to which item."""

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from conference.languages.lists import labelled
from conference.templatetags.languages import in_language
from programme.release.change_lines import ChangeLine
from programme.release.changes import ProgrammeChange


def act_in_words(change: ProgrammeChange) -> str:
    return {
        "new": pgettext("a change of the programme", "New"),
        "removed": pgettext("a change of the programme", "No longer in the programme"),
        "withdrawn": pgettext("a change of the programme", "Participation withdrawn"),
        "moved": pgettext("a change of the programme", "Moved"),
        "renamed": pgettext("a change of the programme", "Renamed"),
        "joined": pgettext("a change of the programme", "New participant"),
        "left": pgettext("a change of the programme", "No longer listed"),
        "reworded": pgettext("a change of the programme", "Revised"),
    }[change.act]


def thing_in_words(change: ProgrammeChange) -> str:
    return {
        "conference": _("the dialogue"),
        "session": _("session"),
        "speaker": _("speaker"),
        "document": _("document"),
        "organizer": _("organizer or partner"),
        "meeting": _("follow-up meeting"),
        "delegation": _("delegation"),
    }[change.what]


def things_in_words(line: ChangeLine) -> str:
    """Return how many items of its kind a line is about: "17 delegations"."""
    number = len(line.changes)
    forms = {
        "session": ngettext("%(number)s session", "%(number)s sessions", number),
        "speaker": ngettext("%(number)s speaker", "%(number)s speakers", number),
        "document": ngettext("%(number)s document", "%(number)s documents", number),
        "organizer": ngettext("%(number)s organizer or partner", "%(number)s organizers or partners", number),
        "meeting": ngettext("%(number)s follow-up meeting", "%(number)s follow-up meetings", number),
        "delegation": ngettext("%(number)s delegation", "%(number)s delegations", number),
    }
    return forms[line.first.what] % {"number": number}


def item_in_words(change: ProgrammeChange, original: str) -> str:
    """Return the kind and the name of an item in the order of the page's language: "session Opening"."""
    if change.what == "conference":
        return thing_in_words(change)
    return _item() % {"thing": thing_in_words(change), "name": in_language(change.name, original)[0]}


def item_as_markup(change: ProgrammeChange, name: str) -> SafeString:
    """Return the same as markup, with a name that is markup or is escaped."""
    thing = conditional_escape(thing_in_words(change))
    kind = f'<span class="thing">{thing}</span>'
    if change.what == "conference":
        return mark_safe(kind)
    return mark_safe(conditional_escape(_item()) % {"thing": kind, "name": f"<bdi>{conditional_escape(name)}</bdi>"})


def _item() -> str:
    return pgettext("an item of the programme and its kind", "%(thing)s %(name)s")


def change_in_words(change: ProgrammeChange, original: str) -> str:
    """Return what happened to which item: "New: delegation Albania", "Ajout : Albanie (délégation)"."""
    return labelled(act_in_words(change), item_in_words(change, original))
