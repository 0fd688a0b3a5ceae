"""Addresses that were printed or that people type lead to the page, and tell nothing that is not public."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from conference.languages import CODES
from conference.models import Conference, FormerShortName
from floor.models.seat import Seat
from programme.models import Session
from tests import loading
from tests.factories import in_six, make_conference, make_panel, make_released, make_session, make_speaker, release
from tests.staff import browser_of, make_member, open_form
from tests.summary.conftest import make_summary
from tests.summary.editions.issuing import issue

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def led(address, client=None, **headers):
    """The status and where it leads."""
    response = (client or Client()).get(address, headers=headers)
    return response.status_code, response.headers.get("Location")


@pytest.fixture
def renamed():
    return loading.beginning("renamed", make_renamed)


def make_renamed():
    """A released conference whose short name, and those of its session and speaker, were changed and released since."""
    conference = make_conference(slug="water-2027")
    panel = make_panel(conference, slug="water-for-health")
    speaker = make_speaker(conference, slug="amina-j", status="confirmed")
    panel.roles.create(kind="panellist", speaker=speaker)
    release(conference)
    Conference.objects.update(slug="water-dialogue")
    Session.objects.update(slug="water-and-health")
    speaker.slug = "amina-mohammed"
    speaker.save()
    conference.refresh_from_db()
    release(conference)
    return conference


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("/ar/water-2027/", "/ar/water-dialogue/"),
        ("/en/water-2027/sessions/water-for-health/", "/en/water-dialogue/sessions/water-and-health/"),
        ("/en/water-dialogue/sessions/water-for-health/", "/en/water-dialogue/sessions/water-and-health/"),
        ("/fr/water-2027/speakers/amina-j/", "/fr/water-dialogue/speakers/amina-mohammed/"),
        ("/en/water-2027/programme.ics", "/en/water-dialogue/programme.ics"),
        (
            "/en/water-2027/sessions/water-for-health/session.ics",
            "/en/water-dialogue/sessions/water-and-health/session.ics",
        ),
        ("/en/water-2027/changes.atom", "/en/water-dialogue/changes.atom"),
        ("/en/water-2027/schedule.json", "/en/water-dialogue/schedule.json"),
        ("/en/water-2027/programme.pdf", "/en/water-dialogue/programme.pdf"),
        ("/en/water-2027/revisions/1/", "/en/water-dialogue/revisions/1/"),
        ("/api/v1/conferences/water-2027/", "/api/v1/conferences/water-dialogue/"),
        ("/en/water-2027/sessions/water-for-health/live/", "/en/water-dialogue/sessions/water-and-health/live/"),
        ("/en/water-2027/sessions/water-for-health/screen/", "/en/water-dialogue/sessions/water-and-health/screen/"),
    ],
)
def test_former_address_leads_to_the_present_one_for_good(renamed, former, present):
    assert led(f"{former}?a=1&b=%C3%A9") == (301, f"{present}?a=1&b=%C3%A9")
    assert Client().get(present).status_code == 200


SUMMARY = ("", "with/fr/", "paragraphs/1/", *(f"summary.{ending}" for ending in ("pdf", "docx", "html", "txt", "xml")))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("page", [*SUMMARY, "editions/", *(f"editions/1/{page}" for page in SUMMARY)])
def test_former_address_of_the_summary_leads_to_the_present_one(renamed, code, page):
    issue(renamed)
    page = page.replace("fr", "en") if code == "fr" else page
    former, present = (f"/{code}/{slug}/summary/{page}" for slug in ("water-2027", "water-dialogue"))

    assert led(f"{former}?a=1") == (301, f"{present}?a=1")
    assert Client().get(present).status_code == 200


def test_former_address_of_the_summary_in_the_api_leads_to_the_present_one(renamed):
    issue(renamed)

    for page in ("summary/", "summary/editions/", "summary/editions/1/"):
        former, present = (f"/api/v1/conferences/{slug}/{page}" for slug in ("water-2027", "water-dialogue"))
        assert led(former) == (301, present)
        assert Client().get(present).status_code == 200


def test_former_address_of_a_summary_that_is_not_issued_leads_nowhere(renamed):
    assert led("/en/water-2027/summary/") == led("/en/water-2027/summary/summary.pdf") == (404, None)
    assert led("/en/water-2027/")[0] == 301
    page = "/en/water-2027/summary/draft/"
    staff = browser_of(make_member("secretariat"))
    make_summary(renamed)
    assert led(page, staff) == (301, "/en/water-dialogue/summary/draft/")


def test_printed_link_of_a_seat_leads_to_the_present_address(renamed):
    delegation = renamed.delegations.create(kind="media", **in_six("name", "Press"))
    ((__, secret),) = Seat.objects.make([delegation], valid_until=None, by=None, at=timezone.now())

    assert led(f"/ar/water-2027/join/{secret}/") == (301, f"/ar/water-dialogue/join/{secret}/")
    assert led(f"/join/{secret}/") == led("/en/water-2027/join/2345-6789-abcd-efgh-jkmn/") == (404, None)


def test_several_former_names_lead_to_the_present_one(renamed):
    Conference.objects.update(slug="water")

    assert [led(f"/en/{slug}/")[1] for slug in ("water-2027", "water-dialogue")] == ["/en/water/"] * 2


def test_name_that_is_taken_back_is_no_former_one(renamed):
    Conference.objects.update(slug="water-2027")

    assert led("/en/water-2027/") == (200, None)
    assert led("/en/water-dialogue/") == (301, "/en/water-2027/")


def test_session_renamed_since_the_release_is_found_under_both_names():
    conference = make_conference()
    panel = make_panel(conference, slug="before")
    release(conference)
    Session.objects.filter(pk=panel.pk).update(slug="after")

    for page in ("", "live/", "screen/", "statements/"):
        assert led(f"/en/dialogue/sessions/before/{page}") == (200, None)
        assert led(f"/en/dialogue/sessions/after/{page}") == (302, f"/en/dialogue/sessions/before/{page}")


def test_names_of_what_was_never_released_are_not_kept():
    conference = make_conference(slug="draft")
    make_session(conference, slug="before")
    Session.objects.update(slug="after")
    Conference.objects.update(slug="other")

    assert not FormerShortName.objects.exists()
    assert led("/en/draft/") == (404, None)


def test_former_name_of_what_is_no_longer_public_is_as_unknown_as_any():
    conference = make_released(slug="before")
    Conference.objects.update(slug="after")
    assert led("/en/before/") == (301, "/en/after/")
    conference.releases.get().withdraw(reason="Too early", by=None, at=conference.releases.get().released_at)

    assert led("/en/before/") == led("/en/never/") == (404, None)
    assert led("/before/") == led("/never/") == (404, None)


def test_former_name_of_a_protected_speaker_leads_nowhere(renamed):
    secretariat = browser_of(make_member("secretariat"))
    speaker = renamed.speakers.get()
    assert led("/en/water-dialogue/speakers/amina-j/")[0] == 301
    page = f"/en/admin/speakers/speaker/{speaker.pk}/change/"
    sent = open_form(secretariat, page) | {"protected": "on", **in_six("displayed_name", "A survivor")}
    assert secretariat.post(page, sent).status_code == 302
    release(renamed)

    for slug in ("amina-j", "amina-mohammed"):
        assert led(f"/en/water-dialogue/speakers/{slug}/") == (404, None)
        assert led(f"/en/water-dialogue/speakers/{slug}/", secretariat) == (404, None)
    assert not FormerShortName.objects.filter(kind="speaker").exists()
    speaker.refresh_from_db()
    assert led(f"/en/water-dialogue/speakers/{speaker.slug}/") == (200, None)


# Taking a name


@pytest.mark.every_database
def test_former_name_is_not_taken_by_another(renamed):
    with pytest.raises(IntegrityError, match="name_is_free"), transaction.atomic():
        make_conference(slug="water-2027")
    other = make_conference(slug="other")
    with pytest.raises(IntegrityError, match="name_is_free"), transaction.atomic():
        Conference.objects.filter(pk=other.pk).update(slug="water-2027")
    with pytest.raises(IntegrityError, match="name_is_free"), transaction.atomic():
        make_session(renamed, slug="water-for-health")
    with pytest.raises(IntegrityError, match="name_is_free"), transaction.atomic():
        make_speaker(renamed, slug="amina-j")
    assert make_session(other, slug="water-for-health").pk  # of another conference, it is another address


def test_form_says_that_a_name_is_kept(renamed):
    for row in (
        Conference(slug="water-2027"),
        Session(conference=renamed, slug="water-for-health"),
        renamed.speakers.model(conference=renamed, slug="amina-j"),
    ):
        with pytest.raises(ValidationError, match="were public and lead to something else"):
            row.clean()
    Conference.objects.get(slug="water-dialogue").clean()
    assert (
        "the former addresses lead to the new ones"
        in browser_of(make_member("secretariat"))
        .get(f"/en/admin/conference/conference/{renamed.pk}/change/")
        .content.decode()
    )


def test_former_name_goes_with_its_row(renamed):
    assert FormerShortName.objects.filter(kind="session").count() == 1
    Session.objects.all().delete()

    assert not FormerShortName.objects.filter(kind="session").exists()


@pytest.mark.every_database
def test_former_names_are_kept_where_plain_sql_renames(renamed):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE conference_conference SET slug = 'sql' WHERE id = %s", [renamed.pk])

    assert led("/en/water-dialogue/") == (301, "/en/sql/")


# Without language


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/dialogue/?a=1", "/fr/dialogue/?a=1"),
        ("/dialogue", "/fr/dialogue/"),
        ("/dialogue/sessions/session-0/", "/fr/dialogue/sessions/session-0/"),
        ("/dialogue/programme.ics", "/fr/dialogue/programme.ics"),
        ("/admin/", "/fr/admin/"),
        ("/dialogue/console/", "/fr/dialogue/console/"),
    ],
)
def test_address_without_language_leads_to_the_reader_s(address, place):
    make_session(conference := make_conference())
    release(conference)

    response = Client().get(address, headers={"Accept-Language": "fr-CH, en;q=0.5"})

    assert (response.status_code, response.headers["Location"]) == (302, place)
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("zh-CN", "zh-hans"), ("ZH-HANS", "zh-hans"), ("zh_Hans", "zh-hans"), ("EN", "en"), ("fr-ca", "fr"), ("AR", "ar")],
)
def test_other_spelling_of_a_language_leads_to_its_code(name, code):
    make_released()

    assert led(f"/{name}/dialogue/?q=x") == (301, f"/{code}/dialogue/?q=x")


def test_chinese_keeps_what_was_asked():
    assert led("/zh/dialogue/?q=x") == (301, "/zh-hans/dialogue/?q=x")


def test_former_name_without_language_leads_to_the_present_one(renamed):
    assert led("/water-2027/", accept_language="ru") == (301, "/ru/water-dialogue/")


@pytest.mark.parametrize("address", ["/draft/", "/never/", "/EN/draft/", "/xx/dialogue/", "/%00/"])
def test_what_is_not_public_stays_not_found(address):
    make_conference(slug="draft")
    make_released()

    assert led(address) == (404, None)
    assert led("/dialogue/")[0] == 302


def test_what_is_posted_is_not_led_anywhere(renamed):
    assert Client().post("/en/water-2027/").status_code == 404


def test_page_cache_learns_of_a_new_name(renamed):
    before = renamed.releases.model.objects.fingerprint()
    Conference.objects.update(slug="again")

    assert renamed.releases.model.objects.fingerprint() != before
