"""The secretariat's page of seats, and the cards that it prints."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import html5lib
import pytest
from django.urls import reverse
from django.utils import timezone

from conference.link_secrets import LETTERS, as_printed, default_validity, fingerprint, new_secret
from conference.models import AuditEntry
from floor.models.seat import Device, Seat
from tests.factories import in_six, make_conference
from tests.pages import body_of, page
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database

DAY = timedelta(days=1)


@pytest.fixture
def conference(db):
    conference = make_conference()
    for name in ("Albania", "Zambia", "Malta"):
        conference.delegations.create(kind="states", **in_six("name", name))
    return conference


@pytest.fixture
def officer(db):
    return make_member("floor-officer")


@pytest.fixture
def client(officer):
    return browser_of(officer)


def sheet_of(client, conference, delegations=(), **fields):
    """The answer to the form that makes links for these delegations."""
    values = {"valid_until": "2099-01-01T12:00", "language": "en", "size": "8", **fields}
    keys = [delegation.pk for delegation in delegations]
    return client.post(reverse("floor:seat-links", args=[conference.slug]), {**values, "delegation": keys})


def links_on(response):
    return re.findall(r"/(\w[\w-]*)/([\w-]+)/join/([\w-]+)/", response.content.decode())


def make_seat(delegation, at=None, **fields):
    at = at or timezone.now()
    [(__, secret)] = Seat.objects.make([delegation], valid_until=fields.pop("valid_until", at + DAY), by=None, at=at)
    return Seat.objects.with_secret(secret).get()


def text_of(response):
    return " ".join("".join(html5lib.parse(response.content.decode()).itertext()).split())


# Secrets


def test_secret_has_twenty_letters_that_do_not_look_alike():
    secret = new_secret()

    assert re.fullmatch(rf"([{LETTERS}]{{4}}-){{4}}[{LETTERS}]{{4}}", secret)
    assert set("01ilo") & set(LETTERS) == set()
    assert len({new_secret() for _number in range(1000)}) == 1000


def test_secret_is_found_however_it_is_typed():
    secret = new_secret()

    assert {as_printed(secret.upper()), as_printed(secret.replace("-", "")), as_printed(secret)} == {secret}


def test_secret_is_stored_as_its_fingerprint_alone(conference):
    delegation = conference.delegations.first()

    [(__, secret)] = Seat.objects.make([delegation], valid_until=None, by=None, at=timezone.now())

    stored = str(list(Seat.objects.values())) + str(list(AuditEntry.objects.values()))
    assert (secret in stored, fingerprint(secret) in stored) == (False, True)


def test_link_is_valid_until_the_end_of_the_day_after_the_conference_where_it_is_held(conference):
    before = datetime(2012, 3, 1, tzinfo=UTC)

    assert default_validity(conference, before) == datetime(2012, 4, 4, 23, 59, tzinfo=ZoneInfo("America/New_York"))


def test_link_for_a_conference_that_is_over_is_valid_for_a_day(conference):
    after = datetime(2020, 1, 1, tzinfo=UTC)

    assert default_validity(conference, after) == after + DAY


@pytest.mark.parametrize(
    ("fields", "valid"),
    [({}, True), ({"valid_until": None}, True), ({"valid_until": datetime(2012, 1, 1, tzinfo=UTC)}, False)],
)
def test_link_works_until_it_ends(conference, fields, valid):
    seat = make_seat(conference.delegations.first(), at=datetime(2011, 1, 1, tzinfo=UTC), **fields)

    at = datetime(2012, 1, 1, tzinfo=UTC) if fields else seat.created_at
    assert Seat.objects.valid(at).filter(pk=seat.pk).exists() == valid


# The page


@pytest.mark.every_database
def test_page_lists_the_delegations_in_the_order_of_its_language(client, conference):
    response = client.get(reverse("floor:seats", args=["dialogue"]))

    assert re.findall(r"<label [^>]*><bdi>(\w+) \(en\)</bdi>", response.content.decode()) == [
        "Albania",
        "Malta",
        "Zambia",
    ]


@pytest.mark.every_database
@pytest.mark.parametrize(
    ("asked", "found"),
    [({"search": "mal"}, ["Malta"]), ({"kind": "media"}, []), ({"kind": "states", "search": "ZAMBIA"}, ["Zambia"])],
)
def test_page_is_searched_by_name_and_kind(client, conference, asked, found):
    response = client.get(reverse("floor:seats", args=["dialogue"]), asked)

    assert re.findall(r"<label [^>]*><bdi>(\w+) \(en\)</bdi>", response.content.decode()) == found


def test_page_says_who_has_a_link_and_which_phones_joined(client, conference):
    now = timezone.now()
    make_seat(conference.delegations.get(name_en="Malta (en)")).join(agent="Safari, iPhone", at=now)

    words = text_of(client.get(reverse("floor:seats", args=["dialogue"])))

    assert (words.count("no valid link"), words.count("1 phone, last seen"), "Safari, iPhone" in words) == (2, 1, True)


def test_page_of_a_conference_without_delegations_points_to_where_they_are_added(db):
    make_conference()
    client = browser_of(make_member("secretariat"))

    response = client.get(reverse("floor:seats", args=["dialogue"]))

    assert reverse("admin:speakers_delegation_add_states") in response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_as_many_queries_for_many_as_for_one(client, conference, django_assert_num_queries, number):
    for delegation in conference.delegations.all()[:number]:
        make_seat(delegation).join(agent="", at=timezone.now())
    client.get(reverse("floor:seats", args=["dialogue"]))

    with django_assert_num_queries(9):
        client.get(reverse("floor:seats", args=["dialogue"]))


def test_seats_do_not_exist_for_who_does_not_run_the_floor(conference):
    client = browser_of(make_member("note-taker"))
    pages = {"seats": [], "seat-links": [], "seat-revoke": [], "seat-validity": [], "device-remove": [1]}

    answers = [
        (client.get if name == "seats" else client.post)(reverse(f"floor:{name}", args=["dialogue", *rest])).status_code
        for name, rest in pages.items()
    ]

    assert answers == [404] * 5


# Making links


def test_links_are_made_for_those_chosen_and_shown_on_the_sheet(client, conference, officer):
    albania, malta = (
        conference.delegations.get(name_en="Albania (en)"),
        conference.delegations.get(name_en="Malta (en)"),
    )

    response = sheet_of(client, conference, [malta, albania])

    found = [Seat.objects.with_secret(secret).get().delegation for __, __, secret in links_on(response)]
    assert found == [albania, malta]
    assert list(Seat.objects.values_list("created_by", flat=True)) == [officer.pk] * 2


def test_sheet_is_kept_nowhere_and_says_that_it_cannot_be_shown_again(client, conference):
    response = sheet_of(client, conference, conference.delegations.all())

    assert "no-store" in response.headers["Cache-Control"]
    assert "cannot be shown again" in text_of(response)
    assert client.get(reverse("floor:seat-links", args=["dialogue"])).status_code == 405


def test_links_are_made_for_all_that_have_none(client, conference):
    has_one = conference.delegations.first()
    make_seat(has_one)

    sheet_of(client, conference, which="without")

    assert Seat.objects.count() == 3
    assert has_one.seats.count() == 1


def test_new_link_revokes_the_earlier_one_only_if_so_chosen(client, conference):
    first, second = conference.delegations.all()[:2]
    old = [make_seat(first), make_seat(second)]

    sheet_of(client, conference, [first])
    sheet_of(client, conference, [second], instead="on")

    now = timezone.now()
    assert [Seat.objects.valid(now).filter(pk=seat.pk).exists() for seat in old] == [True, False]


@pytest.mark.parametrize("code", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_sheet_speaks_the_language_that_was_chosen(client, conference, code):
    response = sheet_of(client, conference, conference.delegations.all(), language=code)

    assert {language for language, __, __ in links_on(response)} == {code}
    suffix = code.replace("-", "_")
    assert f">Malta ({suffix})</h2>" in response.content.decode()


@pytest.mark.parametrize(("size", "pages"), [("8", 2), ("1", 9)])
def test_cards_are_eight_on_a_page_or_one(client, conference, size, pages):
    for number in range(6):
        conference.delegations.create(kind="media", **in_six("name", f"Press {number}"))

    response = sheet_of(client, conference, which="without", size=size)

    assert response.content.decode().count('class="paper of-') == pages
    assert response.content.decode().count("<svg") == 9


def test_pages_are_valid_html_without_inline_code(client, conference):
    make_seat(conference.delegations.first()).join(agent="Safari, iPhone", at=timezone.now())
    pages = [
        client.get(reverse("floor:seats", args=["dialogue"])),
        sheet_of(client, conference, conference.delegations.all(), valid_until="soon"),
        sheet_of(client, conference, conference.delegations.all()),
        sheet_of(client, conference, conference.delegations.all(), size="1"),
    ]

    assert [response.status_code for response in pages] == [200, 422, 200, 200]
    for response in pages:
        content = response.content.decode()
        html5lib.HTMLParser(strict=True).parse(content)
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|<style|\son\w+=", content)


def test_name_of_a_delegation_is_text_on_the_sheet(client, conference):
    mark = "<script>alert(1)</script>"
    delegation = conference.delegations.create(kind="media", **{f"name_{code}": mark for code in ("en", "fr")})

    for body in (
        *(body_of(sheet_of(client, conference, [delegation], size=size)) for size in ("1", "8")),
        page(client, reverse("floor:seats", args=["dialogue"])),
    ):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
        assert mark not in body


def test_delegation_of_another_conference_is_given_no_link(client, conference):
    stranger = make_conference(slug="other").delegations.create(kind="media", **in_six("name", "Stranger"))
    own = conference.delegations.first()

    assert sheet_of(client, conference, [stranger]).status_code == 302
    assert not Seat.objects.exists()
    assert sheet_of(client, conference, [own]).status_code == 200
    assert Seat.objects.get().delegation == own


@pytest.mark.parametrize("moment", ["", "2001-01-01T12:00", "soon", "9999-12-31T23:59"])
def test_bad_moment_is_answered_with_what_was_chosen_kept(client, conference, moment):
    chosen = conference.delegations.first()

    response = sheet_of(client, conference, [chosen], valid_until=moment)

    assert (response.status_code, Seat.objects.count()) == (422, 0)
    assert re.search(rf'value="{chosen.pk}"[^>]* checked', response.content.decode())


def test_moment_is_that_of_the_conference_s_zone(client, conference):
    sheet_of(client, conference, [conference.delegations.first()], valid_until="2099-01-01T12:00")

    assert Seat.objects.get().valid_until == datetime(2099, 1, 1, 17, tzinfo=UTC)


# Taking them back


@pytest.mark.every_database
def test_revoking_acts_at_once_on_those_chosen_alone(client, conference, officer):
    first, second = conference.delegations.all()[:2]
    for delegation in (first, second):
        make_seat(delegation).join(agent="", at=timezone.now())

    client.post(reverse("floor:seat-revoke", args=["dialogue"]), {"delegation": first.pk})

    assert [device.seat.delegation for device in Device.objects.joined(timezone.now())] == [second]
    entry = AuditEntry.objects.filter(act="seat: revoke").get()
    assert (entry.by, entry.conference, entry.subject_name) == (officer, conference, str(first))


def test_one_phone_is_removed_and_the_link_stays(client, conference):
    seat = make_seat(conference.delegations.first())
    lost, __ = seat.join(agent="Chrome, Android", at=timezone.now())
    kept, __ = seat.join(agent="Safari, iPhone", at=timezone.now())

    client.post(reverse("floor:device-remove", args=["dialogue", lost.pk]))

    assert list(Device.objects.joined(timezone.now())) == [kept]
    assert AuditEntry.objects.filter(act="seat: remove a device").count() == 1


def test_phone_of_another_conference_is_not_removed(client, conference):
    stranger = make_conference(slug="other").delegations.create(kind="media", **in_six("name", "Stranger"))
    device, __ = make_seat(stranger).join(agent="", at=timezone.now())

    assert client.post(reverse("floor:device-remove", args=["dialogue", device.pk])).status_code == 404
    assert Device.objects.joined(timezone.now()).exists()


def test_validity_of_links_that_were_given_out_is_changed(client, conference):
    seat = make_seat(conference.delegations.first())

    client.post(
        reverse("floor:seat-validity", args=["dialogue"]),
        {"delegation": seat.delegation_id, "valid_until": "2098-06-01T10:00"},
    )

    seat.refresh_from_db()
    assert seat.valid_until == datetime(2098, 6, 1, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "warns"),
    [
        ("http://localhost:8240", True),
        ("http://127.0.0.1:8000", True),
        ("http://rostrum.localhost", True),
        ("http://10.1.2.3:8000", False),
        ("https://dialogue.example.org", False),
    ],
)
def test_cards_that_no_phone_can_open_are_warned_of_before_they_are_printed(client, conference, settings, url, warns):
    settings.PUBLIC_URL = url

    content = page(client, reverse("floor:seats", args=[conference.slug]))

    assert "Make cards for those chosen" in content
    assert ("No phone can open these cards." in content, f"calls itself {url}" in content) == (warns, warns)


def test_seats_have_the_head_of_the_other_pages_of_the_floors(client, conference):
    pages = [page(client, reverse(f"floor:{name}", args=[conference.slug])) for name in ("seats", "floor-list")]

    heads = [shown.split('<nav class="frame-pages"')[1].split("</nav>")[0] for shown in pages]
    assert [head.count("<li>") for head in heads] == [3, 3]
    assert heads[0].replace(' aria-current="page"', "").split() == heads[1].replace(' aria-current="page"', "").split()
