"""Writing the gist of an intervention: saved while it is written, and no note-taker overwrites another.

A save says on which version it rests. When another version stands meanwhile, the text is kept beside it, set aside,
and the note-taker is shown both with their difference (GistOvertaken).
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from conference.fields import validate_characters
from conference.languages import CODES
from conference.models import AuditEntry
from floor.models import Intervention
from floor.models.record import Gist
from floor.procedure.events import FloorRefusal

# One version holds what a note-taker writes in this time; beyond it, what stood before can be looked up.
ONE_VERSION = timedelta(minutes=2)
LONGEST = Gist._meta.get_field("text").max_length


class GistOvertaken(FloorRefusal):
    """Another version came to stand while this one was written: `current` and `own`, both kept."""

    def __init__(self, current, own):
        super().__init__(_("%(name)s has changed this text in the meantime. Both texts are kept.") % {"name": current.by})
        self.current, self.own = current, own


def write_gist(intervention, text, base_version, *, language, by, at):
    """Save the gist as it now reads and return its version; `base_version` is the number it rests on, 0 for none."""
    if not intervention.is_on_record:
        raise FloorRefusal(_("A gist is written of an intervention that is on the record."))
    if language not in CODES:
        raise FloorRefusal(_("Choose one of the six official languages."))
    text = _fit(text)
    with transaction.atomic():
        Intervention.objects.select_for_update().get(pk=intervention.pk)  # one version after another
        current = intervention.gists.not_set_aside().select_related("by").first()
        if (text, language) == ((current.text, current.language) if current else ("", language)):
            return current
        overtaken = base_version != (current.number if current else 0)
        own = _own_row(intervention, current, overtaken, text, language, by, at)
        own.number = (intervention.gists.aggregate(last=Max("number"))["last"] or 0) + 1
        own.text, own.language, own.at = text, language, at
        own.set_aside_at = at if overtaken else None
        _save(own)
    if overtaken:
        raise GistOvertaken(current, own)
    return own


def _fit(text):
    """The text as it can be kept; FloorRefusal says what is wrong with it."""
    text = text.replace("\r\n", "\n").rstrip()
    if len(text) > LONGEST:
        raise FloorRefusal(_("A gist has at most 20,000 characters; this one is longer."))
    try:
        validate_characters(text)
    except ValidationError as error:
        raise FloorRefusal(" ".join(error.messages)) from None
    return text


def _own_row(intervention, current, overtaken, text, language, by, at):
    """The row that this save goes into: the one that its writer is still writing, else a new one."""
    if overtaken:
        last = intervention.gists.set_aside().filter(by=by, number__gt=current.number if current else 0).first()
    else:
        last = current
    if last and _is_still_written(last, text, language, by, at):
        return last
    return Gist(intervention=intervention, by=by, began_at=at)


def _is_still_written(gist, text, language, by, at):
    """Whether this save goes on with that version; who deletes most of a text begins another version."""
    is_same = (gist.by_id, gist.language) == (by.pk, language)
    return is_same and at - gist.began_at < ONE_VERSION and 2 * len(text) >= len(gist.text)


def _save(gist):
    is_new = gist.pk is None
    gist.save()
    if is_new:
        AuditEntry.objects.record(
            act="gist: set aside" if gist.set_aside_at else "gist: write",
            subject=gist.intervention,
            by=gist.by,
            at=gist.at,
            conference=gist.intervention.session.conference,
            detail={"version": gist.number},
        )
