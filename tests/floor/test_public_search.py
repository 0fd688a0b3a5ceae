"""What the search of the public pages finds of the floor, and what it does not."""

import pytest
from django.test import Client

from floor.pledges import pledges
from floor.procedure import presiding
from tests.factories import release
from tests.floor.pledges.test_pledges import make_pledge
from tests.floor.statements.test_readers import hand_in
from tests.floor.statements.test_statements import folder, site  # noqa: F401

pytestmark = pytest.mark.one_database


def found(asked, code="en"):
    groups = Client().get(f"/{code}/dialogue/search/", {"q": asked}).context["groups"]
    return {group.group: [hit.item.address for hit in group.hits] for group in groups}


def test_statement_is_found_from_its_delivery_at_its_place_on_the_page(site):  # noqa: F811
    row = site.give(site.ask(0))
    statement = hand_in(site)
    assert "statements" not in found("Delegation")

    presiding.conclude(site.session, by=site.officer, at=site.later(60), expected=row.pk)

    assert found("Delegation")["statements"] == [f"{site.public}#statement-{statement.pk}"]
    assert f'id="statement-{statement.pk}"' in Client().get(site.public).content.decode()


def test_who_took_the_floor_is_found_in_the_figures_once_the_session_is_over(site):  # noqa: F811
    presiding.conclude(site.session, by=site.officer, at=site.later(60), expected=site.give(site.ask(0)).pk)

    assert found(f"{site.delegations[0]} figures") == {"figures": ["/en/dialogue/sessions/session-0/figures/"]}


def test_pledge_is_found_by_its_donor_and_amount_until_it_is_struck(room):
    release(room.conference)
    pledge = make_pledge(room, 200_000, delegation=room.delegations[0], donor_en="")
    own = f"/en/dialogue/delegations/{room.delegations[0].code()}/#contributions"

    for asked in ("200,000", "200 000", "200000", "USD 200,000", "٢٠٠٬٠٠٠", f"{room.delegations[0]} 200,000"):
        assert found(asked) == {"pledges": [own]}

    pledges.strike(pledge, reason="Announced elsewhere", by=room.officer, at=room.at)
    assert found("200,000") == {}


def test_donor_who_is_no_delegation_is_found_where_the_pledges_are_told(room):
    release(room.conference)
    make_pledge(room, 10_000)

    (address,) = found("donor 10,000")["pledges"]

    page, _hash, place = address.partition("#")
    assert f'id="{place}"' in Client().get(page).content.decode()
