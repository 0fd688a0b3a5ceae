"""Marking the themes of the panel that an intervention touched, by which the Summary can be laid out.

Themes are added and removed one by one, so that two note-takers never undo each other.
"""

from collections.abc import Set
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from conference.models import AuditEntry, User
from conference.refusals import Refusal
from floor.models import Intervention
from programme.models import Theme


@transaction.atomic
def mark_themes(intervention: Intervention, *, add: Set[int], remove: Set[int], by: User, at: datetime) -> list[Theme]:
    """Marks the themes whose keys are in `add`, unmarks those in `remove`, and returns all that are now marked."""
    locked = Intervention.objects.select_for_update().get(pk=intervention.pk)  # one mark after another
    if not locked.is_on_record:
        raise Refusal(_("Themes are marked on an intervention that is on the record."))
    before = list(locked.themes.all())
    of_panel = list(intervention.session.themes.select_for_update())
    if not {*add, *remove} <= {theme.pk for theme in of_panel}:
        raise Refusal(_("This is not a theme of this session; load the page again."))
    kept = {theme.pk for theme in before} - set(remove) | set(add)
    after = [theme for theme in of_panel if theme.pk in kept]
    if after != before:
        locked.themes.set(after)
        AuditEntry.objects.record(
            act=AuditEntry.Act.ASSIGN_THEMES,
            subject=intervention,
            by=by,
            at=at,
            conference=intervention.session.conference,
            detail={"themes": [[str(theme) for theme in themes] for themes in (before, after)]},
        )
    return after
