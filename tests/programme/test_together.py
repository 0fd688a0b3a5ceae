"""Several who press at once on the programme: real threads, and the second finds what the first has left."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conference.imports.apply import apply_import
from conference.models import AuditEntry, Conference, ImportFile, Release
from conference.models.import_file import ImportRefused, PreviewOutdated
from conference.models.release import NothingToRelease
from conference.refusals import Conflict, Refusal
from programme.imports.apply import parsed_schedule, store_upload
from programme.imports.kind import SCHEDULE
from programme.imports.plan import ScheduleChoices
from programme.imports.preview import preview_schedule
from programme.letters.compose import write
from programme.letters.edit import rewrite
from programme.letters.sending import cancel
from programme.models import Session
from programme.models.letter import LetterKind, LetterTemplate
from programme.timetable.actual_times import write_actual
from programme.timetable.saving import apply_shift, undo_plan, undo_shift
from programme.timetable.shift_plan import plan_of, sessions_of
from programme.timetable.shifting import MINUTE, Shift
from speakers.models import Speaker
from tests.factories import MORNING, in_six, make_conference, make_panel, make_session, release
from tests.programme.imports.schedules_of_others import as_json, event, make_camp, schedule
from tests.programme.letters.letters import make_reader, write_one
from tests.staff import browser_of, make_member
from tests.together import at_once, in_the_midst_of, the_one

pytestmark = pytest.mark.django_db(transaction=True)

LATER = MORNING + timedelta(hours=1)
TWENTY_MINUTES = Shift(20 * MINUTE)


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


# Releasing


def test_programme_that_three_release_at_once_is_one_revision():
    conference = make_conference()
    make_panel(conference)

    outcomes = at_once(lambda __: release(Conference.objects.get()))

    assert the_one(outcomes, NothingToRelease) == Release.objects.get()


# Schedules


@pytest.fixture
def camp():
    return make_camp()


@pytest.fixture
def member():
    return make_member("secretariat")


def hand_in(camp, member):
    content = as_json(schedule(event(1), event(2))).getvalue()
    return store_upload(SimpleUploadedFile("schedule.json", content), conference=camp, by=member, at=MORNING)


def taking(handed_in, camp, member):
    """The act of confirming what the preview of a file shows now."""
    seen = preview_schedule(parsed_schedule(handed_in), camp).fingerprint

    def act(__=None):
        row = ImportFile.objects.get(pk=handed_in.pk)  # of each who presses, for it holds the file open
        return apply_import(SCHEDULE, row, choices=ScheduleChoices(widen=True), seen=seen, by=member, at=MORNING)

    return act


def test_schedule_that_three_take_at_once_is_taken_once(camp, member):
    written = the_one(at_once(taking(hand_in(camp, member), camp, member)), ImportRefused)

    assert written > 0
    assert sorted(Session.objects.values_list("title_en", flat=True)) == ["Talk 1", "Talk 2"]
    assert AuditEntry.objects.filter(act="programme: import").count() == 1


def test_schedule_that_three_handed_in_is_taken_from_one_of_them(camp, member):
    acts = [taking(hand_in(camp, member), camp, member) for __ in range(3)]

    the_one(at_once(lambda number: acts[number]()), PreviewOutdated)

    assert Session.objects.count() == 2


def test_schedule_is_not_taken_over_a_session_that_somebody_is_writing(camp, member):
    taking(hand_in(camp, member), camp, member)()
    Session.objects.update(title_en="Talk")
    again = taking(hand_in(camp, member), camp, member)

    refused = in_the_midst_of(lambda: Session.objects.update(title_en="Talk of today"), again)

    assert type(refused) is PreviewOutdated
    assert set(Session.objects.values_list("title_en", flat=True)) == {"Talk of today"}


# The timetable


@pytest.fixture
def morning():
    conference = make_conference()
    return conference, [make_session(conference) for __ in range(2)]


def shifting(conference, first):
    """The act of confirming what the preview of a shift shows now."""
    seen = plan_of(conference, list(sessions_of(conference)), first, TWENTY_MINUTES).shown.token
    return lambda __=None: apply_shift(conference, first, TWENTY_MINUTES, seen=seen, by=None, at=MORNING)


def begins():
    return list(Session.objects.order_by("pk").values_list("starts_at", flat=True))


def test_shift_that_three_confirm_at_once_is_carried_out_once(morning):
    conference, (first, second) = morning

    the_one(at_once(shifting(conference, first)), Conflict)

    assert begins() == [first.starts_at, second.starts_at + 20 * MINUTE]
    assert AuditEntry.objects.filter(act="shift").count() == 2


def test_shift_is_not_carried_out_while_somebody_changes_the_days_of_the_conference(morning):
    conference, (first, second) = morning
    tomorrow = conference.ends_on + timedelta(days=1)

    refused = in_the_midst_of(
        lambda: Conference.objects.update(ends_on=tomorrow), shifting(Conference.objects.get(), first)
    )

    assert type(refused) is Conflict
    assert begins() == [first.starts_at, second.starts_at]


def test_shift_is_not_carried_out_over_times_that_somebody_is_writing(morning):
    conference, (first, second) = morning
    elsewhen = second.starts_at + 5 * MINUTE

    refused = in_the_midst_of(
        lambda: Session.objects.filter(pk=second.pk).update(starts_at=elsewhen), shifting(conference, first)
    )

    assert type(refused) is Conflict
    assert begins() == [first.starts_at, elsewhen]


def test_shift_that_three_put_back_at_once_is_put_back_once(morning):
    conference, (first, second) = morning
    shifting(conference, first)()
    seen = undo_plan(conference, list(sessions_of(conference))).shown.token

    the_one(at_once(lambda __: undo_shift(conference, seen=seen, by=None, at=LATER)), Conflict)

    assert begins() == [first.starts_at, second.starts_at]
    assert AuditEntry.objects.filter(act="put back times").count() == 2


def test_actual_times_that_three_write_at_once_are_news_once(morning):
    session = morning[1][0]
    moments = {"began_at": session.starts_at, "ended_at": None}

    news = at_once(lambda __: write_actual(session, moments, by=None, at=LATER))

    assert sorted(news) == [False, False, True]
    assert AuditEntry.objects.filter(act="actual times").count() == 1


# Rooms


def test_sessions_that_two_move_to_a_room_at_once_are_moved_once(morning):
    conference, sessions = morning
    room = conference.rooms.create(**in_six("name", "Chamber"))
    browsers = [browser_of(make_member("secretariat", name)) for name in ("a", "b")]
    sent = {
        "action": "move_to_room",
        "_selected_action": [session.pk for session in sessions],
        "room": room.pk,
        "chosen": "yes",
    }

    answers = at_once(lambda n: browsers[n].post("/en/admin/programme/session/", sent).status_code, people=2)

    assert answers == [302, 302]
    assert set(Session.objects.values_list("room", flat=True)) == {room.pk}
    assert AuditEntry.objects.filter(act="change", subject_type="programme.session").count() == 2


# Letters


def test_template_that_two_write_at_once_is_one(morning):
    browsers = [browser_of(make_member("secretariat", name)) for name in ("a", "b")]
    address = "/en/dialogue/letters/templates/confirmation/"
    page = browsers[0].get(address)
    assert page.status_code == 200
    sent = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    sent["subject_en"] = "Welcome"

    answers = at_once(lambda n: browsers[n].post(address, sent).status_code, people=2)

    assert answers == [302, 302]
    assert LetterTemplate.objects.get().subject_en == "Welcome"


def test_letter_is_not_worded_anew_while_somebody_cancels_it():
    letter = write_one(make_reader(make_conference()), LetterKind.CONFIRMATION)

    refused = in_the_midst_of(lambda: cancel(letter, by=None, at=LATER), lambda: rewrite(letter, by=None, at=LATER))

    assert type(refused) is Refusal
    assert not AuditEntry.objects.filter(act="letter: rewrite").exists()


def test_letters_are_written_beside_somebody_who_saves_a_speaker():
    """Writing letters holds the conference, to which the audit entry of the speaker points."""
    conference = make_conference()
    speaker = make_reader(conference)
    entry = {"act": "change", "subject": speaker, "by": None, "at": LATER, "conference": conference}

    written = in_the_midst_of(
        lambda: Speaker.objects.select_for_update().get(pk=speaker.pk),
        lambda: write(conference, LetterKind.CONFIRMATION, by=None, at=LATER),
        lambda: AuditEntry.objects.record(**entry),
    )

    assert [letter.speaker for letter in written.letters] == [speaker], written
    assert AuditEntry.objects.filter(act="change", subject_type="speakers.speaker").count() == 1
