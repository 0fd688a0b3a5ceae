"""The public pages of statements: what was delivered, in its order, by language, under a name that says what it is."""

import re
from datetime import date

import pytest
from django.test import Client

from conference.models import FormerShortName
from floor.models.record import Statement
from floor.statements import filing
from floor.statements.file_names import delegation_slug, kept_part
from floor.statements.published import published
from programme.models import Session
from speakers.models import Delegation
from tests.factories import in_six, make_panel, release
from tests.floor.statements.test_readers import hand_in
from tests.floor.statements.test_statements import deliver, folder, site  # noqa: F401

pytestmark = pytest.mark.one_database

PART = "2012-04-03_session-0_delegation-0-en"


def names(room):
    room.session.refresh_from_db()
    return [[each.file_name for each in text.versions] for text in published([room.session])[room.session.pk]]


def get(path):
    return Client().get(path)


def test_texts_stand_in_the_order_of_delivery_with_the_original_first(site):  # noqa: F811
    later = hand_in(site, number=1)
    french = hand_in(site, language="fr", version="courtesy")
    hand_in(site, text=french)
    deliver(site, site.ask(0))
    deliver(site, site.ask(1))
    filing.post(hand_in(site, number=2), by=site.officer, at=site.session.ends_at)

    assert names(site) == [
        [f"{PART}_en.pdf", f"{PART}_fr.pdf"],
        ["2012-04-03_session-0_delegation-1-en_en.pdf"],
        ["2012-04-03_session-0_delegation-2-en_en.pdf"],
    ]
    page = get(site.public).content.decode()
    assert [page.index(f"Delegation {number} (en)</a>") for number in range(3)] == sorted(
        page.index(f"Delegation {number} (en)</a>") for number in range(3)
    )
    assert page.count("posted after the session") == 1
    assert later in Statement.objects.public()


def test_day_of_a_name_is_that_of_the_conference(site):  # noqa: F811
    hand_in(site)
    deliver(site, site.ask(0))
    Session.objects.update(starts_at="2012-04-04T02:00Z", ends_at="2012-04-04T03:00Z")

    assert names(site) == [[f"{PART}_en.pdf"]]


def test_revised_text_has_the_number_of_its_revision_and_the_former_name_leads_to_it(site):  # noqa: F811
    first = hand_in(site)
    deliver(site, site.ask(0))
    assert names(site) == [[f"{PART}_en.pdf"]]
    hand_in(site, text=first, by=site.officer)

    assert names(site) == [[f"{PART}_en-rev1.pdf"]]
    answer = get(f"{site.public}{PART}_en.pdf")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{site.public}{PART}_en-rev1.pdf")
    assert "revised on 3 April 2012" in get(site.public).content.decode()


def test_name_with_a_former_day_or_session_leads_to_the_file(site):  # noqa: F811
    hand_in(site)
    deliver(site, site.ask(0))

    answer = get(f"{site.public}2011-01-01_former-panel_delegation-0-en_en.pdf")

    assert answer.headers["Location"] == f"{site.public}{PART}_en.pdf"
    assert b"".join(get(answer.headers["Location"]).streaming_content).startswith(b"%PDF-")
    assert get(f"{site.public}2011-01-01_former-panel_delegation-0-en_ru.pdf").status_code == 404


def test_second_text_of_a_delegation_in_a_session_is_counted(site):  # noqa: F811
    deliver(site, site.ask(0))
    first = site.ask(0)
    hand_in(site)
    deliver(site, first)
    second = site.ask(0)
    hand_in(site)
    deliver(site, second)

    assert names(site) == [[f"{PART}_en.pdf"], [f"{PART}-2_en.pdf"]]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Côte d’Ivoire", "cote-d-ivoire"),
        ("Netherlands (Kingdom of the)", "netherlands-kingdom-of-the"),
        ("Türkiye", "turkiye"),
        ("中国", "delegation-7"),
        ("", "delegation-7"),
    ],
)
def test_delegation_has_its_english_name_in_names(name, slug):
    assert delegation_slug(Delegation(pk=7, name_en=name)) == slug


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("2012-04-03_panel-1_qatar_en.pdf", "qatar_en"),
        ("2012-04-03_panel-1_qatar-2_zh-rev12.docx", "qatar-2_zh"),
        ("2012-04-03_panel_1_qatar_en.pdf", "qatar_en"),
        ("qatar_en.pdf", None),
        ("2012-04-03_panel-1_qatar_en.html", None),
    ],
)
def test_part_of_a_name_that_stays(name, part):
    assert kept_part(name) == part


def test_page_of_a_delegation_has_its_statements_of_all_sessions_and_its_pledges(site):  # noqa: F811
    other = make_panel(site.conference)
    release(site.conference)
    hand_in(site)
    hand_in(site, number=1)
    deliver(site, site.ask(0))
    deliver(site, site.ask(1))
    pledges = site.delegations[0].pledges
    pledges.create(conference=site.conference, amount=1000, announced_on=date(2012, 4, 3))
    struck = {"struck_at": site.at, "struck_reason": "Announced twice"}
    pledges.create(conference=site.conference, amount=7777, announced_on=date(2012, 4, 3), **struck)

    page = get(f"/en/dialogue/delegations/{site.delegations[0].pk}/").content.decode()

    assert f"{PART}_en.pdf" in page
    assert "$1,000" in page
    assert "delegation-1-en_en.pdf" not in page
    assert "7,777" not in page
    assert f"sessions/{other.slug}/statements" not in page


def test_delegation_that_is_not_released_has_a_page_once_something_of_it_is_public(site):  # noqa: F811
    newcomer = Delegation.objects.create(conference=site.conference, kind="media", **in_six("name", "Newcomer"))
    site.delegations.append(newcomer)
    path = f"/en/dialogue/delegations/{newcomer.pk}/"
    hand_in(site, number=5)
    before = get(path)
    deliver(site, site.ask(5))

    assert (before.status_code, get(path).status_code) == (404, 200)
    assert before.content == get("/en/dialogue/delegations/999999/").content.replace(
        b"999999", str(newcomer.pk).encode()
    )


@pytest.mark.parametrize("code", ["ar", "zh-hans", "fr"])
def test_chips_name_each_language_in_itself(site, code):  # noqa: F811
    arabic = hand_in(site, language="ar")
    hand_in(site, language="zh-hans", version="courtesy", text=arabic)
    deliver(site, site.ask(0))

    page = get(site.public.replace("/en/", f"/{code}/")).content.decode()

    chips = re.findall(r'class="language-chip" lang="([^"]+)" dir="(\w+)"[^>]*>([^<]+)<', page)
    assert [tuple(part.strip() for part in chip) for chip in chips] == [
        ("ar", "rtl", "العربية"),
        ("zh-Hans", "ltr", "中文"),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_as_often_for_three_texts_as_for_one(site, django_assert_num_queries, number):  # noqa: F811
    for each in range(number):
        hand_in(site, number=each)
        deliver(site, site.ask(each))

    with django_assert_num_queries(2):
        assert len(published([site.session])[site.session.pk]) == number


def test_session_under_a_former_short_name_keeps_its_statements(site):  # noqa: F811
    hand_in(site)
    deliver(site, site.ask(0))
    Session.objects.filter(pk=site.session.pk).update(slug="renamed")
    assert FormerShortName.objects.filter(slug=site.session.slug).exists()

    page = get(f"/en/dialogue/delegations/{site.delegations[0].pk}/").content.decode()

    assert f"{site.public}{PART}_en.pdf" in page
    assert b"".join(get(f"{site.public}{PART}_en.pdf").streaming_content).startswith(b"%PDF-")
