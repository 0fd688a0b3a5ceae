"""The floor of the afternoon of 3 April 2012, as far as it is known: who took it, and the two contributions announced.

Source: public accounts of the day. They give neither times nor names nor languages, so that the record has none.
"""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from conference.languages import columns, texts
from conference.models import AuditEntry, Conference
from floor.models import Floor, Intervention
from floor.models.record import Pledge
from programme.demo.dialogue_2012 import SLUG
from programme.models import Session
from speakers.models import Delegation, State
from translation.texts.index import list_loaded

DAY = date(2012, 4, 3)
PANEL = "panel-2"
# In the order of the accounts, which need not be the order in which they spoke.
TOOK_THE_FLOOR = (
    *("QAT", "BHR", "AUS", "MLT", "BGD", "GEO", "KHM", "USA", "JPN"),
    *("THA", "LUX", "VNM", "TZA", "ALB", "NIC", "MYS", "MEX", "ARG"),
)
PRESIDENT = "nassir-abdulaziz-al-nasser"


@transaction.atomic
def load_floor_2012(*, at):
    """Put what is known on the record, where it is not there yet: (interventions, pledges) that were added."""
    conference = Conference.objects.filter(slug=SLUG, archived_at=None).first()
    session = Session.objects.filter(conference=conference, slug=PANEL).first()
    if session is None:
        return 0, 0
    added = _load_interventions(session), _load_pledges(conference)
    _set_extent(session)
    if any(added):
        detail = dict(zip(("interventions", "pledges"), added, strict=True))
        AuditEntry.objects.record(
            act=AuditEntry.Act.LOAD_FLOOR, subject=session, by=None, at=at, conference=conference, detail=detail
        )
    return added


def _load_interventions(session):
    """Each has a key of its own, so that one that was struck or corrected since is not loaded again."""
    Delegation.objects.add_states(session.conference, State.objects.filter(iso3__in=TOOK_THE_FLOOR))
    delegations = {row.state.iso3: row for row in session.conference.delegations.exclude(state=None)}
    there = set(session.interventions.values_list("key", flat=True))
    rows = [
        Intervention(
            session=session,
            delegation=delegations[iso3],
            key=uuid5(NAMESPACE_URL, f"{SLUG}/{PANEL}/{iso3}"),
            state=Intervention.State.CONCLUDED,
            through=Intervention.Through.RECORD,
        )
        for iso3 in TOOK_THE_FLOOR
        if iso3 in delegations
    ]
    return len(Intervention.objects.bulk_create(row for row in rows if row.key not in there))


def _set_extent(session):
    """The accounts name some of those who spoke, and not in which order; what staff have set since stays."""
    fields = {"speaking_time": session.speaking_time, "record": Floor.Record.INCOMPLETE, "order_known": False}
    Floor.objects.get_or_create(session=session, defaults=fields)


def _load_pledges(conference):
    """Only where the conference has none: a pledge has no key, and one that was corrected is not to come twice."""
    if conference.pledges.exists():
        return 0
    announced = {"conference": conference, "currency": "USD", "announced_on": DAY}
    president = conference.speakers.filter(slug=PRESIDENT).first()
    australia = conference.delegations.filter(state__iso3="AUS").first()
    rows = []
    if president:
        functions = texts(president, "function").values()
        rows.append(Pledge(amount=10_000, **dict(zip(columns("donor"), functions, strict=True)), **announced))
    if australia:
        rows.append(Pledge(amount=200_000, delegation=australia, **announced))
    return len(list_loaded(Pledge.objects.bulk_create(rows)))
