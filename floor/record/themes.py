"""Marking on which themes of the panel an intervention touched, so that the Summary can lay out what was said of each.

Themes are added and taken away one by one, so that two note-takers never undo each other.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from conference.models import AuditEntry
from floor.models import Intervention
from floor.procedure.events import FloorRefusal


@transaction.atomic
def mark_themes(intervention, *, add, remove, by, at):
    """Mark the themes whose keys are in `add`, no longer those in `remove`; return all that are marked now."""
    locked = Intervention.objects.select_for_update().get(pk=intervention.pk)  # one mark after another
    if not locked.is_on_record:
        raise FloorRefusal(_("Themes are marked on an intervention that is on the record."))
    before = list(locked.themes.all())
    of_panel = list(intervention.session.themes.select_for_update())
    if not {*add, *remove} <= {theme.pk for theme in of_panel}:
        raise FloorRefusal(_("This is not a theme of this session; load the page again."))
    kept = {theme.pk for theme in before} - set(remove) | set(add)
    after = [theme for theme in of_panel if theme.pk in kept]
    if after != before:
        locked.themes.set(after)
        AuditEntry.objects.record(
            act="intervention: themes",
            subject=intervention,
            by=by,
            at=at,
            conference=intervention.session.conference,
            detail={"themes": [[str(theme) for theme in themes] for themes in (before, after)]},
        )
    return after
