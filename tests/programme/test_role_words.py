import pytest
from django.utils.translation import override

from conference.languages import CODES
from floor.booth.people import people_of
from programme.models import Role
from programme.role_columns.role_names import role_called
from programme.role_words import role_heading, role_word
from summary.draft.sources import source_items
from tests.factories import make_conference, make_panel, make_speaker, release
from tests.pages import page
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database

WOMAN, MAN, DOCTOR = {"en": "Ms.", "fr": "Mme"}, {"en": "Mr.", "fr": "M."}, {"en": "Dr.", "fr": "Dr"}
TITLE_OF_A_WOMAN = {"courtesy_title_en": "Ms.", "courtesy_title_fr": "Mme", "courtesy_title_ar": "السيدة"}


@pytest.mark.parametrize(
    ("code", "kind", "woman", "man", "anybody"),
    [
        ("ar", "co-chair", "رئيسة مشاركة", "رئيس مشارك", "رئاسة مشتركة"),
        ("ar", "speaker", "متكلمة", "متكلم", "متكلم أو متكلمة"),
        ("es", "co-chair", "copresidenta", "copresidente", "copresidencia"),
        ("es", "moderator", "moderadora", "moderador", "moderación"),
        ("fr", "moderator", "modératrice", "modérateur", "modération"),
        ("fr", "speaker", "oratrice", "orateur", "orateur ou oratrice"),
        ("ru", "panellist", "участница дискуссии", "участник дискуссии", "участник дискуссии"),
        ("en", "panellist", "panellist", "panellist", "panellist"),
    ],
)
def test_role_is_called_as_the_person_is_addressed(code, kind, woman, man, anybody):
    with override(code):
        assert [role_word(kind, title) for title in (WOMAN, MAN, DOCTOR)] == [woman, man, anybody]


@pytest.mark.parametrize(
    ("code", "titles", "heading"),
    [
        ("ar", [WOMAN], "الرئيسة المشاركة"),
        ("ar", [WOMAN, WOMAN], "الرئيستان المشاركتان"),
        ("ar", [MAN, MAN, MAN], "الرؤساء المشاركون"),
        ("ar", [MAN, WOMAN], "الرئاسة المشتركة"),
        ("fr", [WOMAN, WOMAN], "Coprésidentes"),
        ("fr", [MAN], "Coprésident"),
        ("fr", [MAN, WOMAN], "Coprésidence"),
        ("es", [DOCTOR], "Copresidencia"),
        ("en", [WOMAN, MAN], "Co-Chairs"),
    ],
)
def test_heading_agrees_with_all_below_it(code, titles, heading):
    with override(code):
        assert role_heading("co-chair", [{"courtesy_title": title} for title in titles]) == heading


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", Role.Kind.values)
@pytest.mark.parametrize("title", [WOMAN, MAN, DOCTOR])
def test_lists_of_speakers_may_use_each_of_the_words(code, kind, title):
    with override(code):
        word = role_word(kind, title)

    assert role_called(word) == kind


@pytest.fixture
def chaired(db):
    """A panel with a woman as its only co-chair."""
    conference = make_conference()
    panel = make_panel(conference)
    woman = make_speaker(conference, **TITLE_OF_A_WOMAN)
    panel.roles.create(speaker=woman, kind="co-chair")
    return panel


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("ar/dialogue/", "الرئيسة المشاركة"),
        ("fr/dialogue/sessions/session-0/", "Coprésidente"),
        ("fr/dialogue/speakers/speaker-0/", "Coprésidente"),
        ("ar/dialogue/changes/", "(رئيسة مشاركة)"),
        ("es/dialogue/search/?q=copresidenta", "Speaker 0"),
        ("fr/dialogue/programme.ics", "Coprésidente"),
    ],
)
def test_public_pages_call_a_woman_as_one(client, chaired, address, word):
    chaired.roles.all().delete()
    release(chaired.conference)
    chaired.roles.create(speaker=chaired.conference.speakers.get(), kind="co-chair")
    release(chaired.conference)

    assert word in page(client, f"/{address}")


def test_staff_and_booths_read_the_role_of_a_woman(chaired):
    panellist = make_speaker(chaired.conference, **TITLE_OF_A_WOMAN)
    chaired.roles.create(speaker=panellist, kind="panellist", position=1)
    staff = browser_of(make_member("secretariat"))

    with override("ar"):
        assert [person.role for person in people_of(chaired, "ar")] == ["رئيسة مشاركة", "مشاركة في حلقة نقاش"]
        assert [item.kind for item in source_items(chaired.conference)] == ["مشاركة في حلقة نقاش"]
    assert "Coprésidente" in page(staff, "/fr/dialogue/people/")


def test_protected_speaker_is_spoken_of_in_words_for_anybody(chaired):
    """The title would tell more of the person than the displayed name does."""
    speaker = make_speaker(
        chaired.conference,
        **TITLE_OF_A_WOMAN,
        slug="participant-abcdefghij",
        protected=True,
        displayed_name_en="A survivor",
    )
    role = chaired.roles.create(speaker=speaker, kind="speaker", position=1)
    chair = chaired.roles.get(kind="co-chair")

    with override("fr"):
        assert (chair.in_words, role.in_words) == ("coprésidente", "orateur ou oratrice")
