"""Nothing that the public can ask tells of a statement under embargo: no name, no title, no number, no other answer."""

import pytest
from django.test import Client

from floor.procedure import presiding
from floor.procedure.events import undo
from floor.statements import filing
from tests.conference.inspection.test_texts import SPEECH, typed
from tests.floor.statements.test_readers import hand_in
from tests.floor.statements.test_statements import folder, site  # noqa: F401

pytestmark = pytest.mark.one_database

NAME = "2012-04-03_session-0_delegation-0-en_en.pdf"


def addresses(room, statement):
    """All addresses that tell of statements, or of a delegation; the last two are of one file."""
    session, delegation = room.session.slug, room.delegations[0].pk
    return [
        f"/en/dialogue/sessions/{session}/statements/",
        f"/ar/dialogue/sessions/{session}/statements/",
        f"/en/dialogue/delegations/{delegation}/",
        "/en/dialogue/delegations/",
        f"/en/dialogue/sessions/{session}/",
        "/en/dialogue/search/?q=Delegation",
        "/en/dialogue/statements.atom",
        "/en/dialogue/statements.zip",
        f"/en/dialogue/sessions/{session}/statements.zip",
        "/api/v1/conferences/dialogue/statements/",
        f"/api/v1/conferences/dialogue/sessions/{session}/statements/",
        f"/en/dialogue/sessions/{session}/statements/{NAME}",
        f"/en/dialogue/sessions/{session}/statements/{statement}/",
    ]


def answers(room, statement):
    """What a stranger is told: {address: (status, content)}."""
    found = {}
    for address in addresses(room, statement):
        answer = Client().get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[address] = (answer.status_code, content)
    return found


def test_public_learns_of_a_statement_with_its_delivery_and_of_nothing_when_that_is_undone(site):  # noqa: F811
    row = site.give(site.ask(0))
    statement = hand_in(site, typed(SPEECH))
    filing.withdraw(statement, at=site.later(1))
    never = answers(site, statement.pk + 1)
    statement = hand_in(site, typed(SPEECH))
    hand_in(site, typed(SPEECH), language="fr", version="courtesy", text=statement)

    assert differing(answers(site, statement.pk), never) == []
    presiding.conclude(site.session, by=site.officer, at=site.later(60), expected=row.pk)
    delivered = answers(site, statement.pk)
    told = [address for address in never if delivered[address] != never[address]]
    same = {"/en/dialogue/delegations/", "/en/dialogue/sessions/session-0/"}
    assert set(never) - set(told) == same
    for address in addresses(site, statement.pk)[-2:]:
        assert (never[address][0], delivered[address][0]) == (404, 200)

    assert 'id="statements"' in figures()

    undo(site.session, by=site.officer, at=site.later(1))
    assert 'id="statements"' not in figures()  # which count the time of who speaks, and so differ by themselves
    assert differing(answers(site, statement.pk), never) == []


def figures():
    return Client().get("/en/dialogue/sessions/session-0/figures/").content.decode()


def differing(first, second):
    return [address for address in second if first[address] != second[address]]


@pytest.mark.parametrize("act", ["withdraw", "strike"])
def test_public_forgets_what_was_withdrawn_or_struck(site, act):  # noqa: F811
    row = site.give(site.ask(0))
    statement = hand_in(site, typed(SPEECH))
    presiding.conclude(site.session, by=site.officer, at=site.later(60), expected=row.pk)
    assert answers(site, statement.pk)[f"{site.public}{NAME}"][0] == 200

    if act == "withdraw":
        filing.withdraw(statement, at=site.later(1))
    else:
        presiding.strike(row, reason="Entered twice", by=site.officer, at=site.later(1))

    found = answers(site, statement.pk)
    assert [found[address][0] for address in addresses(site, statement.pk)[-2:]] == [404, 404]
    lists = [found[address][1] for address in addresses(site, statement.pk)[:-2]]  # what is no page repeats its address
    assert NAME.encode() not in b"".join(lists)
    assert b"No written statement" in found[site.public][1]


def test_former_text_of_what_was_revised_is_not_public(site):  # noqa: F811
    first = hand_in(site, typed("The former text that nobody should see any more."))
    hand_in(site, typed(SPEECH), text=first)
    row = site.give(site.ask(0))
    presiding.conclude(site.session, by=site.officer, at=site.later(60), expected=row.pk)

    found = answers(site, first.pk)

    assert found[f"{site.public}{first.pk}/"][0] == 404
    assert found[f"{site.public}{NAME}"][0] == 302
    assert NAME.replace(".pdf", "-rev1.pdf") in found[site.public][1].decode()
