"""A schedule is previewed and imported: what is written, what is left, and what stays as it was."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from conference.files.safe_open import FileRefused
from conference.imports.apply import apply_import
from conference.languages import CODES, texts
from conference.models import AuditEntry, ImportFile
from conference.models.import_file import ImportRefused
from floor.models import Floor
from programme.demo.dialogue_2012 import load_dialogue
from programme.exports.frab import guid_of
from programme.imports.apply import apply_schedule, parsed_schedule, store_upload
from programme.imports.existing import ExistingProgramme
from programme.imports.kind import SCHEDULE
from programme.imports.parse import parse_schedule
from programme.imports.plan import ConflictPolicy, ScheduleChoices, ScheduleItemKind
from programme.imports.preview import preview_schedule
from programme.models import ImportedFrom, Role, Session
from programme.release.content import content_of
from speakers.models import Speaker
from tests.constraints import refuses
from tests.factories import MORNING, in_six, make_conference, make_session, make_speaker, release
from tests.loading import load
from tests.programme.imports.schedules_of_others import FORMS, as_json, event, make_camp, schedule
from tests.staff import make_member
from translation.models import Text, Version

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SHARED = settings.BASE_DIR.parent / "shared" / "data" / "schedules"
ALL_IN = ScheduleChoices(widen=True, status=Speaker.Status.CONFIRMED)


def kinds(found):
    """How many parts are of each kind, without those of which there is none."""
    return {str(kind): number for kind, number in found.counts.items() if number}


def apply(found, conference, choices=ALL_IN):
    return apply_schedule(found, conference, choices=choices, at=MORNING)


def imported(*events, conference=None, choices=ALL_IN, **fields):
    """A conference into which such events were imported."""
    conference = conference or make_camp()
    apply(parse_schedule(as_json(schedule(*events, **fields))), conference, choices)
    return conference


def looked_at(conference, *events, **fields):
    return preview_schedule(parse_schedule(as_json(schedule(*events, **fields))), conference)


@pytest.mark.parametrize("form", FORMS)
def test_schedule_becomes_sessions_speakers_and_rooms(form):
    conference = make_camp()
    found = parse_schedule(FORMS[form](schedule(event(1), event(2, room="Meitner", type="Panel discussion"))))

    preview = preview_schedule(found, conference)
    written = apply(found, conference)

    assert (kinds(preview), written) == ({"new": 6}, 6)
    first, second = Session.objects.filter(conference=conference).order_by("pk")
    assert (first.title_en, first.kind, first.slug, first.room.name_en) == ("Talk 1", "meeting", "talk-1", "Curie")
    assert (first.starts_at, first.ends_at - first.starts_at) == (
        datetime(2019, 8, 21, 14, tzinfo=UTC),
        timedelta(minutes=45),
    )
    assert first.description_en == "First line of 1.\nSecond line.\n\nMore of 1\n\nand *stars*"
    assert (second.kind, second.number, second.room.name_en) == ("panel", 1, "Meitner")
    roles = Role.objects.values_list("session__slug", "speaker__name_en", "kind").order_by("pk")
    assert list(roles) == [("talk-1", "Person 1", "speaker"), ("talk-2", "Person 2", "panellist")]
    assert set(Speaker.objects.values_list("status", flat=True)) == {"confirmed"}
    assert texts(first, "title") == {code: "Talk 1" if code == "en" else "" for code in CODES}
    entry = AuditEntry.objects.get(act="programme: import")
    assert (entry.by, entry.conference, entry.detail["written"]) == (None, conference, 6)


@pytest.mark.parametrize("form", FORMS)
def test_same_file_again_changes_nothing(form):
    conference, said = make_camp(), schedule(event(1), event(2, guid=None, language="de"))
    apply(parse_schedule(FORMS[form](said)), conference)
    before = content_of(conference)

    preview = preview_schedule(parse_schedule(FORMS[form](said)), conference)

    assert kinds(preview) == {"unchanged": 5}
    with pytest.raises(ImportRefused, match="nothing to import"):
        apply(parse_schedule(FORMS[form](said)), conference)
    assert content_of(conference) == before


def test_changed_file_changes_only_what_changed():
    conference = imported(event(1), event(2))
    other = Session.objects.get(slug="talk-2")

    found = parse_schedule(as_json(schedule(event(1, title="Talk one", date="2019-08-21T17:00:00+02:00"), event(2))))
    preview = preview_schedule(found, conference)
    apply(found, conference)

    changed = preview.of(ScheduleItemKind.CHANGED)
    assert [(each.name, [one.label for one in each.differences]) for each in changed] == [
        ("Talk one", ["Title", "Times"])
    ]
    session = Session.objects.get(slug="talk-1")
    assert (session.title_en, session.starts_at.hour) == ("Talk one", 15)
    assert Session.objects.get(slug="talk-2").__dict__.keys() == other.__dict__.keys()
    words = Version.objects.filter(text__subject_id=session.pk, text__field="title").order_by("number")
    assert list(words.values_list("words", flat=True)) == ["Talk 1", "Talk one"]


def change_title(words):
    session = Session.objects.get(slug="talk-1")
    session.title_en = words
    session.save()


@pytest.mark.parametrize(
    ("theirs", "choice", "kept"),
    [
        ("Talk 1", ConflictPolicy.LEAVE, "Ours"),
        ("Talk 1", ConflictPolicy.NEWER, "Ours"),
        ("Talk 1", ConflictPolicy.ALL, "Talk 1"),
        ("Theirs", ConflictPolicy.LEAVE, "Ours"),
        ("Theirs", ConflictPolicy.NEWER, "Theirs"),
        ("Theirs", ConflictPolicy.ALL, "Theirs"),
    ],
)
def test_what_was_changed_here_stays_unless_chosen(theirs, choice, kept):
    conference = imported(event(1))
    change_title("Ours")
    found = parse_schedule(as_json(schedule(event(1, title=theirs), event(2))))

    preview = preview_schedule(found, conference)
    apply(found, conference, ScheduleChoices(conflicts=choice))

    (conflict,) = preview.of(ScheduleItemKind.CONFLICT)
    assert [(one.ours, one.theirs) for one in conflict.differences] == [("Ours", theirs)]
    assert Session.objects.get(slug="talk-1").title_en == kept


def test_text_goes_into_the_column_of_its_language():
    conference = imported(
        event(1, language="fr"), event(2, language="zh-CN"), event(3, language="de"), event(4, language=None)
    )

    found = {session.slug: session for session in conference.sessions.all()}
    assert [
        found["talk-1"].title_fr,
        found["talk-2"].title_zh_hans,
        found["talk-3"].title_en,
        found["talk-4"].title_en,
    ] == ["Talk 1", "Talk 2", "Talk 3", "Talk 4"]
    assert found["talk-1"].title_en is None or found["talk-1"].title_en == ""


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"duration": "00:00"}, "It ends when it begins or before."),
        ({"duration": "-00:30"}, "It ends when it begins or before."),
        ({"duration": "soon"}, "It has no duration that can be read."),
        ({"date": "some day", "start": ""}, "It has no date and time that can be read."),
        ({"date": "9999-12-31T23:00:00+00:00"}, "It has no date and time that can be read."),
        ({"title": " "}, "It has no title."),
        ({"title": "x" * 301}, "Title: The text has 301 characters; at most 300 are possible here."),
        ({"guid": event(1)["guid"]}, f"Another session of the file has the same identifier, {event(1)['guid']}."),
    ],
)
def test_bad_session_is_named_and_left_out(fields, why):
    conference = make_camp()
    found = parse_schedule(as_json(schedule(event(1), event(2, **fields))))

    preview = preview_schedule(found, conference)
    apply(found, conference)

    (bad,) = preview.of(ScheduleItemKind.REFUSED)
    assert bad.why == why
    assert [session.title for session in conference.sessions.all()] == ["Talk 1"]
    assert [speaker.name_en for speaker in conference.speakers.all()] == ["Person 1"]


def test_sessions_on_other_days_wait_for_wider_dates():
    conference = make_camp(ends_on="2019-08-21")
    late = event(2, date="2019-08-23T23:30:00+02:00", duration="01:30")
    found = parse_schedule(as_json(schedule(event(1), late)))

    preview = preview_schedule(found, conference)
    apply(found, conference, ScheduleChoices())

    assert [each.name for each in preview.of(ScheduleItemKind.OUTSIDE)] == ["Talk 2"]
    assert preview.outside == (date(2019, 8, 23), date(2019, 8, 24))
    assert conference.sessions.count() == 1
    apply(found, conference, ScheduleChoices(widen=True))
    conference.refresh_from_db()
    assert (conference.starts_on, conference.ends_on) == (date(2019, 8, 21), date(2019, 8, 24))
    assert conference.sessions.count() == 2


def test_sessions_gone_from_the_file_go_only_when_asked_and_without_a_record():
    conference = imported(event(1), event(2), event(3))
    Session.objects.filter(slug="talk-3").update(began_at=MORNING)
    found = parse_schedule(as_json(schedule(event(1), event(4))))

    preview = preview_schedule(found, conference)
    apply(found, conference, ScheduleChoices())
    assert [(each.name, each.is_removable) for each in preview.of(ScheduleItemKind.GONE)] == [
        ("Talk 2", True),
        ("Talk 3", False),
    ]
    assert conference.sessions.count() == 4

    apply(found, conference, ScheduleChoices(remove=True))
    assert sorted(conference.sessions.values_list("slug", flat=True)) == ["talk-1", "talk-3", "talk-4"]
    assert (
        not Text.objects.filter(subject_type="programme.session")
        .exclude(subject_id__in=conference.sessions.values("pk"))
        .exclude(document="")
        .exists()
    )


def test_nothing_is_written_where_something_is_kept_by_then_of_a_session_that_would_go(settings, tmp_path):
    """Its floor opens between the preview_schedule at the file and the removal."""
    settings.MEDIA_ROOT = tmp_path
    conference = imported(event(1), event(2))
    upload = SimpleUploadedFile("camp.json", as_json(schedule(event(1), event(3, room="Meitner"))).read())
    who = {"by": make_member("secretariat"), "at": MORNING}
    import_file = store_upload(upload, conference=conference, **who)
    seen, removing = (
        preview_schedule(parsed_schedule(import_file), conference).fingerprint,
        ScheduleChoices(remove=True),
    )

    def open_the_floor(_done, _whole):
        session, lasting = Session.objects.get(slug="talk-2"), {"speaking_time": timedelta(minutes=3)}
        Floor.objects.get_or_create(session=session, defaults=lasting)

    with pytest.raises(ImportRefused, match="Something is kept of a session that would be removed"):
        apply_import(
            SCHEDULE, import_file, choices=ScheduleChoices(remove=True), seen=seen, on_progress=open_the_floor, **who
        )

    assert sorted(conference.sessions.values_list("slug", flat=True)) == ["talk-1", "talk-2"]
    assert [room.name_en for room in conference.rooms.all()] == ["Curie"]
    assert ImportFile.objects.get().taken_at is None
    apply_import(SCHEDULE, import_file, choices=removing, seen=seen, **who)
    assert sorted(conference.sessions.values_list("slug", flat=True)) == ["talk-1", "talk-3"]


def test_session_longer_than_files_can_say_is_as_long_as_they_say(client):
    conference = make_conference()
    make_session(conference, starts_at=MORNING, ends_at=MORNING + timedelta(hours=120))
    release(conference)

    found = preview_schedule(parse_schedule(of_language(client, "en", "json", "dialogue")), conference)

    assert [(each.minutes, found.counts[ScheduleItemKind.UNCHANGED]) for each in found.schedule.events] == [
        (99 * 60 + 59, 1)
    ]


def test_identifier_means_the_row_that_it_was_kept_of_before_the_one_that_has_its_address_now():
    """A session whose short name went to another is still the one that the file of that time tells of."""
    conference = make_conference()
    first, second = make_session(conference, slug="renamed"), make_session(conference, slug="opening")
    key = str(guid_of("dialogue", "sessions", "opening"))
    assert ExistingProgramme(conference).find("session", key) == (second, None)

    kept = ImportedFrom.objects.create(conference=conference, schedule="dialogue", key=key, session=first)

    assert ExistingProgramme(conference).find("session", key) == (first, kept)


def test_people_come_and_go_as_the_file_says_and_ours_stay():
    conference = imported(event(1))
    session = Session.objects.get(slug="talk-1")
    own = conference.speakers.create(slug="own", name_en="Own")
    session.roles.create(speaker=own, kind="speaker", position=5)

    found = parse_schedule(as_json(schedule(event(1, persons=[{"id": 7, "public_name": "New"}]))))
    (changed,) = preview_schedule(found, conference).of(ScheduleItemKind.CHANGED)
    apply(found, conference)

    assert [(one.ours, one.theirs) for one in changed.differences] == [("Person 1", "New")]
    assert [role.speaker.name_en for role in session.roles.order_by("position")] == ["Own", "New"]
    assert kinds(preview_schedule(found, conference)) == {"unchanged": 3}


def test_overlap_in_a_room_is_told():
    conference = make_camp()

    preview = looked_at(
        conference, event(1), event(2, date="2019-08-21T16:30:00+02:00", start="16:30"), event(3, room="Meitner")
    )

    assert [(each.name, each.warnings) for each in preview.warned] == [
        ("Talk 2", ("It overlaps “Talk 1” in the same room.",))
    ]


def test_wrong_offset_and_other_zone_are_told():
    conference = make_camp(time_zone="America/New_York")

    preview = looked_at(conference, event(1), time_zone_name="UTC")

    assert len(preview.warnings) == 2
    assert "The time of 1 session is written with another offset than that of UTC" in preview.warnings[0]
    assert "The file is in the time zone UTC, the conference in America/New_York." in preview.warnings[1]


def test_rooms_are_found_by_name_and_two_with_one_guid_stay_two():
    conference = make_camp()
    room = conference.rooms.create(name_en="Curie")
    rooms = [{"name": name, "guid": "b379c473-93b9-4eae-9a09-d482e86cede3"} for name in ("Curie", "Meitner")]

    imported(event(1), event(2, room="Meitner"), conference=conference, rooms=rooms)

    assert [each.name_en for each in conference.rooms.all()] == ["Curie", "Meitner"]
    assert Session.objects.get(slug="talk-1").room == room


def of_language(client, code, form, slug="human-trafficking-2012"):
    return BytesIO(client.get(f"/{code}/{slug}/schedule.{form}").content)


@pytest.fixture
def dialogue(db):
    load("load_states")
    conference = load_dialogue()
    release(conference)
    return conference


@pytest.mark.parametrize("form", ["json", "xml"])
def test_our_own_files_in_six_languages_come_back_whole(client, dialogue, form):
    again = make_conference(slug="again", starts_on=dialogue.starts_on, ends_on=dialogue.ends_on)

    for code in ("en", *(code for code in CODES if code != "en")):
        apply(parse_schedule(of_language(client, code, form)), again)

    release(again)
    for code in CODES:
        expected = [carried(each) for each in events(client, code, "human-trafficking-2012")]
        assert [carried(each) for each in events(client, code, "again")] == expected
    assert again.sessions.count() == dialogue.sessions.count()
    assert again.rooms.count() == 1


def events(client, code, slug):
    days = json.load(of_language(client, code, "json", slug))["schedule"]["conference"]["days"]
    return [each for day in days for room in day["rooms"].values() for each in room]


def carried(event):
    """What a file says of a session, without addresses, identifiers and its room, for which a break has the venue."""
    names = ("date", "duration", "title", "subtitle", "type", "language", "abstract", "description")
    return {**{name: event[name] for name in names}, "persons": [one["public_name"] for one in event["persons"]]}


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("code", CODES)
def test_our_own_file_changes_nothing_where_it_came_from(client, dialogue, code, form):
    if code != "en":  # a text that is missing is given in the original language
        Session.objects.filter(slug="panel-1").update(**{f"title_{code.replace('-', '_')}": ""})
        release(dialogue)

    preview = preview_schedule(parse_schedule(of_language(client, code, form)), dialogue)

    assert kinds(preview) == {"unchanged": len(preview.items)}
    assert preview.warnings == ()
    assert ImportedFrom.objects.count() == 0


@pytest.mark.parametrize(("name", "sessions"), [("frab-camp2019.json", 79), ("pretalx-democon.json", 36)])
@pytest.mark.parametrize("form", FORMS)
def test_schedules_of_real_conferences_import_and_release(client, name, sessions, form):
    if not SHARED.is_dir():
        pytest.skip("the schedules of real conferences (shared/data/schedules) are not beside the repository")
    said = json.loads((SHARED / name).read_text())["schedule"]
    conference = make_camp(slug="real", starts_on=said["conference"]["start"], ends_on=said["conference"]["end"])

    found = parse_schedule(FORMS[form](deepcopy(said)))
    apply(found, conference)
    release(conference)

    assert kinds(preview_schedule(found, conference)) == {"unchanged": sessions + len(found.people) + len(found.rooms)}
    assert conference.sessions.count() == sessions
    assert client.get("/en/real/").status_code == 200
    assert len(client.get("/en/real/schedule.json").content) > 10_000


def test_protected_speaker_is_known_by_the_former_address_and_left_alone(client):
    conference = make_conference()
    session = make_session(conference)
    speaker = make_speaker(conference, slug="jane-roe", name_en="Jane Roe")
    session.roles.create(speaker=speaker, kind="speaker")
    release(conference)
    file = parse_schedule(of_language(client, "en", "json", "dialogue"))
    fields = {"slug": "participant-2b3c4d5e6f", "former_slug": "jane-roe", **in_six("displayed_name", "A survivor")}
    Speaker.objects.filter(pk=speaker.pk).update(protected=True, name_en="Jane R.", **fields)

    found = preview_schedule(file, conference)

    (item,) = (each for each in found.items if each.part == "speaker")
    assert (item.row, item.kind, item.name) == (speaker, ScheduleItemKind.UNCHANGED, "A survivor (en)")
    assert item.warnings == ("This speaker is protected: the file changes nothing here.",)
    assert found.to_apply(ScheduleChoices(conflicts=ConflictPolicy.ALL)) == []


def test_namesake_of_somebody_here_is_told():
    conference = make_camp()
    make_speaker(conference, name_en="Person 1")

    (item,) = (each for each in looked_at(conference, event(1)).items if each.part == "speaker")

    assert item.warnings == ("A speaker of this name is here already, who is not known to be the same.",)


def origin(conference, **parts):
    return ImportedFrom.objects.create(conference=conference, schedule="camp", key="one", **parts)


def test_origin_is_of_one_part():
    conference = make_conference()
    parts = {"session": make_session(conference), "room": conference.rooms.create(name_en="Room")}

    assert refuses(origin, conference)
    assert refuses(origin, conference, **parts)
    assert not refuses(origin, conference, session=parts["session"])
    assert not refuses(origin, conference, room=parts["room"])


@pytest.mark.parametrize("part", ["session", "speaker", "room"])
def test_identifier_is_of_one_row_of_a_kind_in_a_conference(part):
    first, second = make_conference(), make_conference(slug="other")

    def row(conference):
        makers = {"session": make_session, "speaker": make_speaker}
        return makers[part](conference) if part in makers else conference.rooms.create(name_en="Room")

    origin(first, **{part: row(first)})

    assert refuses(origin, first, **{part: row(first)})
    assert not refuses(origin, second, **{part: row(second)})


def test_hour_that_the_clocks_leave_out_still_ends_after_it_begins():
    conference = make_camp(starts_on="2019-03-31", ends_on="2019-03-31")
    found = schedule(days=[("2019-03-31", {"Curie": [event(1, date="", start="02:30")]})])
    found["conference"]["days"][0]["day_start"] = ""  # so that the times are by the clock of the zone

    apply(parse_schedule(as_json(found)), conference)

    session = conference.sessions.get()
    assert session.ends_at - session.starts_at == timedelta(minutes=45)


@pytest.mark.parametrize(
    ("day", "fields"),
    [("2019-08-21", {"url": "http://[x", "generator": {"name": "Rostrum"}}), ("9999-12-31", {})],
)
def test_odd_dates_and_addresses_are_the_fault_of_a_file_and_not_ours(day, fields):
    found = schedule(days=[(day, {"Curie": [event(1, date="", start="01:00")]})]) | fields

    assert sum(preview_schedule(parse_schedule(as_json(found)), make_camp()).counts.values()) > 0


def test_panel_with_endless_themes_is_refused():
    found = schedule(event(1, description="\n".join(["– theme"] * 600)))
    found["generator"] = {"name": "Rostrum"}

    with pytest.raises(FileRefused, match="too many parts"):
        parse_schedule(as_json(found))
