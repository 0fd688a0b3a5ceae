"""What a presiding co-chair says, in the language of the page: giving the floor, thanking, opening, reminding, closing.

Names are inserted as the programme prints them. Translators: where the sentence would need an article or a case that
the name does not have, choose words that the bare name can follow ("Délégation : France").
"""

import re

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from conference.languages.lists import listed
from conference.languages.people import joined, titled_name
from floor.models import Intervention
from speakers.models import Delegation
from speakers.precedence import by_protocol

Kind = Intervention.Kind
LANGUAGE_NAMES = {
    "ar": gettext_lazy("Arabic"),
    "zh-hans": gettext_lazy("Chinese"),
    "en": gettext_lazy("English"),
    "fr": gettext_lazy("French"),
    "ru": gettext_lazy("Russian"),
    "es": gettext_lazy("Spanish"),
}

# States that English names with an article; those with a common noun in their name are known by it.
_ENGLISH_NOUNS = re.compile(r"\b(Republic|Kingdom|Federation|States|Emirates|State|Holy See|Union|Group|League)\b")
_ENGLISH_ARTICLE = {"BHS", "COM", "COG", "GMB", "MDV", "MHL", "NER", "NLD", "PHL", "SDN"}
_INVERTED = re.compile(r"^(?P<name>.+) \((?P<form>.+ of)\)$")  # "Iran (Islamic Republic of)"


def giving(row):
    """How to announce who is next."""
    if row.role_id:
        return _("I now invite %(name)s to respond.") % {"name": _panellist(row)}
    words = {"name": _delegation(row), "group": _group(row), "person": person(row)}
    if row.speaker_name:
        return _giving_by_name(row) % words
    if row.kind == Kind.POINT_OF_ORDER:
        return (
            _("On a point of order, I give the floor to the distinguished representative of %(name)s.") % words
            if _is_state(row)
            else _("On a point of order, I give the floor to the following delegation: %(name)s.") % words
        )
    if row.kind == Kind.RIGHT_OF_REPLY:
        return (
            _("I give the floor to the distinguished representative of %(name)s in exercise of the right of reply.")
            % words
            if _is_state(row)
            else _("I give the floor in exercise of the right of reply to the following delegation: %(name)s.") % words
        )
    return _giving_to_delegation(row) % words


def _giving_by_name(row):
    """The sentence where it is known who speaks, with form of address and function; nobody's sex is guessed."""
    if row.kind == Kind.POINT_OF_ORDER:
        return _("On a point of order, I give the floor to %(person)s, of %(name)s.")
    if row.kind == Kind.RIGHT_OF_REPLY:
        return _("I give the floor to %(person)s, of %(name)s, in exercise of the right of reply.")
    if row.group_id:
        return _("I now give the floor to %(person)s, of %(name)s, who will speak on behalf of %(group)s.")
    return _("I now give the floor to %(person)s, of %(name)s.")


def _giving_to_delegation(row):
    if row.group_id:
        return (
            _(
                "I now give the floor to the distinguished representative of %(name)s, "
                "who will speak on behalf of %(group)s."
            )
            if _is_state(row)
            else _("I now give the floor to the following delegation: %(name)s, on behalf of %(group)s.")
        )
    if row.speaker_function or row.level:
        return _("I now give the floor to the following speaker: %(person)s, of %(name)s.")
    if _is_state(row):
        return _("I now give the floor to the distinguished representative of %(name)s.")
    return _("I now give the floor to the following delegation: %(name)s.")


def going_on(row):
    """How to give the floor back to whoever was interrupted."""
    if row.role_id:
        return _("I give the floor again to %(name)s.") % {"name": _panellist(row)}
    words = {"name": _delegation(row), "person": person(row)}
    if row.speaker_name:
        return _("I give the floor again to %(person)s, of %(name)s.") % words
    if _is_state(row):
        return _("I give the floor again to the distinguished representative of %(name)s.") % words
    return _("I give the floor again to the following delegation: %(name)s.") % words


def interrupting():
    """What to say to whoever speaks before the floor is given on a point of order."""
    return _("I must interrupt the statement: a point of order has been raised. The remaining time is kept.")


def thanking(row):
    if row.role_id:
        return _("I thank %(name)s.") % {"name": _panellist(row)}
    words = {"name": _delegation(row), "person": person(row)}
    if row.speaker_name:
        return _("I thank %(person)s, of %(name)s, for the statement.") % words
    if _is_state(row):
        return _("I thank the distinguished representative of %(name)s for the statement.") % words
    return _("I thank the following delegation for its statement: %(name)s.") % words


def person(row):
    """Who speaks, as it was typed: "H.E. Ms. A. Speaker, Minister of Justice"; the level where no function is known."""
    level = row.get_level_display() if row.level and not row.speaker_function else ""
    return joined((row.speaker_line, level), get_language())


def opening(each, panellists=(), original="en"):
    """`each` is the speaking time in words; the panellists are greeted in the order of protocol."""
    names = listed(_titled(speaker) for speaker in by_protocol(panellists, get_language(), original))
    greeting = _("%(names)s, Excellencies, distinguished delegates.") % {"names": names}
    return [
        *([(_("Greeting, in the order of protocol"), greeting)] if names else []),
        (_("Opening of the panel"), _("I call this interactive panel discussion to order.")),
        (
            _("Opening of the floor"),
            _(
                "I now open the floor. There will be no established list of speakers, and delegations are kindly asked "
                "to limit their interventions to a maximum of %(time)s."
            )
            % {"time": each},
        ),
    ]


def during(each):
    return [
        (
            _("Speaking time"),
            _("May I kindly remind all speakers that interventions are limited to %(time)s.") % {"time": each},
        ),
        (_("Time is up"), _("I kindly ask the distinguished speaker to conclude.")),
        (
            _("Panellists"),
            _("Before we continue, I invite the panellists to respond to the comments and questions from the floor."),
        ),
        (_("Suspension"), _("The meeting is suspended.")),
        (_("Resumption"), _("The meeting is resumed.")),
        (
            _("Last requests"),
            _("In view of the time, I can take no further requests for the floor."),
        ),
    ]


def closing():
    return [
        (
            _("Who could not be heard"),
            _(
                "We have no more time for further interventions. Delegations that could not be heard may submit their "
                "statements, which will be posted."
            ),
        ),
        (
            _("Closing"),
            _("I thank the panellists and all delegations for their contributions. This panel discussion is closed."),
        ),
    ]


def _is_state(row):
    return row.delegation.kind == Delegation.Kind.STATES


def _delegation(row):
    name = here(row.names)
    return in_english_sentence(name, row.delegation.state) if get_language() == "en" and _is_state(row) else name


def _group(row):
    name = here(row.group_names) if row.group_names else ""
    if get_language() == "en" and _ENGLISH_NOUNS.search(name) and not name.lower().startswith("the "):
        return f"the {name}"
    return name


def _titled(speaker):
    return titled_name(here(speaker.public_courtesy_title), here(speaker.public_name), get_language())


def _panellist(row):
    """Courtesy title and name in the order of the language."""
    return titled_name(here(row.titles), here(row.names), get_language())


def in_english_sentence(name, state=None):
    """Returns a State's name as a sentence needs it: "the Islamic Republic of Iran", "the Niger", "Mexico"."""
    inverted = _INVERTED.match(name)
    if inverted:
        return f"the {inverted['form']} {inverted['name']}"
    takes_article = _ENGLISH_NOUNS.search(name) or (state and state.iso3 in _ENGLISH_ARTICLE)
    return f"the {name}" if takes_article and not name.startswith("the ") else name


def here(names):
    """The name in the page's language, else in any."""
    return names.get(get_language()) or next((name for name in names.values() if name), "")
