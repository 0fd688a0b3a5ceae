"""Writing the gist of an intervention: saved as it is typed, and no note-taker overwrites another.

A save is sent with the number of the version that it started from. Where another version has been saved since, the
text is kept beside it, set aside, and the note-taker is shown both with their difference (Overtaken).
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from conference.fields import validate_characters
from conference.languages import CODES
from conference.languages.lists import in_sentences
from conference.languages.numbers import in_figures
from conference.models import AuditEntry, User
from conference.refusals import Overtaken, Refusal
from floor.models import Intervention
from floor.models.record import Gist

# What a note-taker writes within this time is one version; afterwards a new version begins and the older one is kept.
ONE_VERSION = timedelta(minutes=2)
LONGEST = Gist._meta.get_field("text").max_length


def write_gist(
    intervention: Intervention, text: str, base_version: int, *, language: str, by: User, at: datetime
) -> Gist | None:
    """Saves the gist of an intervention and returns its version; None where there is none and the text is empty.

    `base_version` is the number of the version that the text started from, 0 for none. Raises Refusal where the
    text cannot be saved, and Overtaken, which keeps both texts, where somebody else has saved since.
    """
    if not intervention.is_on_record:
        raise Refusal(_("A gist is written of an intervention that is on the record."))
    if language not in CODES:
        raise Refusal(_("Choose one of the six official languages."))
    text = _fit(text)
    with transaction.atomic():
        Intervention.objects.select_for_update().get(pk=intervention.pk)  # one version after another
        current = intervention.gists.not_set_aside().select_related("by").first()
        if (text, language) == ((current.text, current.language) if current else ("", language)):
            return current
        overtaken = current is not None and base_version != current.number
        own = _own_row(intervention, current, overtaken, text, language, by, at)
        own.number = (intervention.gists.aggregate(last=Max("number"))["last"] or 0) + 1
        own.text, own.language, own.at = text, language, at
        own.set_aside_at = at if overtaken else None
        _save(own)
    if overtaken and current:
        words = _("%(name)s has changed this text in the meantime. Both texts are kept.") % {"name": current.by}
        raise Overtaken(words, current=current, own=own, by=current.by)
    return own


def _fit(text: str) -> str:
    """Returns the text as it is stored; raises Refusal where it cannot be."""
    text = text.replace("\r\n", "\n").rstrip()
    if LONGEST and len(text) > LONGEST:
        raise Refusal(_("A gist has at most %(most)s characters; this one is longer.") % {"most": in_figures(LONGEST)})
    try:
        validate_characters(text)
    except ValidationError as error:
        raise Refusal(in_sentences(error.messages)) from None
    return text


def _own_row(
    intervention: Intervention,
    current: Gist | None,
    overtaken: bool,
    text: str,
    language: str,
    by: User,
    at: datetime,
) -> Gist:
    """Returns the version that this save goes into: the one that its author is still writing, else a new one."""
    if overtaken:
        last = intervention.gists.set_aside().filter(by=by, number__gt=current.number if current else 0).first()
    else:
        last = current
    if last and _is_still_written(last, text, language, by, at):
        return last
    return Gist(intervention=intervention, by=by, began_at=at)


def _is_still_written(gist: Gist, text: str, language: str, by: User, at: datetime) -> bool:
    """Whether a save continues that version; deleting most of a text begins a new one."""
    is_same = (gist.by_id, gist.language) == (by.pk, language)
    return is_same and at - gist.began_at < ONE_VERSION and 2 * len(text) >= len(gist.text)


def _save(gist: Gist) -> None:
    is_new = gist.pk is None
    gist.save()
    if is_new:
        AuditEntry.objects.record(
            act=AuditEntry.Act.SET_GIST_ASIDE if gist.set_aside_at else AuditEntry.Act.WRITE_GIST,
            subject=gist.intervention,
            by=gist.by,
            at=gist.at,
            conference=gist.intervention.session.conference,
            detail={"version": gist.number},
        )
