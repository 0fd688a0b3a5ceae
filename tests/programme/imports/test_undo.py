"""An import of a whole programme is undone as long as nothing else changed its rows."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conference.imports.apply import apply_import
from conference.models import AuditEntry, Conference
from floor.models import Floor
from programme.imports.apply import parsed_schedule, store_upload
from programme.imports.kind import SCHEDULE
from programme.imports.plan import ConflictPolicy, ScheduleChoices
from programme.imports.preview import preview_schedule
from programme.models import GuidingQuestion, ImportedFrom, Role, Room, Session, Theme
from speakers.models import Speaker
from tests.factories import MORNING, in_six, release
from tests.programme.imports.schedules_of_others import as_json, event, make_camp, schedule
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_summary
from translation.models import Translation

pytestmark = pytest.mark.django_db
TABLES = (Room, Speaker, Session, Theme, GuidingQuestion, Role, ImportedFrom)
EVERYTHING = ScheduleChoices(conflicts=ConflictPolicy.ALL, widen=True, remove=True)


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def camp():
    return make_camp()


@pytest.fixture
def member():
    return make_member("secretariat")


def take(camp, member, *events, **fields):
    upload = SimpleUploadedFile("schedule.json", as_json(schedule(*events, **fields)).getvalue())
    import_file = store_upload(upload, conference=camp, by=member, at=MORNING)
    seen = preview_schedule(parsed_schedule(import_file), Conference.objects.get(pk=camp.pk)).fingerprint
    apply_import(SCHEDULE, import_file, choices=EVERYTHING, seen=seen, by=member, at=MORNING)
    import_file.refresh_from_db()
    return import_file


def undo(client, import_file):
    address = reverse("programme:schedule-import-undo", args=["camp", import_file.pk])
    page = client.get(address)
    return client.post(address, {"seen": page.context["plan"].shown.token}, follow=True)


def refusal(member, import_file):
    return browser_of(member).get(SCHEDULE.address("undo", import_file)).context["plan"].refusal


def contents():
    rows = {model: list(model._base_manager.order_by("pk").values()) for model in TABLES}
    days = list(Conference.objects.values("starts_on", "ends_on"))
    states = Translation.objects.exclude(state="missing").order_by(
        "text__subject_type", "text__subject_id", "text__field"
    )
    return rows, days, list(states.values("text__subject_type", "text__field", "language", "state", "digest"))


def test_first_import_leaves_nothing(camp, member):
    empty = contents()
    import_file = take(camp, member, event(1), event(2, room="Meitner"))
    assert contents() != empty

    page = undo(browser_of(member), import_file)

    assert "The import was undone." in page.content.decode()
    assert contents() == empty
    assert AuditEntry.objects.get(act="undo import").detail["added"] == 6


def test_second_import_is_put_back_with_what_it_removed(camp, member):
    """A session is moved, renamed and given another person, one is removed and one added, the conference widened."""
    take(camp, member, event(1), event(2), event(3))
    gone = Session.objects.get(slug="talk-3")
    Theme.objects.create(panel=gone, position=0, **in_six("text", "Theme"))
    section = make_summary().sections.create(session=gone, position=99)
    before = contents()
    persons = [{"id": 7, "public_name": "Somebody else"}]
    moved = event(1, date="2019-08-21T17:00:00+02:00", start="17:00", room="Meitner", persons=persons)
    late = event(4, date="2019-08-25T10:00:00+02:00", start="10:00")
    days = [("2019-08-21", {"Meitner": [moved], "Curie": [event(2, title="Other")]}), ("2019-08-25", {"Curie": [late]})]

    import_file = take(camp, member, days=days)

    section.refresh_from_db()
    assert (section.session, Session.objects.filter(slug="talk-3").exists()) == (None, False)
    assert Conference.objects.get(pk=camp.pk).ends_on.day == 25
    undo(browser_of(member), import_file)
    assert contents() == before
    section.refresh_from_db()
    assert section.session == gone


def test_import_whose_session_was_changed_is_not_undone(camp, member):
    import_file = take(camp, member, event(1))
    Session.objects.update(title_fr="Exposé")

    assert refusal(member, import_file) == (
        "This import cannot be undone, because something was changed since: Session “Talk 1”."
    )
    undo(browser_of(member), import_file)
    assert Session.objects.get().title_fr == "Exposé"


def test_session_on_record_keeps_its_times(camp, member):
    take(camp, member, event(1))
    import_file = take(camp, member, event(1, date="2019-08-21T17:00:00+02:00", start="17:00"))
    assert refusal(member, import_file) == ""

    Floor.objects.create(session=Session.objects.get(), speaking_time=timedelta(minutes=3))

    assert refusal(member, import_file).endswith("something was changed since: Talk 1.")


def test_session_whose_floor_was_opened_is_not_removed(camp, member):
    import_file = take(camp, member, event(1))
    Floor.objects.create(session=Session.objects.get(), speaking_time=timedelta(minutes=3))

    assert "something was changed since: Floor “" in refusal(member, import_file)
    undo(browser_of(member), import_file)
    assert Session.objects.exists()


def test_released_session_is_not_taken_out_of_the_programme(camp, member):
    import_file = take(camp, member, event(1))
    content = release(camp).content

    assert refusal(member, import_file).endswith("released with what it added: talk-1.")
    undo(browser_of(member), import_file)
    assert camp.releases.get().content == content


def test_change_of_what_is_released_is_undone_in_the_draft_alone(camp, member):
    take(camp, member, event(1))
    import_file = take(camp, member, event(1, title="Other"))
    content = release(camp).content

    undo(browser_of(member), import_file)

    assert Session.objects.get().title_en == "Talk 1"
    assert camp.releases.get().content == content


def test_what_was_left_out_is_listed_with_its_reason(camp, member):
    import_file = take(camp, member, event(1), event(2, duration="soon"))

    page = browser_of(member).get(SCHEDULE.address("preview", import_file))

    assert [(each.place, each.name) for each in page.context["left_out"]] == [("session", "Talk 2")]
    assert page.context["left_out"][0].reasons != [""]
    assert page.context["left_out_address"] == ""
    assert browser_of(member).get(SCHEDULE.address("left-out", import_file)).status_code == 404
