"""Small files that were once imported wrongly, each by its number in tests/cases."""

import codecs
import json
from datetime import UTC, datetime
from io import BytesIO

import html5lib
import pytest
from django.conf import settings
from django.utils.translation import override

from conference.documents.document import EntryBlock
from conference.files.safe_open import FileRefused
from conference.languages import CODES
from programme.exports.documents import programme_document
from programme.imports.apply import apply_schedule
from programme.imports.html_texts import plain_text
from programme.imports.parse import parse_schedule
from programme.imports.plan import ScheduleChoices, ScheduleItemKind
from programme.imports.preview import preview_schedule
from programme.imports.times import TimeReader
from programme.models import ImportedFrom, Session
from programme.release.programme import Programme
from speakers.courtesy_titles import split_name
from tests.factories import MORNING, in_six, make_conference, make_session, release
from tests.pages import page
from tests.programme.imports.schedules_of_others import as_json, event, make_camp, schedule
from translation.texts.index import digest_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CASES = settings.BASE_DIR / "tests" / "cases"


def content(name):
    return (CASES / name).read_bytes()


def read(name):
    return parse_schedule(BytesIO(content(name)))


def make_case(**fields):
    """A conference of the days and, where nothing else is said, the zone of most cases."""
    return make_camp(**{"starts_on": "2024-11-03", "ends_on": "2024-11-04", **fields})


def import_into(conference, found, **choices):
    return apply_schedule(found, conference, choices=ScheduleChoices(**choices), at=MORNING)


def times(conference):
    """{title: (begin, end)} of the sessions in the conference's zone, as "2024-11-03 12:00"."""
    return {
        session.title_en: tuple(
            f"{moment.astimezone(conference.zone):%Y-%m-%d %H:%M}" for moment in (session.starts_at, session.ends_at)
        )
        for session in conference.sessions.all()
    }


@pytest.mark.parametrize(
    ("change", "day"),
    [("06:00", "2024-11-04"), ("06:00:00", "2024-11-04"), ("00:00", "2024-11-03"), ("", "2024-11-03")],
)
def test_case_01_day_of_the_programme_runs_until_the_day_change(change, day):
    conference = make_case()
    words = content("01-day-change.xml").replace(b"06:00", change.encode())

    import_into(conference, parse_schedule(BytesIO(words)))

    assert times(conference) == {
        "Opening": ("2024-11-03 12:00", "2024-11-03 12:30"),
        "Night sitting": (f"{day} 00:00", f"{day} 01:00"),
    }


def test_case_02_duration_with_seconds():
    conference = make_case()

    found = read("02-duration-with-seconds.json")
    import_into(conference, found)

    assert times(conference) == {
        "Session 1": ("2024-11-03 10:00", "2024-11-03 10:45"),
        "Session 2": ("2024-11-03 12:00", "2024-11-03 13:30"),
    }
    assert [each.warnings for each in found.events] == [(), ()]


@pytest.mark.parametrize(
    ("duration", "minutes", "warning"),
    [
        ("1:00:00", 24 * 60, "Its duration, 1:00:00, can mean days or seconds; it was read as 24 h 0 min."),
        ("01:00:00", 60, "Its duration, 01:00:00, can mean days or seconds; it was read as 1 h 0 min."),
        ("00:20:00", 20, "Its duration, 00:20:00, can mean days or seconds; it was read as 0 h 20 min."),
    ],
)
def test_case_02_duration_that_can_mean_both_is_told(duration, minutes, warning):
    (found,) = parse_schedule(as_json(schedule(event(1, duration=duration)))).events

    assert (found.minutes, found.warnings) == (minutes, (warning,))


def test_case_02_duration_that_can_mean_both_is_read_as_the_others_of_its_file():
    found = parse_schedule(as_json(schedule(event(1, duration="1:00:00"), event(2, duration="0:45:00")))).events

    assert [(each.minutes, each.warnings) for each in found] == [(60, ()), (45, ())]


def test_case_03_flat_list_of_events_is_read():
    conference = make_case()

    import_into(conference, read("03-version-2-flat.json"))

    session = conference.sessions.get()
    assert times(conference) == {"Session 1": ("2024-11-03 10:00", "2024-11-03 10:45")}
    assert (session.room.name_en, [role.speaker.name_en for role in session.roles.all()]) == ("Hall", ["Jane Roe"])


def test_case_03_text_in_several_languages_is_that_of_the_event():
    found = json.loads(content("03-version-2-flat.json"))
    found["schedule"]["events"][0] |= {"abstract": {"de": "Hallo", "en": "Hello"}, "description": {"de": "Mehr"}}

    (one,) = parse_schedule(BytesIO(json.dumps(found).encode())).events

    assert one.description == "Hello\n\nMehr"


def test_case_03_session_that_is_in_the_file_is_never_announced_as_gone():
    conference = make_case()
    import_into(conference, read("03b-version-1-of-the-same.json"))

    found = read("03-version-2-flat.json")
    preview = preview_schedule(found, conference)

    assert (preview.counts[ScheduleItemKind.GONE], preview.counts[ScheduleItemKind.CHANGED]) == (0, 1)
    import_into(conference, found, remove=True)
    assert conference.sessions.get().roles.get().speaker.name_en == "Jane Roe"


def test_case_03_session_in_both_lists_is_read_once():
    found = json.loads(content("03-version-2-flat.json"))
    other = json.loads(content("03b-version-1-of-the-same.json"))
    found["schedule"]["conference"]["days"] = other["schedule"]["conference"]["days"]

    (one,) = parse_schedule(BytesIO(json.dumps(found).encode())).events

    assert (one.title, one.faults) == ("Session 1", ())


@pytest.mark.parametrize("days", [[], [{"date": "2019-08-21"}], [{"date": "2019-08-21", "rooms": {"Curie": []}}]])
def test_case_03_file_without_a_session_is_refused(days):
    with pytest.raises(FileRefused, match=r"^No session was found in this file\.$"):
        parse_schedule(as_json(schedule(event(1)) | {"conference": {"acronym": "camp2019", "days": days}}))


@pytest.mark.parametrize(
    "rooms", [[{"name": "Meitner", "events": [event(2)]}], {"Meitner": {"2": event(2)}}, {"Meitner": ["2"]}]
)
def test_case_03_nothing_is_removed_by_a_file_of_which_parts_cannot_be_read(rooms):
    conference = make_camp()
    import_into(conference, parse_schedule(as_json(schedule(event(1), event(2)))))
    days = [("2019-08-21", {"Curie": [event(1)]}), ("2019-08-22", rooms)]

    preview = preview_schedule(parse_schedule(as_json(schedule(days=days))), conference)

    assert preview.counts[ScheduleItemKind.UNCHANGED] == 3
    assert preview.counts[ScheduleItemKind.GONE] == 0
    assert preview.warnings == ("Parts of this file cannot be read, so that no session is offered for removal.",)


def test_case_03_session_whose_identifier_is_another_now_stays():
    conference = make_camp()
    import_into(conference, parse_schedule(as_json(schedule(event(1), event(2)))))

    preview = preview_schedule(parse_schedule(as_json(schedule(event(1, guid="another")))), conference)

    assert [(each.name, each.is_removable, each.why) for each in preview.of(ScheduleItemKind.GONE)] == [
        ("Talk 1", False, "The file has a session of this title with another identifier; this one stays."),
        ("Talk 2", True, ""),
    ]


def test_case_04_end_and_iso_8601_in_place_of_a_duration():
    conference = make_case()

    import_into(conference, read("04-end-instead-of-duration.json"))

    assert times(conference) == {
        "Session 1": ("2024-11-03 10:00", "2024-11-03 10:45"),
        "Session 2": ("2024-11-03 12:00", "2024-11-03 12:45"),
    }


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        ({"duration": "P1DT2H"}, 26 * 60),
        ({"duration": "PT90M"}, 90),
        ({"duration": "PT1H30M15S"}, 90),
        ({"duration": "-PT5M"}, -5),
        ({"duration": "P"}, None),
        ({"duration": "PT"}, None),
        ({"end": "16:30"}, 30),
        ({"end": "01:00"}, 9 * 60),
        ({"end": "2019-08-21T16:20:00"}, 20),
        ({"end": "2019-08-21T14:20:00Z"}, 20),
        ({"end": "2019-08-21T15:00:00+02:00"}, -60),
        ({"end": "9999-12-31T23:59:00-12:00"}, None),
        ({"end": "late"}, None),
    ],
)
def test_case_04_ends_and_durations(fields, minutes):
    reader = TimeReader({}, "Europe/Berlin", [])

    starts_at = datetime(2019, 8, 21, 14, tzinfo=UTC).astimezone(reader.zone)

    assert reader.minutes(fields, starts_at) == minutes


GIVEN_UP = {
    "as in the case": lambda found: found,
    "an empty list": lambda found: found["days"][0]["rooms"].update(A=[]),
    "not named": lambda found: found["rooms"].pop(0),
    "no identifiers": lambda found: found.pop("rooms"),
}


@pytest.mark.parametrize("form", GIVEN_UP)
def test_case_29_room_that_is_given_up(form):
    conference = make_case()
    found = json.loads(content("29-room-given-up-first.json"))
    if form == "no identifiers":
        del found["schedule"]["conference"]["rooms"]
    import_into(conference, parse_schedule(BytesIO(json.dumps(found).encode())))
    found = json.loads(content("29-room-given-up-then.json"))
    GIVEN_UP[form](found["schedule"]["conference"])

    found = parse_schedule(BytesIO(json.dumps(found).encode()))
    preview = preview_schedule(found, conference)
    import_into(conference, found)

    assert preview.counts[ScheduleItemKind.CONFLICT] == 0
    (changed,) = preview.of(ScheduleItemKind.CHANGED)
    assert [(one.label, one.ours, one.theirs) for one in changed.differences] == [("Room", "A", "B")]
    assert {session.title_en: session.room.name_en for session in conference.sessions.all()} == {
        "Session 1": "B",
        "Session 2": "B",
    }


def test_case_29_room_that_was_changed_here_is_still_told():
    conference = make_case()
    import_into(conference, read("29-room-given-up-first.json"))
    session = conference.sessions.get(title_en="Session 1")
    session.room = conference.rooms.create(name_en="C")
    session.save()

    preview = preview_schedule(read("29-room-given-up-then.json"), conference)

    (conflict,) = preview.of(ScheduleItemKind.CONFLICT)
    assert [(one.label, one.ours, one.theirs) for one in conflict.differences] == [("Room", "C", "B")]


def test_case_06_clock_and_offset_differ():
    conference = make_camp(starts_on="2017-08-05", ends_on="2017-08-05", time_zone="America/Toronto")

    preview = preview_schedule(read("06-clock-and-offset-differ.xml"), conference)

    assert [each.warnings for each in preview.warned] == [
        ("The file gives 10 a.m. as its time of day, but its moment is 6 a.m. in Toronto, which was read.",)
    ]


@pytest.mark.parametrize("zone", ["Europe/London", "UTC"])
def test_case_06_clock_that_is_that_of_the_moment_is_no_matter(zone):
    conference = make_camp(starts_on="2017-08-05", ends_on="2017-08-05", time_zone=zone)

    warned = preview_schedule(read("06-clock-and-offset-differ.xml"), conference).warned

    assert len(warned) == (zone == "Europe/London")


def test_case_28_titles_in_names():
    conference = make_case(time_zone="America/New_York")

    preview = preview_schedule(read("28-titles-in-names-and-zone-alias.json"), conference)
    import_into(conference, preview.schedule)

    speakers = conference.speakers.order_by("pk").values_list("courtesy_title_en", "name_en", "slug")
    assert list(speakers) == [("H.E. Ms.", "Jane Roe", "jane-roe"), ("Prof. Dr.", "John Doe", "john-doe")]
    again = preview_schedule(preview.schedule, conference)
    assert again.counts[ScheduleItemKind.UNCHANGED] == len(again.items)


def test_case_28_zone_that_has_two_names_is_no_other_zone():
    found = read("28-titles-in-names-and-zone-alias.json")

    alias = preview_schedule(found, make_case(time_zone="America/New_York"))
    other = preview_schedule(found, make_case(slug="other", time_zone="America/Chicago"))

    assert alias.warnings == ()
    assert len(other.warnings) == 1


def test_case_28_title_that_the_file_has_now_goes_to_its_column():
    conference = make_camp()
    import_into(conference, parse_schedule(as_json(schedule(event(1, persons=[{"id": 7, "public_name": "Jane Roe"}])))))

    found = parse_schedule(as_json(schedule(event(1, persons=[{"id": 7, "public_name": "H.E. Ms. Jane Roe"}]))))
    import_into(conference, found)

    assert conference.speakers.values_list("courtesy_title_en", "name_en").get() == ("H.E. Ms.", "Jane Roe")
    assert preview_schedule(found, conference).counts[ScheduleItemKind.UNCHANGED] == 3


def test_case_28_title_that_an_earlier_import_left_in_the_name_is_moved_by_the_next():
    conference = make_case(time_zone="America/New_York")
    found = read("28-titles-in-names-and-zone-alias.json")
    import_into(conference, found)
    conference.speakers.filter(slug="jane-roe").update(courtesy_title_en="", name_en="H.E. Ms. Jane Roe")

    preview = preview_schedule(found, conference)
    import_into(conference, found)

    (changed,) = preview.of(ScheduleItemKind.CHANGED)
    assert [(one.label, one.ours, one.theirs) for one in changed.differences] == [("Courtesy title", "", "H.E. Ms.")]
    speaker = conference.speakers.get(slug="jane-roe")
    assert (speaker.courtesy_title_en, speaker.name_en) == ("H.E. Ms.", "Jane Roe")
    again = preview_schedule(found, conference)
    assert again.counts[ScheduleItemKind.UNCHANGED] == len(again.items)


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        ("en", "H.E. Mr. Dr. A. Roe", ("H.E. Mr. Dr.", "A. Roe")),
        ("en", "M. Cherif Bassiouni", ("", "M. Cherif Bassiouni")),
        ("en", "Drew Mistral", ("", "Drew Mistral")),
        ("en", "Dr.", ("", "Dr.")),
        ("en", "HE Mr. A. Roe", ("HE Mr.", "A. Roe")),
        ("en", "H.E Ambassador A. Roe", ("H.E Ambassador", "A. Roe")),
        ("en", "He Example", ("", "He Example")),
        ("en", "HE EXAMPLE", ("", "HE EXAMPLE")),
        ("fr", "M. M. Cherif Bassiouni", ("M.", "M. Cherif Bassiouni")),
        ("fr", "S.E. Mme Jane Roe", ("S.E. Mme", "Jane Roe")),
        ("es", "Excma. Sra. Jane Roe", ("Excma. Sra.", "Jane Roe")),
        ("ru", "Ее Превосходительство г-жа Джейн Роу", ("Ее Превосходительство г-жа", "Джейн Роу")),
        ("ar", "سعادة السيدة جين رو", ("سعادة السيدة", "جين رو")),
        ("zh-hans", "简·罗女士阁下", ("女士阁下", "简·罗")),
        ("zh-hans", "简·罗", ("", "简·罗")),
    ],
)
def test_case_28_titles_of_six_languages(code, words, expected):
    assert split_name(words, code) == expected


def test_case_08_html_in_texts():
    conference = make_case(time_zone="Europe/Brussels")

    import_into(conference, read("08-html-in-texts.xml"))

    assert dict(conference.sessions.values_list("title_en", "description_en")) == {
        "Opening": "Welcome & introduction.\n\nFirst\nSecond",
        "Figures": "Values a < b and b > c stay as they are.",
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Q&amp;A with a < b", "Q&A with a < b"),
        ("if a <b and b> c", "if a <b and b> c"),
        ("Write &lt;p&gt; for a paragraph", "Write &lt;p&gt; for a paragraph"),
        ("First<br/>second<BR>third", "First\nsecond\nthird"),
        ("One <em>line</em>.\n\nAnother <b>line</b>.", "One line.\n\nAnother line."),
        ("<p>One\nline.</p>\r\n<p>Another\nline.</p>", "One line.\n\nAnother line."),
        ('See <a href="https://example.org/?a=1&amp;b=2">here</a>.', "See here (https://example.org/?a=1&b=2)."),
        ('<a class=x href="https://example.org">https://example.org</a>', "https://example.org"),
        ("<p>Text</p><script>alert('<p>')</script><!-- <p>no</p> -->", "Text"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        (None, None),
    ],
)
def test_case_08_texts_become_plain(words, expected):
    assert plain_text(words) == expected


def test_case_08_what_was_imported_with_its_tags_loses_them_with_the_next_import():
    conference = make_camp()
    import_into(conference, parse_schedule(as_json(schedule(event(1, abstract="Text", description="")))))
    kept = conference.sessions.get().imported_from.get()
    Session.objects.update(description_en="<p>Text</p>")
    kept.said["description.en"] = digest_of("<p>Text</p>")
    kept.save()

    import_into(conference, parse_schedule(as_json(schedule(event(1, abstract="<p>Text</p>", description="")))))

    assert conference.sessions.get().description_en == "Text"


@pytest.mark.parametrize("before", [b"", b"\n", b" \r\n\r\n", codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\n"])
def test_case_21_blank_lines_before_the_declaration(before):
    words = content("21-blank-line-before-declaration.xml").lstrip()

    (found,) = parse_schedule(BytesIO(before + words)).events

    assert found.title == "Opening"


def test_case_21_damage_is_told_with_the_line_of_the_file():
    words = content("21-blank-line-before-declaration.xml").replace(b"</schedule>", b"")

    with pytest.raises(FileRefused, match=r"\(line 4\)"):
        parse_schedule(BytesIO(words))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (content("21b-a-calendar-by-mistake.json"), "This is a calendar, not a schedule; upload"),
        (codecs.BOM_UTF8 + b"\nbegin:vcalendar\n", "This is a calendar, not a schedule; upload"),
        (b"%PDF-1.7", "This is not a schedule that can be read"),
        (b"name,title\nJane,Ms.\n", "This is not a schedule that can be read"),
        (b"<!DOCTYPE html>\n<html></html>", "This is not a schedule that can be read"),
    ],
)
def test_case_21_other_file_by_mistake_is_no_damage(words, sentence):
    with pytest.raises(FileRefused, match=sentence):
        parse_schedule(BytesIO(words))


@pytest.mark.parametrize("form", ["json", "xml"])
def test_case_24_venue_in_our_own_file_is_no_room(client, form):
    conference = make_conference(**in_six("venue", "Headquarters"))
    make_session(conference)
    make_session(conference, room=conference.rooms.create(**in_six("name", "Room")))
    release(conference)

    found = parse_schedule(BytesIO(client.get(f"/en/dialogue/schedule.{form}").content))

    assert [bool(each.room) for each in found.events] == [False, True]
    assert list(found.rooms.values()) == ["Room (en)"]
    assert preview_schedule(found, conference).counts[ScheduleItemKind.UNCHANGED] == 3


def test_case_24_session_of_our_own_file_of_before_is_still_known_to_be_gone():
    """Its origin names the acronym with hyphens, as our files had it once."""
    conference, generator = make_camp(), {"generator": {"name": "Rostrum"}}
    former = schedule(event(1), event(2), acronym="a-dialogue-2012") | generator
    import_into(conference, parse_schedule(BytesIO(json.dumps(former).encode())))
    assert set(ImportedFrom.objects.values_list("schedule", flat=True)) == {"a-dialogue-2012"}

    found = schedule(event(1), acronym="a_dialogue_2012") | generator
    preview = preview_schedule(parse_schedule(BytesIO(json.dumps(found).encode())), conference)

    assert [each.name for each in preview.of(ScheduleItemKind.GONE)] == ["Talk 2"]


@pytest.mark.parametrize("code", CODES)
def test_case_09_end_of_a_session_over_two_days_is_said_on_pages_and_in_files(client, code):
    conference = make_case()
    found = read("09-session-over-two-days.json")
    with override(code):
        preview = preview_schedule(found, conference)
    import_into(conference, found)
    release(conference)

    words = " ".join("".join(html5lib.parse(page(client, f"/{code}/camp/")).itertext()).split())
    with override(code):
        paper = programme_document(Programme(conference.releases.get().content), code, conference.releases.get())

    said = TWO_DAYS[code]
    assert said in words
    assert said in [block.when.replace("\xa0", " ") for block in paper.blocks if isinstance(block, EntryBlock)]
    assert preview.items[0].when.replace("\xa0", " ").endswith(said)
    if code == "en":
        assert "9 p.m. to midnight" in words
        assert "midnight to 1 a.m." in words


TWO_DAYS = {
    "ar": "من 10:00 إلى 4 تشرين الثاني/نوفمبر، الساعة 22:00",
    "zh-hans": "10:00至11月4日22:00",
    "en": "10 a.m. to 4 November, 10 p.m.",
    "fr": "de 10 h au 4 novembre à 22 h",
    "ru": "10:00 – 4 ноября, 22:00",
    "es": "de 10:00 al 4 de noviembre a las 22:00",
}


def test_case_09_calendar_ends_on_the_second_day(client):
    conference = make_case()
    import_into(conference, read("09-session-over-two-days.json"))
    release(conference)

    calendar = client.get("/en/camp/programme.ics").content.decode()

    assert "DTEND;TZID=Europe/Berlin:20241104T220000" in calendar
