from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from conference.languages import columns
from conference.models import AuditEntry
from speakers.models import Delegation, FormerName, Speaker, State
from tests.constraints import refuses
from tests.factories import in_six, make_conference, make_speaker
from tests.loading import load

pytestmark = pytest.mark.django_db

NOON = datetime(2012, 3, 1, 17, 0, tzinfo=UTC)
CODES = {"iso3": "FRA", "iso2": "FR", "m49": "250"}


def make_state(**fields):
    return State.objects.create(
        **{**CODES, "status": "member", "region": "europe", **in_six("name", "State"), **fields}
    )


@pytest.mark.parametrize("code", CODES)
def test_code_of_a_state_is_its_own(code):
    make_state()
    make_state(iso3="DEU", iso2="DE", m49="276")

    assert refuses(make_state, **{"iso3": "ITA", "iso2": "IT", "m49": "380", code: CODES[code]})


def test_state_has_one_former_name_until_a_day():
    state = make_state()
    state.former_names.create(valid_until=date(2012, 1, 1))
    state.former_names.create(valid_until=date(2013, 1, 1))

    assert refuses(state.former_names.create, valid_until=date(2013, 1, 1))


def test_state_has_the_name_that_was_in_use_on_a_day():
    state = make_state()
    for year in (2014, 2012):
        state.former_names.create(valid_until=date(year, 6, 1), **in_six("name", f"Until {year}"))

    days = [date(2012, 1, 1), date(2012, 6, 1), date(2012, 6, 2), date(2015, 1, 1)]
    assert [state.names_on(day)["fr"] for day in days] == [
        "Until 2012 (fr)",
        "Until 2012 (fr)",
        "Until 2014 (fr)",
        "State (fr)",
    ]


def test_state_has_one_delegation_at_a_conference_and_others_may_have_no_state():
    conference, state = make_conference(), make_state()
    conference.delegations.create(kind="states", state=state)
    make_conference(slug="other").delegations.create(kind="states", state=state)
    for _ in range(2):
        conference.delegations.create(kind="media")

    assert refuses(conference.delegations.create, kind="states", state=state)


def test_delegation_of_a_state_is_of_that_kind():
    conference, state = make_conference(), make_state()
    conference.delegations.create(kind="states", state=state)
    conference.delegations.create(kind="states")

    assert refuses(make_conference(slug="other").delegations.create, kind="media", state=state)


def test_state_with_a_delegation_is_kept():
    state = make_state()
    make_conference().delegations.create(kind="states", state=state)

    with pytest.raises(ProtectedError):
        state.delete()


def test_short_name_of_a_speaker_is_unique_in_the_conference():
    conference = make_conference()
    make_speaker(conference, slug="name")
    make_speaker(make_conference(slug="other"), slug="name")

    assert refuses(make_speaker, conference, slug="name")


def test_speaker_stays_when_the_delegation_goes():
    conference = make_conference()
    speaker = make_speaker(conference, delegation=conference.delegations.create(kind="media"))

    speaker.delegation.delete()

    speaker.refresh_from_db()
    assert speaker.delegation is None


def test_delegation_of_a_speaker_is_of_the_same_conference():
    foreign = make_conference(slug="other").delegations.create(kind="media")
    speaker = make_speaker(make_conference(), delegation=foreign)

    with pytest.raises(ValidationError, match="The delegation belongs to another conference"):
        speaker.full_clean()


def test_confirmed_speakers_alone_are_public():
    conference = make_conference()
    confirmed = make_speaker(conference)
    for status in ("invited", "withdrawn"):
        make_speaker(conference, status=status)

    assert list(Speaker.objects.confirmed()) == [confirmed]


def test_delegations_of_states_have_the_names_of_the_first_day_in_six_languages(django_assert_max_num_queries):
    load("load_states")
    conference = make_conference()

    with django_assert_max_num_queries(30):  # with their names in the list of texts, by the hundred
        added = Delegation.objects.add_states(conference, State.objects.all())

    turkey = conference.delegations.get(state__iso3="TUR")
    former = FormerName.objects.get(state__iso3="TUR")
    assert len(added) == 195
    assert (turkey.name_en, turkey.name_ar, turkey.name_zh_hans) == (
        former.name_en,
        former.name_ar,
        former.name_zh_hans,
    )


PROTECTED = {
    "protected": True,
    "slug": "participant-2b3c4d5e6f",
    **in_six("displayed_name", "A survivor"),
    "courtesy_title_en": "Ms.",
}


@pytest.mark.parametrize(
    "shown",
    [
        {"photograph": "photographs/a.jpg"},
        {"consents_to_photograph": True},
        {"consents_to_recording": True},
        {"consents_to_indexing": True},
        {"slug": "rani-hong"},
        dict.fromkeys(columns("displayed_name"), ""),
        dict.fromkeys(columns("displayed_name")),
    ],
)
def test_protected_speaker_shows_nothing_by_which_they_could_be_found(shown):
    conference = make_conference()
    make_speaker(conference, **shown)
    make_speaker(conference, **PROTECTED)

    assert refuses(make_speaker, conference, **(PROTECTED | {"slug": "participant-x"} | shown))


def test_protected_speaker_needs_a_displayed_name_in_the_original_language():
    speaker = make_speaker(make_conference(original_language="fr"), **(PROTECTED | {"displayed_name_fr": ""}))

    with pytest.raises(ValidationError, match="needs a displayed name in the original language"):
        speaker.full_clean()


def test_protected_speaker_goes_by_the_displayed_name_alone():
    speaker = make_speaker(make_conference(), **PROTECTED)

    assert str(speaker) == "A survivor (en)"
    assert speaker.public_name["fr"] == "A survivor (fr)"
    assert set(speaker.public_courtesy_title.values()) == {""}


def test_status_of_a_speaker_is_marked_once_with_its_moment_and_entered():
    speaker = make_speaker(make_conference(), status="invited")

    assert speaker.mark("confirmed", by=None, at=NOON)
    assert not speaker.mark("confirmed", by=None, at=NOON + timedelta(hours=1))

    speaker.refresh_from_db()
    assert (speaker.status, speaker.status_at) == ("confirmed", NOON)
    assert [entry.detail for entry in AuditEntry.objects.all()] == [{"status": ["invited", "confirmed"]}]
