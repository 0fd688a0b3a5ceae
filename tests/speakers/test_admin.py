from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from PIL import Image

from conference.models import AuditEntry, User
from speakers.models import Delegation, FormerName, State
from tests.factories import in_six, make_conference, make_session, make_speaker
from tests.loading import load
from tests.staff import browser_of, errors_on, make_member, open_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADD_STATES = "/en/admin/speakers/delegation/add-states/"


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


@pytest.fixture(autouse=True)
def photographs_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def page_of(row):
    return f"/en/admin/speakers/{row._meta.model_name}/{row.pk}/change/"


def picture(kind="PNG"):
    encoded = BytesIO()
    Image.new("RGB", (900, 900), "navy").save(encoded, kind)
    return encoded.getvalue()


def upload(client, speaker, content, name="Private name.png"):
    sent = open_form(client, page_of(speaker)) | {"photograph": SimpleUploadedFile(name, content)}
    return client.post(page_of(speaker), sent)


# States ship with the product


def test_load_states_loads_the_members_the_observers_and_the_former_names():
    call_command("load_states", stdout=StringIO())

    counts = {status: State.objects.filter(status=status).count() for status in State.Status.values}
    assert counts == {"member": 193, "observer": 2}
    assert FormerName.objects.filter(state__iso3="TUR").exists()


def test_load_states_again_changes_nothing_and_asks_little(django_assert_max_num_queries):
    call_command("load_states", stdout=StringIO())
    told = StringIO()

    with django_assert_max_num_queries(6):
        call_command("load_states", stdout=told)

    assert told.getvalue().startswith("States: 0 added, 0 corrected, 195 in all.")


def test_load_states_corrects_a_name_and_keeps_the_row():
    call_command("load_states", stdout=StringIO())
    state = State.objects.get(iso3="FRA")
    State.objects.filter(pk=state.pk).update(name_es="Galia")

    call_command("load_states", stdout=StringIO())

    state.refresh_from_db()
    assert (state.pk, state.name_es) == (State.objects.get(iso3="FRA").pk, "Francia")


def test_state_is_read_by_the_secretariat_and_changed_by_a_superuser_alone(secretariat):
    load("load_states")
    state = State.objects.get(iso3="FRA")
    root = browser_of(User.objects.create_superuser("root"))
    translator = browser_of(make_member("translator-es"))

    assert secretariat.get(page_of(state)).status_code == 200
    assert secretariat.post(page_of(state), {"name_es": "Galia"}).status_code == 403
    assert translator.post(page_of(state), {"name_es": "Galia"}).status_code == 403
    assert root.post(page_of(state), open_form(root, page_of(state)) | {"name_es": "Galia"}).status_code == 302


# Delegations


def test_all_states_become_delegations_under_the_names_of_the_first_day(secretariat, django_assert_max_num_queries):
    load("load_states")
    conference = make_conference()

    with django_assert_max_num_queries(40):
        secretariat.post(ADD_STATES, {"conference": conference.pk})

    assert conference.delegations.count() == 195
    assert conference.delegations.get(state__iso3="TUR").name_en == "Turkey"
    entry = AuditEntry.objects.get(act="add States")
    assert (entry.conference, entry.detail) == (conference, {"delegations": 195})


def test_all_states_added_again_leave_the_delegations_that_are_there(secretariat):
    load("load_states")
    conference = make_conference()
    state = State.objects.get(iso3="FRA")
    conference.delegations.create(kind="states", state=state, **in_six("name", "Own name"))

    for _ in range(2):
        secretariat.post(ADD_STATES, {"conference": conference.pk})

    assert conference.delegations.count() == 195
    assert conference.delegations.get(state=state).name_fr == "Own name (fr)"


@pytest.mark.parametrize("number", ["", "x", "999999"])
def test_states_of_no_conference_are_asked_for_again(secretariat, number):
    assert secretariat.get(ADD_STATES, {"conference": number}).status_code == 200
    assert secretariat.post(ADD_STATES, {"conference": number}).status_code == 200
    assert not Delegation.objects.exists()


def test_who_may_not_add_delegations_may_not_add_the_states():
    assert browser_of(make_member("presidents-office")).get(ADD_STATES).status_code == 403


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "This State already has a delegation at the conference."),
        ({"kind": "media"}, None),
    ],
)
def test_delegation_that_cannot_be_is_an_error_of_the_form(secretariat, fields, message):
    load("load_states")
    conference, state = make_conference(), State.objects.get(iso3="FRA")
    conference.delegations.create(kind="states", state=state, **in_six("name", "France"))
    address = "/en/admin/speakers/delegation/add/"
    sent = {"conference": conference.pk, "kind": "states", "state": state.pk, "name_en": "France", **fields}

    response = secretariat.post(address, sent)

    assert response.status_code == 200
    assert message in (None, *errors_on(response))


# Photographs


def test_photograph_that_is_kept_is_encoded_anew(secretariat, tmp_path):
    speaker = make_speaker(make_conference())

    assert upload(secretariat, speaker, picture()).status_code == 302

    speaker.refresh_from_db()
    (kept,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept.relative_to(tmp_path).as_posix() == speaker.photograph.name
    with Image.open(kept) as stored:
        assert (stored.format, stored.size) == ("JPEG", (512, 640))
    assert "Private" not in speaker.photograph.name


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", picture()[:200], picture("JPEG")[:2000], picture("GIF")],
    ids=["svg", "empty", "half a PNG", "half a JPEG", "GIF"],
)
def test_what_is_no_photograph_is_an_error_of_the_form_and_is_not_kept(secretariat, tmp_path, content):
    speaker = make_speaker(make_conference())

    response = upload(secretariat, speaker, content)

    assert response.status_code == 200
    assert len(errors_on(response)) == 1
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_photograph_stays_when_a_text_is_saved_and_goes_when_it_is_removed(secretariat):
    speaker = make_speaker(make_conference())
    upload(secretariat, speaker, picture())

    secretariat.post(page_of(speaker), open_form(secretariat, page_of(speaker)) | {"name_fr": "Nom"})
    speaker.refresh_from_db()
    assert speaker.photograph

    secretariat.post(page_of(speaker), open_form(secretariat, page_of(speaker)) | {"photograph-clear": "on"})
    speaker.refresh_from_db()
    assert not speaker.photograph


def test_speaker_whose_photograph_is_lost_can_still_be_saved(secretariat):
    speaker = make_speaker(make_conference(), photograph="photographs/lost.jpg")

    response = secretariat.post(page_of(speaker), open_form(secretariat, page_of(speaker)) | {"name_fr": "Nom"})

    assert response.status_code == 302


# Speakers


def test_delegation_of_another_conference_is_refused(secretariat):
    speaker = make_speaker(make_conference())
    foreign = make_conference(slug="other").delegations.create(kind="media", **in_six("name", "Press"))

    response = secretariat.post(page_of(speaker), open_form(secretariat, page_of(speaker)) | {"delegation": foreign.pk})

    assert errors_on(response) == ["Select a valid choice. That choice is not one of the available choices."]


def test_new_speaker_of_one_conference_has_no_delegation_of_another(secretariat):
    foreign = make_conference(slug="other").delegations.create(kind="media", **in_six("name", "Press"))
    sent = {
        "conference": make_conference().pk,
        "status": "invited",
        "slug": "a",
        "name_en": "A",
        "delegation": foreign.pk,
    }

    assert secretariat.post("/en/admin/speakers/speaker/add/", sent).status_code == 200


def test_speaker_with_a_role_is_not_deleted(secretariat):
    speaker = make_speaker(make_conference())
    make_session(speaker.conference).roles.create(speaker=speaker, kind="speaker")

    response = secretariat.post(f"/en/admin/speakers/speaker/{speaker.pk}/delete/", {"post": "yes"})

    assert response.status_code == 200
    speaker.refresh_from_db()


@pytest.mark.parametrize("words", ["Speaker 0 (ru)", "Press (ar)", "Sorted"])
def test_speaker_is_found_by_name_and_by_delegation_in_each_language(secretariat, words):
    conference = make_conference()
    press = conference.delegations.create(kind="media", **in_six("name", "Press"))
    speaker = make_speaker(conference, delegation=press, sort_name_en="Sorted")
    make_speaker(conference)

    response = secretariat.get("/zh-hans/admin/speakers/speaker/", {"q": f'"{words}"'})

    assert list(response.context["cl"].result_list) == [speaker]


@pytest.mark.parametrize("words", ["Türkiye", "TUR"])
def test_delegation_is_found_by_its_state(secretariat, words):
    load("load_states")
    conference = make_conference()
    Delegation.objects.add_states(conference, State.objects.filter(iso3__in=["TUR", "FRA"]))

    response = secretariat.get("/ru/admin/speakers/delegation/", {"q": words})

    assert [row.state.iso3 for row in response.context["cl"].result_list] == ["TUR"]


# A survivor's protection


def protect(client, speaker, **sent):
    page = page_of(speaker)
    return client.post(page, open_form(client, page) | {"protected": "on", "displayed_name_en": "A survivor"} | sent)


def test_protection_takes_photograph_consents_and_telling_address_in_one_act(secretariat):
    speaker = make_speaker(make_conference(), slug="rani-hong", consents_to_photograph=True, consents_to_indexing=True)
    upload(secretariat, speaker, picture())

    answer = protect(secretariat, speaker)

    speaker.refresh_from_db()
    assert answer.status_code == 302
    assert (speaker.protected, speaker.photograph.name) == (True, "")
    assert (speaker.consents_to_photograph, speaker.consents_to_indexing) == (False, False)
    assert (speaker.slug[:12], len(speaker.slug), speaker.former_slug) == ("participant-", 22, "rani-hong")


def test_protected_speaker_keeps_the_address_when_saved_again(secretariat):
    speaker = make_speaker(make_conference(), slug="rani-hong")
    protect(secretariat, speaker)
    speaker.refresh_from_db()
    address = speaker.slug

    protect(secretariat, speaker, function_en="Founder")

    speaker.refresh_from_db()
    assert (speaker.slug, speaker.former_slug, speaker.function_en) == (address, "rani-hong", "Founder")


def test_speaker_renamed_and_protected_in_one_save_leaves_the_address_that_was_public(secretariat):
    """The address that was typed was never public; a revision that names the person is found by the one that was."""
    speaker = make_speaker(make_conference(), slug="rani-hong")

    answer = protect(secretariat, speaker, slug="another-name")

    speaker.refresh_from_db()
    assert (answer.status_code, speaker.protected, speaker.former_slug) == (302, True, "rani-hong")
    assert speaker.slug.startswith("participant-")


@pytest.mark.every_database
def test_new_speaker_who_is_protected_at_once_leaves_the_address_that_was_typed(secretariat):
    conference = make_conference()
    add = "/en/admin/speakers/speaker/add/"
    named = {"conference": conference.pk, "slug": "rani-hong", "name_en": "Rani Hong", "status": "confirmed"}

    answer = secretariat.post(
        add, open_form(secretariat, add) | named | {"protected": "on", "displayed_name_en": "A survivor"}
    )

    speaker = conference.speakers.get()
    assert (answer.status_code, speaker.protected, speaker.former_slug) == (302, True, "rani-hong")
    assert speaker.slug.startswith("participant-")


def test_protection_without_a_displayed_name_says_so(secretariat):
    speaker = make_speaker(make_conference())

    answer = protect(secretariat, speaker, displayed_name_en="")

    speaker.refresh_from_db()
    assert any("displayed name" in words for words in errors_on(answer))
    assert not speaker.protected


@pytest.mark.parametrize("role", ["translator-fr", "note-taker", "co-chair", "presidents-office"])
def test_protected_speaker_is_found_in_the_admin_by_the_secretariat_alone(secretariat, role):
    speaker = make_speaker(make_conference(), slug="rani-hong", **in_six("name", "Rani Hong"))
    protect(secretariat, speaker)
    reader = browser_of(make_member(role))

    found = reader.get("/en/admin/speakers/speaker/", {"q": "Rani"}).content.decode()

    assert "0 speakers" in found
    assert reader.get(page_of(speaker)).status_code == 302
    assert "1 speaker" in secretariat.get("/en/admin/speakers/speaker/", {"q": "Rani"}).content.decode()


def test_status_set_in_the_admin_has_its_moment(secretariat):
    speaker = make_speaker(make_conference(), status="invited")

    secretariat.post(page_of(speaker), open_form(secretariat, page_of(speaker)) | {"status": "confirmed"})

    speaker.refresh_from_db()
    assert speaker.status_at is not None
