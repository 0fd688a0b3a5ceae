"""The sentence before the names of those who had a role in a session: a fact where the record shows it, else the plan.

A sentence takes the number of names that follow it: `words % {"number": 2}`.
"""

from django.utils.translation import ngettext_lazy

from programme.models import Role, Session

Kind = Role.Kind

INTRODUCED = (Kind.CO_CHAIR, Kind.MODERATOR, Kind.SPEAKER, Kind.PANELLIST)

ON_RECORD = {
    Kind.CO_CHAIR: ngettext_lazy("The session was chaired by:", "The session was co-chaired by:", "number"),
    Kind.PANELLIST: ngettext_lazy(
        "The following panellist took the floor:", "The following panellists took the floor:", "number"
    ),
}

_PLANNED = {
    Kind.CO_CHAIR: ngettext_lazy(
        "The programme provided for the session to be chaired by:",
        "The programme provided for the session to be co-chaired by:",
        "number",
    ),
    Kind.MODERATOR: ngettext_lazy(
        "The programme provided for a moderator of the discussion:",
        "The programme provided for moderators of the discussion:",
        "number",
    ),
    Kind.SPEAKER: ngettext_lazy(
        "The programme provided for a statement by:", "The programme provided for statements by:", "number"
    ),
    Kind.PANELLIST: ngettext_lazy(
        "The programme provided for a presentation by:", "The programme provided for presentations by:", "number"
    ),
}

_PLANNED_REMARKS = {
    Session.Kind.OPENING: ngettext_lazy(
        "The programme provided for an opening statement by:",
        "The programme provided for opening statements by:",
        "number",
    ),
    Session.Kind.CLOSING: ngettext_lazy(
        "The programme provided for a closing statement by:",
        "The programme provided for closing statements by:",
        "number",
    ),
}


def planned(kind, session_kind):
    """The sentence on a role of which the programme alone tells."""
    remarks = _PLANNED_REMARKS.get(session_kind) if kind == Kind.SPEAKER else None
    return remarks or _PLANNED[kind]
