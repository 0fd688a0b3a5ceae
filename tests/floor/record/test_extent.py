"""That nobody is on record, and that there is no record, are told apart: in the database, on pages and in files."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from conference.languages import CODES
from conference.models import AuditEntry
from conference.refusals import Refusal
from floor.models import Floor, Intervention
from floor.procedure import presiding
from floor.procedure.events import undo
from floor.record.extent import RecordExtent, extent_of, set_extent
from programme.cloning.clone import CloneRequest, clone
from tests.factories import in_six, make_conference, make_panel, release
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db

NO_RECORD = "No record was kept of who took the floor."
NOBODY = "Nobody took the floor."


@pytest.fixture
def past(db):
    """A panel of 2012, released, on whose floor nothing was ever done here."""
    conference = make_conference()
    panel = make_panel(conference)
    conference.delegations.create(kind="civil-society", **in_six("name", "Delegation"))
    release(conference)
    return panel


def page_of(client, panel, name, code="en"):
    return client.get(f"/{code}/dialogue/sessions/{panel.slug}/{name}/").content.decode()


def on_record(panel, *names):
    """Interventions of which only the delegation is known."""
    for name in names:
        delegation = panel.conference.delegations.create(kind="civil-society", **in_six("name", name))
        panel.interventions.create(delegation=delegation, key=uuid4(), state="concluded", through="record")


def test_floor_of_which_nothing_is_known_has_no_record(client, past):
    assert extent_of(past) == RecordExtent("none", order_known=False)
    page = page_of(client, past, "figures")

    assert (NO_RECORD in page, NOBODY in page, "<dl" in page) == (True, False, False)
    assert "not collected here" in page_of(client, past, "statements")


def test_floor_that_was_run_here_and_that_nobody_took_says_so(client, room):
    release(room.conference)

    page = page_of(client, room.session, "figures")

    assert extent_of(room.session) == RecordExtent("complete", order_known=True)
    assert (NOBODY in page, NO_RECORD in page) == (True, False)
    assert "No written statement has been published here." in page_of(client, room.session, "statements")


def test_record_begins_when_the_floor_is_first_given_and_ends_when_that_is_undone(past):
    officer = make_member("floor-officer")
    asked = past.interventions.create(
        delegation=past.conference.delegations.get(), key=uuid4(), through="slip", asked_at=past.starts_at
    )
    presiding.give_floor(asked, by=officer, at=past.starts_at + timedelta(minutes=1))
    assert extent_of(past) == RecordExtent("complete", order_known=True)

    undo(past, by=officer, at=past.starts_at + timedelta(minutes=2))

    assert extent_of(past) == RecordExtent("none", order_known=False)


def test_setting_the_speaking_time_alone_begins_no_record(past):
    presiding.set_speaking_time(past, timedelta(minutes=2), by=make_member("floor-officer"), at=past.starts_at)

    assert extent_of(past) == RecordExtent("none", order_known=False)


def test_order_that_is_not_known_gives_no_numbers_and_an_alphabetical_table(client, past):
    on_record(past, "Beta", "Alpha")

    page = page_of(client, past, "figures")

    assert page.index("Alpha (en)") < page.index("Beta (en)")
    assert "The order in which they were made is not known" in page
    assert "This record is not complete" in page
    assert ('<td class="number">1</td>' in page, ">Number</th>" in page) == (False, False)


def test_files_of_a_record_without_order_have_no_numbers(past):
    on_record(past, "Beta", "Alpha")
    Floor.objects.create(session=past, speaking_time=past.speaking_time, record="incomplete")
    staff = browser_of(make_member("floor-officer"))
    address = f"/en/dialogue/sessions/{past.slug}/record/export.csv"

    without = [line.partition(",")[0] for line in staff.get(address).content.decode().splitlines()[1:]]
    Floor.objects.update(order_known=True)
    numbered = [line.partition(",")[0] for line in staff.get(address).content.decode().splitlines()[1:]]

    assert (without, numbered) == (["", ""], ["1", "2"])


def test_each_language_has_two_sentences(client, past):
    without = {code: page_of(client, past, "figures", code) for code in CODES}
    Floor.objects.create(session=past, speaking_time=past.speaking_time, record="complete", order_known=True)
    nobody = {code: page_of(client, past, "figures", code) for code in CODES}

    def sentence(page):
        return page.partition('<p class="empty">')[2].partition("</p>")[0].strip()

    told = {sentence(page) for page in (*without.values(), *nobody.values())}
    assert len(told) == 2 * len(CODES)
    assert {NO_RECORD, NOBODY} <= told


def test_database_knows_no_order_without_a_record(past):
    floor = Floor.objects.create(session=past, speaking_time=past.speaking_time)
    for fields in ({"record": "none", "order_known": True}, {"record": "perhaps"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Floor.objects.filter(pk=floor.pk).update(**fields)

    assert Floor.objects.filter(pk=floor.pk).update(record="incomplete", order_known=True) == 1


def test_officer_says_by_hand_how_far_the_record_goes(past):
    officer = browser_of(make_member("floor-officer"))
    address = f"/en/dialogue/sessions/{past.slug}/record/extent/"

    assert officer.post(address, {"record": "incomplete", "order_known": "on"}).status_code == 302
    assert extent_of(past) == RecordExtent("incomplete", order_known=True)
    assert AuditEntry.objects.latest("pk").detail["record"] == ["none", "incomplete"]

    assert officer.post(address, {"record": "none", "order_known": "on"}).status_code == 302
    assert extent_of(past) == RecordExtent("none", order_known=False)
    assert officer.post(address, {"record": "none"}).status_code == 422
    assert officer.post(address, {"record": "perhaps"}).status_code == 422


def test_session_with_somebody_on_record_has_a_record(past):
    on_record(past, "Alpha")

    with pytest.raises(Refusal, match="Somebody is on the record"):
        set_extent(past, record="none", order_known=False, by=make_member("floor-officer"), at=past.ends_at)

    assert extent_of(past) == RecordExtent("incomplete", order_known=False)


def test_clone_has_no_record(room):
    request = CloneRequest("later", room.conference.starts_on + timedelta(days=9), "America/New_York", "dialogue")

    copy = clone(room.conference, request, by=room.officer, at=room.at)

    assert extent_of(copy.sessions.get()) == RecordExtent("none", order_known=False)


def test_migration_tells_what_was_run_here_from_what_was_loaded(room):
    loaded, untouched, prepared = (make_panel(room.conference) for _panel in range(3))
    on_record(loaded, "Alpha")
    presiding.set_speaking_time(prepared, timedelta(minutes=2), by=room.officer, at=room.at)
    Floor.objects.update(record="none", order_known=False)

    import_module("floor.migrations.0050_record_extent").fill(apps, None)

    assert [extent_of(session) for session in (room.session, loaded, untouched, prepared)] == [
        RecordExtent("complete", order_known=True),
        RecordExtent("incomplete", order_known=False),
        RecordExtent("none", order_known=False),
        RecordExtent("none", order_known=False),
    ]
    assert Floor.objects.get(session=loaded).speaking_time == loaded.speaking_time
    assert not Intervention.objects.filter(session=untouched).exists()
