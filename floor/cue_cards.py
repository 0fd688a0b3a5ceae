"""What a presiding co-chair says, in the language of the page: giving the floor, thanking, opening, reminding, closing.

They are read aloud: the names stand in the form that a sentence of the language takes (`in_sentence`). Where a
delegation or its group has none, the sentence is another, which the name of lists can follow.

Translators: %(name)s and %(group)s have their article in English ("the Sudan"). In French and Spanish they begin with
their preposition ("du Soudan", "del Sudán"), in Russian they are in the genitive: they follow "delegation" and "on
behalf". Only after "following delegation" and in brackets they are bare.
"""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from conference.languages.lists import listed
from conference.languages.people import joined, titled_name
from floor.models import Intervention
from speakers.courtesy_titles import addressing, is_chinese, title_in, with_article
from speakers.precedence import by_protocol

Kind = Intervention.Kind

# What is said of a delegation whose name, as that of its group, has a form for sentences in the language of the page.
# The delegation is addressed and not a person, so that nobody's sex is guessed.
_SENTENCES = {
    ("floor", "delegation"): gettext_lazy("I now give the floor to the distinguished representative of %(name)s."),
    # Translators: here it is not known who speaks, only in which function.
    ("floor", "function"): gettext_lazy(
        "I now give the floor to the distinguished representative of %(name)s (%(person)s)."
    ),
    # Translators: the person has a courtesy title where one is known; in Spanish it begins with its article.
    ("floor", "person"): gettext_lazy("I now give the floor to %(person)s, of %(name)s."),
    ("group", "delegation"): gettext_lazy(
        "I now give the floor to the distinguished representative of %(name)s, who will speak on behalf of %(group)s."
    ),
    ("group", "person"): gettext_lazy(
        "I now give the floor to %(person)s, of %(name)s, who will speak on behalf of %(group)s."
    ),
    ("order", "delegation"): gettext_lazy(
        "On a point of order, I give the floor to the distinguished representative of %(name)s."
    ),
    ("order", "person"): gettext_lazy("On a point of order, I give the floor to %(person)s, of %(name)s."),
    ("reply", "delegation"): gettext_lazy(
        "I give the floor to the distinguished representative of %(name)s in exercise of the right of reply."
    ),
    ("reply", "person"): gettext_lazy(
        "I give the floor to %(person)s, of %(name)s, in exercise of the right of reply."
    ),
    ("again", "delegation"): gettext_lazy("I give the floor again to the distinguished representative of %(name)s."),
    ("again", "person"): gettext_lazy("I give the floor again to %(person)s, of %(name)s."),
    ("thanks", "delegation"): gettext_lazy("I thank the distinguished representative of %(name)s for the statement."),
    ("thanks", "person"): gettext_lazy("I thank %(person)s, of %(name)s, for the statement."),
}
# The same with names as lists have them, for organizations whose forms nobody has written.
_WITH_BARE_NAMES = {
    ("floor", "delegation"): gettext_lazy("I now give the floor to the following delegation: %(name)s."),
    ("floor", "function"): gettext_lazy("I now give the floor to the following delegation: %(name)s (%(person)s)."),
    ("floor", "person"): gettext_lazy("I now give the floor to %(person)s (%(name)s)."),
    ("group", "delegation"): gettext_lazy(
        "I now give the floor to the following delegation: %(name)s, on behalf of %(group)s."
    ),
    ("group", "person"): gettext_lazy(
        "I now give the floor to %(person)s (%(name)s), who will speak on behalf of %(group)s."
    ),
    ("order", "delegation"): gettext_lazy(
        "On a point of order, I give the floor to the following delegation: %(name)s."
    ),
    ("order", "person"): gettext_lazy("On a point of order, I give the floor to %(person)s (%(name)s)."),
    ("reply", "delegation"): gettext_lazy(
        "I give the floor in exercise of the right of reply to the following delegation: %(name)s."
    ),
    ("reply", "person"): gettext_lazy("I give the floor to %(person)s (%(name)s) in exercise of the right of reply."),
    ("again", "delegation"): gettext_lazy("I give the floor again to the following delegation: %(name)s."),
    ("again", "person"): gettext_lazy("I give the floor again to %(person)s (%(name)s)."),
    ("thanks", "delegation"): gettext_lazy("I thank the following delegation for its statement: %(name)s."),
    ("thanks", "person"): gettext_lazy("I thank %(person)s (%(name)s) for the statement."),
}
_OCCASIONS = {Kind.POINT_OF_ORDER: "order", Kind.RIGHT_OF_REPLY: "reply"}


def giving(row):
    """How to announce who is next."""
    if row.role:
        return _("I now invite %(name)s to respond.") % {"name": _panellist(row)}
    return _said(_OCCASIONS.get(row.kind) or ("group" if row.group else "floor"), row)


def going_on(row):
    """How to give the floor back to whoever was interrupted."""
    if row.role:
        return _("I give the floor again to %(name)s.") % {"name": _panellist(row)}
    return _said("again", row)


def interrupting():
    """What to say to whoever speaks before the floor is given on a point of order."""
    return _("I must interrupt the statement: a point of order has been raised. The remaining time is kept.")


def thanking(row):
    if row.role:
        return _("I thank %(name)s.") % {"name": _addressed(row.titles, row.names)}
    return _said("thanks", row)


def _said(occasion, row):
    """The sentence of an occasion; with the bare names where one of them has no form in the language of the page."""
    code, group = get_language(), row.group if occasion == "group" else None
    who = "person" if row.speaker_name else "delegation"
    if who == "delegation" and occasion == "floor" and (row.speaker_function or row.level):
        who = "function"
    forms = [named.in_sentence(code) for named in (row.delegation, group) if named]
    names = forms if all(forms) else [here(named.public_name) for named in (row.delegation, group) if named]
    sentences = _SENTENCES if all(forms) else _WITH_BARE_NAMES
    words = {"person": with_article(person(row), code), "name": names[0], "group": names[-1]}
    return sentences[occasion, who] % words


def person(row):
    """Who speaks, as far as it is known: "H.E. Ms. A. Borg, Minister of Justice"; else the level."""
    code, function = get_language(), row.speaker_function
    level = row.get_level_display() if row.level and not function else ""
    if code == "zh-hans" and is_chinese(function) and row.speaker_name:
        return f"{function}{named_as_typed(row)}"
    return joined((named_as_typed(row), function, level), code)


def named_as_typed(row):
    """Form of address and name of who speaks, as they were typed, with the form of the page's language if it is known.

    In Chinese the form of address follows the name, whatever the language of the page.
    """
    title = title_in(row.speaker_title, get_language())
    return titled_name(title, row.speaker_name, "zh-hans" if is_chinese(title) else "en")


def opening(each, panellists=(), original="en"):
    """`each` is the speaking time in words; the panellists are greeted in the order of protocol."""
    in_order = by_protocol(panellists, get_language(), original)
    names = listed(_addressed(speaker.public_courtesy_title, speaker.public_name) for speaker in in_order)
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


def _addressed(titles, names):
    """A person to whom one speaks, with courtesy title: in Russian «Ваше Превосходительство», not «Его»."""
    code = get_language()
    return titled_name(addressing(here(titles), code), here(names), code)


def _panellist(row):
    """Courtesy title and name in the order of the language; in Spanish with the article."""
    code = get_language()
    return with_article(titled_name(here(row.titles), here(row.names), code), code)


def here(names):
    """The name in the page's language, else in any."""
    return names.get(get_language()) or next((name for name in names.values() if name), "")
