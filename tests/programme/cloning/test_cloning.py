"""A conference is cloned: what comes along, what begins anew, and that the original stays as it is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.languages import columns
from conference.models import AuditEntry, Conference
from programme.cloning.clone import CLONED, CLONED_ROWS, USUAL, ClonePart, CloneRequest, clone
from programme.models import LetterSettings, Role, Session
from programme.release.content import content_of
from speakers.models import Delegation, Speaker, State
from tests.factories import DAY, MORNING, in_six, make_conference, make_panel, make_session, make_speaker, release
from tests.staff import browser_of, make_member
from translation.models import Text, Translation

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NEXT_YEAR = date(2013, 12, 4)
QUERIES = 143

# What is decided of each field: that it comes along, or that it does not. A new field needs a word here.
DECIDED = {
    "conference": "slug purpose original_language title short_title organ organ_session starts_on ends_on venue "
    "time_zone background objective expected_outcome cause_title cause_text cause_url contact_text contact_email "
    "contact_phone contact_url statement_hours_before statement_hours_after recording_hosts archived_at",
    "organizer": "conference role name description url position",
    "document": "conference type symbol title description url status original dated_on position",
    "documentversion": "document language kind url file format size sha256",
    "practicalsection": "conference heading text contact url",
    "documentofsession": "document session",
    "followupmeeting": "conference title description year starts_on url position",
    "room": "conference name position",
    "session": "conference slug kind title description room starts_at ends_at position number speaking_time "
    "after_presentations own_kind organized_by",
    "theme": "panel text position",
    "guidingquestion": "panel text position",
    "delegation": "conference kind state name regional_group mission_emails in_text_ar in_text_en of_fr of_ru of_es",
    "speaker": "conference precedence slug status status_at delegation courtesy_title name sort_name function "
    "affiliation biography protected displayed_name former_slug email correspondence_language time_zone "
    "pronunciation precedence_reason further_emails assistant_emails",
    "role": "session speaker kind position",
    "lettertemplate": "conference kind name subject body",
    "lettersettings": "conference sender signatory signatory_function remind_after_days",
}


@pytest.fixture
def user():
    return make_member("secretariat")


@pytest.fixture
def original(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_full(1)


def make_full(number, **fields):
    """A released conference with so many rows of each kind, which has taken place."""
    conference = make_conference(**in_six("background", "Background"), contact_url="https://example.org/", **fields)
    for place in range(number):
        conference.organizers.create(**in_six("name", f"Office {place}"))
        conference.documents.create(symbol=f"A/{place}", **in_six("title", "Document"))
        conference.follow_up_meetings.create(year=2013, **in_six("title", "Review"))
        room = conference.rooms.create(**in_six("name", "Hall"))
        delegation = conference.delegations.create(kind="media", **in_six("name", "Press"))
        panel = make_panel(conference, room=room, began_at=MORNING, ended_at=MORNING + timedelta(minutes=5))
        panel.guidingquestions.create(**in_six("text", "Question"))
        speaker = make_speaker(
            conference,
            delegation=delegation,
            consents_to_photograph=True,
            consents_to_recording=True,
            consents_to_indexing=True,
            photograph=default_storage.save("photographs/a.jpg", ContentFile(b"picture")),
        )
        panel.roles.create(speaker=speaker, kind="co-chair")
    release(conference)
    return conference


def cloned(original, user, parts=USUAL, **changes):
    asked = {"slug": "again", "starts_on": NEXT_YEAR, "time_zone": original.time_zone, "purpose": "dialogue", **changes}
    return clone(original, CloneRequest(**asked, parts=frozenset(parts)), by=user, at=MORNING)


def rows_of(conference):
    """All that is stored of a conference, whatever it is."""
    kinds = {kind.model: model_rows(kind.model, kind.way, conference) for kind in CLONED_ROWS}
    texts = list(Text.objects.filter(conference=conference).order_by("pk").values())
    states = list(Translation.objects.filter(text__conference=conference).order_by("pk").values())
    return list(Conference.objects.filter(pk=conference.pk).values()), kinds, texts, states, content_of(conference)


def model_rows(model, way, conference):
    return list(model._base_manager.filter(**{way: conference}).order_by("pk").values())


@pytest.mark.parametrize(
    "model", sorted(CLONED, key=lambda model: model._meta.model_name), ids=lambda model: model._meta.model_name
)
def test_each_field_is_decided_on(model):
    """Whoever adds a field says here that it comes along, or in `cloning.py` that it does not."""
    left = next((kind.left for kind in CLONED_ROWS if kind.model is model), ())
    own = {field.name for field in model._meta.concrete_fields if not hasattr(field, "translated_field")}

    assert own - {"id", *left} == set(DECIDED[model._meta.model_name].split())


def test_clone_is_the_same_programme_on_other_days(original, user):
    content = content_of(original)

    Speaker.objects.filter(conference=cloned(original, user)).update(status="confirmed")

    made = content_of(Conference.objects.get(slug="again"))
    for content_or_made in (content, made):
        _without_keys(content_or_made)
    session = made["sessions"][0]
    assert session.pop("starts_at") == "2013-12-04T15:00:00+00:00"  # 10 a.m. in winter
    assert (session.pop("began_at"), session.pop("ended_at")) == ("", "")
    for name in ("starts_at", "began_at", "ended_at", "ends_at"):
        content["sessions"][0].pop(name, None)
        session.pop(name, None)
    for name in ("slug", "starts_on", "ends_on"):
        content["conference"].pop(name)
    assert {name: made["conference"].pop(name) for name in ("slug", "starts_on", "ends_on")} == {
        "slug": "again",
        "starts_on": "2013-12-04",
        "ends_on": "2013-12-04",
    }
    speaker = {**content["speakers"][0], "photograph": "", "indexing": False, "recording": False}
    assert made == {**content, "speakers": [speaker]}


def _without_keys(value):
    if isinstance(value, list):
        for part in value:
            _without_keys(part)
    elif isinstance(value, dict):
        for name in ("id", "room_id"):
            value.pop(name, None)
        for part in value.values():
            _without_keys(part)


def test_letters_are_written_as_before_under_a_new_reference_and_remind_nobody_by_themselves(original, user):
    original.letter_templates.create(kind="own", name="Thanks", **in_six("subject", "Thanks"), **in_six("body", "Dear"))
    LetterSettings.objects.create(
        conference=original, reference="PGA/66", sender="Office", sends_reminders=True, **in_six("signatory", "Ana")
    )

    made = cloned(original, user)

    (template,) = made.letter_templates.all()
    assert (template.kind, template.name, template.body_fr) == ("own", "Thanks", "Dear (fr)")
    letterhead = made.letter_settings
    assert (letterhead.sender, letterhead.signatory_ru) == ("Office", "Ana (ru)")
    assert (letterhead.reference, letterhead.sends_reminders) == ("", False)


def test_original_stays_as_it_is(original, user):
    before = rows_of(original)

    cloned(original, user, parts=ClonePart.values)

    assert rows_of(original) == before


def test_nothing_that_happened_comes_along(original, user):
    made = cloned(original, user, parts=ClonePart.values)

    assert not made.releases.exists()
    assert not made.sessions.exclude(began_at=None, ended_at=None).exists()
    speaker = made.speakers.get()
    assert (speaker.status, speaker.status_at) == ("proposed", MORNING)
    assert not any((speaker.consents_to_photograph, speaker.consents_to_recording, speaker.consents_to_indexing))


@pytest.mark.parametrize("status", ["declined", "withdrawn"])
def test_who_did_not_come_is_not_proposed_unseen(original, user, status):
    original.speakers.update(status=status)

    assert cloned(original, user).speakers.get().status == status


def test_photograph_comes_along_as_a_file_of_its_own_if_that_is_ticked(original, user):
    kept = original.speakers.get().photograph

    made = cloned(original, user, parts=ClonePart.values).speakers.get().photograph

    assert made.name != kept.name
    with made.open("rb") as file:
        assert file.read() == b"picture"
    assert not cloned(original, user, slug="third").speakers.get().photograph


def test_photograph_whose_file_is_gone_is_left_out(original, user):
    default_storage.delete(original.speakers.get().photograph.name)

    photographs = [
        each.speakers.get().photograph for each in (original, cloned(original, user, parts=ClonePart.values))
    ]

    assert [bool(photograph) for photograph in photographs] == [True, False]


def test_protected_speaker_stays_protected_under_another_address(original, user):
    make_speaker(original, slug="participant-23456789ab", protected=True, **in_six("displayed_name", "A survivor"))

    survivor = cloned(original, user, parts=ClonePart.values).speakers.get(protected=True)

    assert survivor.slug.startswith("participant-")
    assert survivor.slug != "participant-23456789ab"
    assert survivor.displayed_name_en == "A survivor (en)"


def test_what_points_to_something_left_behind_points_to_nothing(original, user):
    made = cloned(original, user, parts=[ClonePart.SESSIONS, ClonePart.ROLES])

    assert made.sessions.get().room is None
    assert not made.speakers.exists()
    assert not Role.objects.filter(session__conference=made).exists()
    speaker = cloned(original, user, slug="third", parts=[ClonePart.SPEAKERS]).speakers.get()
    assert speaker.delegation is None


def test_texts_of_the_conference_stay_behind_if_they_are_not_ticked(original, user):
    made = cloned(original, user, parts=[])

    assert (made.title_ar, made.background_ar or "", made.contact_url) == ("Dialogue (ar)", "", "")
    assert cloned(original, user, slug="third").background_ar == "Background (ar)"


def test_sessions_keep_their_hours_in_another_zone(user):
    original = make_conference(ends_on=DAY + timedelta(days=2))
    make_session(original, starts_at=MORNING + timedelta(days=1), ends_at=MORNING + timedelta(days=1, hours=1))

    made = cloned(original, user, time_zone="Africa/Nairobi")

    session = made.sessions.get()
    assert session.starts_at == datetime(2013, 12, 5, 10, 0, tzinfo=ZoneInfo("Africa/Nairobi"))
    assert made.ends_on == date(2013, 12, 6)


def test_states_of_translations_come_along(original, user, django_capture_on_commit_callbacks):
    text = Text.objects.of(original, "title").get()
    text.translations.filter(language="fr").update(state="revised", by=user, revised_by=user, source_digest="older")
    Text.objects.of(original.sessions.get(), "title").get().translations.filter(language="ru").update(state="tentative")

    with django_capture_on_commit_callbacks(execute=True):
        made = cloned(original, user)

    french = Text.objects.of(made, "title").get().translations.get(language="fr")
    assert (french.state, french.by, french.revised_by, french.source_digest) == ("revised", user, user, "older")
    session = Text.objects.of(made.sessions.get(), "title").get()
    assert session.translations.get(language="ru").state == "tentative"
    assert session.group == f"session:{made.sessions.get().pk}"
    assert states(made) == states(original)


def states(conference):
    rows = Translation.objects.filter(text__conference=conference)
    return sorted(rows.values_list("text__subject_type", "text__field", "language", "state", "digest"))


def test_text_that_was_not_listed_is_found_in_the_clone(original, user):
    Session.objects.update(description_en="Written past the list", description_fr="Ainsi")

    made = cloned(original, user)

    listed = Text.objects.of(made.sessions.get(), "description").get()
    assert listed.translations.get(language="fr").state == "draft"


def test_state_has_the_name_of_the_new_dates(original, user):
    state = State.objects.create(
        iso3="TUR", iso2="TR", m49="792", status="member", region="asia", **in_six("name", "New")
    )
    in_some = in_six("name", "Old") | {"name_ru": "New (ru)"}  # as Cape Verde, which became another in English alone
    state.former_names.create(valid_until=date(2013, 1, 1), **in_some)
    Delegation.objects.add_states(original, State.objects.all())

    made = cloned(original, user)

    delegation = made.delegations.get(state=state)
    assert [getattr(delegation, column) for column in columns("name")] == list(in_six("name", "New").values())
    listed = Text.objects.of(delegation, "name").get().translations
    assert set(listed.values_list("state", "source_text")) == {("translated", "New (en)")}
    assert original.delegations.get(state=state).name_en == "Old (en)"


def test_clone_is_entered(original, user):
    made = cloned(original, user, parts=[ClonePart.ROOMS])

    entry = AuditEntry.objects.get(act="clone")
    assert (entry.subject_id, entry.by, entry.conference) == (str(made.pk), user, made)
    assert entry.detail == {"like": "dialogue", "parts": ["rooms"]}


@pytest.mark.parametrize("number", [1, 3])
def test_clone_asks_the_same_of_the_database_however_much_comes_along(settings, tmp_path, user, number):
    settings.MEDIA_ROOT = tmp_path
    original = make_full(number)

    with CaptureQueriesContext(connection) as queries:
        cloned(original, user)

    assert len(queries) == QUERIES


def test_name_that_the_secretariat_wrote_for_a_state_comes_along(original, user):
    state = State.objects.create(
        iso3="TUR", iso2="TR", m49="792", status="member", region="asia", **in_six("name", "New")
    )
    state.former_names.create(valid_until=date(2013, 1, 1), **in_six("name", "Old"))
    Delegation.objects.add_states(original, State.objects.all())
    original.delegations.filter(state=state).update(name_en="The Republic of Old")

    delegation = cloned(original, user).delegations.get(state=state)

    assert (delegation.name_en, delegation.name_fr) == ("The Republic of Old", "New (fr)")


def test_form_in_sentences_that_was_written_for_a_name_comes_along_unless_the_name_changes(original, user):
    state = State.objects.create(
        iso3="TUR", iso2="TR", m49="792", status="member", region="asia", **in_six("name", "New")
    )
    state.former_names.create(valid_until=date(2013, 1, 1), **in_six("name", "Old") | {"name_ru": "New (ru)"})
    Delegation.objects.add_states(original, State.objects.all())
    original.delegations.filter(state=state).update(of_ru="Нового", of_fr="du Vieux")

    delegation = cloned(original, user).delegations.get(state=state)

    assert (delegation.of_ru, delegation.of_fr) == ("Нового", "")


FORM = {
    "slug": "again",
    "starts_on": "2013-12-04",
    "time_zone": "America/New_York",
    "purpose": "rehearsal",
    "parts": ["sessions", "rooms"],
}


def press(user, sent):
    """Press "Clone" on the page as it is shown now."""
    client = browser_of(user)
    return client.post("/en/dialogue/clone/", {"seen": client.get("/en/dialogue/clone/").context["seen"], **sent})


def test_page_makes_the_clone_and_shows_its_timetable(original, user):
    response = press(user, FORM)

    assert response["Location"] == "/en/again/timetable/"
    made = Conference.objects.get(slug="again")
    assert (made.purpose, made.sessions.count(), made.speakers.count()) == ("rehearsal", 1, 0)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"slug": "dialogue"}, "already exists"),
        ({"slug": "admin"}, "This short name is used by the software itself"),
        ({"slug": "a b"}, "“a b” cannot be part of an address"),
        ({"slug": "a" * 61}, "at most 60 characters"),
        ({"starts_on": "9999-12-31"}, "Write a year"),
        ({"starts_on": "0001-01-01"}, "Write a year"),
        ({"starts_on": "soon"}, "“soon” is not understood as a day."),
        ({"time_zone": "Mars/Base"}, "is not a time zone"),
        ({"purpose": "party"}, "Select a valid choice"),
        ({"parts": ["everything"]}, "Select a valid choice"),
    ],
)
def test_impossible_clone_comes_back_and_makes_nothing(original, user, sent, words):
    response = press(user, {**FORM, **sent})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert Conference.objects.count() == 1


def test_hour_that_does_not_come_is_named(user):
    original = make_conference()
    night = datetime(2012, 4, 3, 6, 30, tzinfo=UTC)  # 2.30 a.m. in New York
    make_session(original, starts_at=night, ends_at=night + timedelta(hours=1))

    response = press(user, {**FORM, "starts_on": "2012-03-11"})

    assert response.status_code == 422
    assert "The clocks are changed on 11 March 2012: 2.30 a.m." in response.content.decode()
    assert Conference.objects.count() == 1


def test_session_that_would_end_before_it_begins_is_named(user):
    """It began before the clocks were put back and ended after, at an earlier time by the clock."""
    night = datetime(2012, 11, 4, 5, 45, tzinfo=UTC)  # 1.45 a.m. in New York, and half an hour later 1.15 a.m.
    original = make_conference(starts_on=date(2012, 11, 4), ends_on=date(2012, 11, 4))
    make_session(original, starts_at=night, ends_at=night + timedelta(minutes=30))

    response = press(user, FORM)

    assert response.status_code == 422
    assert "“Session 0 (en)” would end before it begins." in response.content.decode()
    assert Conference.objects.count() == 1


def test_who_may_not_add_conferences_finds_no_page(original):
    client = browser_of(make_member("co-chair"))

    assert client.get("/en/dialogue/clone/").status_code == 404
    assert client.post("/en/dialogue/clone/", FORM).status_code == 404
