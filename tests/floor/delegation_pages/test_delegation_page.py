"""The page of a delegation tells all that is public of its part in the dialogue, and nothing besides."""

from datetime import date, timedelta

import pytest
from django.test import Client

from floor.models import Intervention
from floor.procedure import presiding
from programme.models import Session
from speakers.models import Delegation, State
from tests.factories import MORNING, in_six, make_conference, make_speaker, release
from tests.floor.statements.test_public_pages import PART
from tests.floor.statements.test_statements import begin_today, deliver, folder, hand_in, site  # noqa: F401
from tests.loading import load

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NO_RECORD = "No record is held here of an intervention by this delegation."


def words(path, status=200):
    answer = Client().get(path)
    assert answer.status_code == status
    return answer.content.decode()


def page_of(site, number, code="en"):  # noqa: F811
    return f"/{code}/dialogue/delegations/{site.delegations[number].pk}/"


def end():
    """Moves the session back to 2012, where it is over."""
    Session.objects.update(starts_at=MORNING, ends_at=MORNING + timedelta(minutes=10))


def test_page_names_the_speakers_of_the_delegation_with_their_roles(site):  # noqa: F811
    minister = make_speaker(site.conference, delegation=site.delegations[0], **in_six("name", "Minister"))
    other = make_speaker(site.conference, delegation=site.delegations[1], **in_six("name", "Stranger"))
    for speaker in (minister, other):
        site.session.roles.create(kind="co-chair", speaker=speaker)
    release(site.conference)

    page = words(page_of(site, 0))

    assert f"/en/dialogue/speakers/{minister.slug}/" in page
    assert "Co-chair" in page
    assert "Stranger" not in page
    assert "The programme names no speaker of this delegation." in words(page_of(site, 2))


def test_intervention_is_told_once_the_session_is_over(site):  # noqa: F811
    group = site.conference.groups.create(**in_six("name", "Group"))
    row = site.give(site.ask(0, group=group, language="fr"))
    presiding.conclude(site.session, by=site.officer, at=site.later(60), expected=row.pk)

    begin_today(site)
    before = words(page_of(site, 0))
    end()
    after = words(page_of(site, 0))

    assert "Group (en)" not in before
    assert "once they are public" in before
    assert "Group (en)" in after
    assert "Français" in after
    assert f"/en/dialogue/sessions/{site.session.slug}/figures/" in after
    assert NO_RECORD not in after
    assert NO_RECORD in words(page_of(site, 1))


def test_what_was_struck_or_never_had_the_floor_is_not_told(site):  # noqa: F811
    row = site.give(site.ask(0))
    presiding.conclude(site.session, by=site.officer, at=site.later(60), expected=row.pk)
    struck = {"state": "struck", "struck_at": site.at, "struck_reason": "Entered twice"}
    site.ask(1)
    assert NO_RECORD not in words(page_of(site, 0))
    Intervention.objects.filter(pk=row.pk).update(**struck)

    assert [NO_RECORD in words(page_of(site, number)) for number in (0, 1)] == [True, True]


def test_contribution_that_was_struck_is_not_told(site):  # noqa: F811
    site.conference.cause_title_en = "Fund"
    site.conference.save()
    release(site.conference)
    facts = {"conference": site.conference, "announced_on": date(2012, 4, 3)}
    site.delegations[0].pledges.create(amount=1000, **facts)
    site.delegations[1].pledges.create(amount=7777, struck_at=site.at, struck_reason="Announced twice", **facts)
    nothing = "No record is held here of a contribution announced by this delegation."

    assert "$1,000" in words(page_of(site, 0))
    assert nothing in words(page_of(site, 1))


def test_state_has_its_letters_in_its_address_and_its_number_leads_there(client):
    conference = make_conference()
    load("load_states")
    [france] = Delegation.objects.add_states(conference, State.objects.filter(iso3="FRA"))
    release(conference)

    assert "<bdi>France</bdi>" in words("/en/dialogue/delegations/fra/")
    assert client.get(f"/en/dialogue/delegations/{france.pk}/").headers["Location"] == "/en/dialogue/delegations/fra/"
    assert 'href="/en/dialogue/delegations/fra/"' in words("/en/dialogue/delegations/")
    former = client.get(f"/en/dialogue/delegations/{france.pk}/statements/", follow=True)
    assert (former.status_code, former.request["PATH_INFO"]) == (200, "/en/dialogue/delegations/fra/")


def test_page_does_not_tell_the_regional_group(site):  # noqa: F811
    load("load_states")
    Delegation.objects.add_states(site.conference, State.objects.filter(iso3="FRA"))
    release(site.conference)

    page = words("/en/dialogue/delegations/fra/")

    assert "France" in page
    assert "Western European" not in page


def test_delegation_deleted_since_the_release_keeps_its_page(site):  # noqa: F811
    page = page_of(site, 4)
    site.delegations[4].delete()

    assert "Delegation 4 (en)" in words(page)


@pytest.mark.parametrize("address", ["999999", "zzz", "fra", "0", "9" * 30])
def test_delegation_that_never_existed_is_not_found(site, address):  # noqa: F811
    words(f"/en/dialogue/delegations/{address}/", 404)


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_as_often_for_three_as_for_one(site, client, django_assert_num_queries, number):  # noqa: F811
    for _each in range(number):
        deliver(site, site.ask(0))
    client.get(page_of(site, 0))

    with django_assert_num_queries(9):
        assert client.get(page_of(site, 0)).content.decode().count('class="details"') == number


def test_links_lead_from_the_speaker_the_figures_and_the_statements(site):  # noqa: F811
    speaker = make_speaker(site.conference, delegation=site.delegations[0])
    release(site.conference)
    hand_in(site)
    deliver(site, site.ask(0))
    site.delegations[1].pledges.create(conference=site.conference, amount=1000, announced_on=date(2012, 4, 3))
    session = f"/en/dialogue/sessions/{site.session.slug}/"
    one, other = (f'href="{page_of(site, number)}"' for number in (0, 1))

    assert one in words(f"/en/dialogue/speakers/{speaker.slug}/")
    assert words(f"{session}figures/").count(one) == 2  # who took the floor, and the statements
    assert other in words(f"{session}figures/")
    assert one in words(f"{session}statements/")
    assert PART in words(page_of(site, 0))


def test_page_of_whom_search_engines_must_not_name_is_not_in_their_map(site):  # noqa: F811
    shy, willing = site.delegations[:2]
    make_speaker(site.conference, delegation=shy)
    make_speaker(site.conference, delegation=willing, consents_to_indexing=True)
    release(site.conference)

    found = words("/sitemap.xml")

    assert f"/en/dialogue/delegations/{willing.pk}/<" in found
    assert f"/en/dialogue/delegations/{shy.pk}/<" not in found
    assert ["noindex" in words(page_of(site, number)) for number in (0, 1)] == [True, False]


def test_program_is_told_the_pages(site):  # noqa: F811
    answer = Client().get("/api/v1/conferences/dialogue/delegations/").json()

    assert answer["delegations"][0]["pages"]["fr"].endswith(page_of(site, 0, "fr"))
