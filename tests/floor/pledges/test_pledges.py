from datetime import date

import pytest

from conference.models import AuditEntry
from conference.refusals import Refusal
from floor.models.record import Pledge
from floor.pledges import pledges
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database

DAY = date(2012, 4, 3)


def make_pledge(room, amount=1000, currency="USD", **fields):
    pledge = Pledge(conference=room.conference, donor_en="A donor", amount=amount, currency=currency, announced_on=DAY)
    for name, value in fields.items():
        setattr(pledge, name, value)
    pledges.announce(pledge, by=room.officer, at=room.at)
    return pledge


def test_pledge_is_announced_and_then_confirmed(room):
    pledge = make_pledge(room)
    pledges.confirm(pledge, by=room.officer, at=room.at)

    assert Pledge.objects.get().state == "confirmed"
    assert list(AuditEntry.objects.filter(act__startswith="pledge").order_by("pk").values_list("act", flat=True)) == [
        "pledge: announce",
        "pledge: confirm",
    ]


def test_pledge_is_confirmed_once(room):
    pledge = make_pledge(room, state="confirmed")

    with pytest.raises(Refusal, match="confirmed already"):
        pledges.confirm(pledge, by=room.officer, at=room.at)


def test_pledge_is_struck_with_a_reason_and_stays_on_file(room):
    pledge = make_pledge(room)

    with pytest.raises(Refusal, match="Say why"):
        pledges.strike(pledge, reason=" ", by=room.officer, at=room.at)
    pledges.strike(pledge, reason="Announced elsewhere", by=room.officer, at=room.at)
    with pytest.raises(Refusal, match="struck from the record already"):
        pledges.confirm(pledge, by=room.officer, at=room.at)

    assert list(Pledge.objects.values_list("struck_at", "struck_reason")) == [(room.at, "Announced elsewhere")]


def test_totals_are_by_currency_without_what_was_struck(room):
    make_pledge(room, 1000)
    make_pledge(room, 500, state="confirmed")
    make_pledge(room, 70, "EUR")
    pledges.strike(make_pledge(room, 9000), reason="No", by=room.officer, at=room.at)

    assert pledges.totals(Pledge.objects.all()) == [("EUR", 70, 0), ("USD", 1500, 500)]


# The page


@pytest.fixture
def address(room):
    return f"/en/{room.conference.slug}/sessions/{room.session.slug}/record/pledges/"


def fill_in(**fields):
    return {"delegation": "", "donor": "", "amount": "1000", "currency": "usd", "announced_on": "2012-04-03", **fields}


def test_staff_put_a_pledge_on_the_record_with_the_delegation_s_intervention(room, address):
    intervention = room.give(room.ask(0))
    note_taker = browser_of(make_member("note-taker"))

    answer = note_taker.post(address, fill_in(delegation=room.delegations[0].pk))

    pledge = Pledge.objects.get()
    assert answer.status_code == 302
    assert (pledge.delegation, pledge.intervention, pledge.currency) == (room.delegations[0], intervention, "USD")


def test_donor_that_is_no_delegation_is_written_in_the_language_of_the_page(room, address):
    secretariat = browser_of(make_member("secretariat"))

    secretariat.post(address.replace("/en/", "/fr/"), fill_in(donor="Le Président de l’Assemblée"))

    pledge = Pledge.objects.get()
    assert (pledge.donor_fr, pledge.donor_en or "", pledge.intervention) == ("Le Président de l’Assemblée", "", None)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Choose a delegation, or write the name of another donor."),
        ({"donor": "D", "amount": "0"}, "The amount is at least 1."),
        ({"donor": "D", "amount": "NaN"}, "Enter a number."),
        ({"donor": "D", "currency": "D0L"}, "ISO 4217"),
        (
            {"donor": "D", "announced_on": "3/4"},
            "“3/4” is not understood as a day.",
        ),
    ],
)
def test_pledge_that_cannot_be_is_refused_with_the_reason(room, address, fields, message):
    answer = browser_of(make_member("secretariat")).post(address, fill_in(**fields))

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Pledge.objects.exists()


def test_page_lists_what_was_struck_as_struck(room, address):
    pledge = make_pledge(room)
    client = browser_of(make_member("secretariat"))

    client.post(f"{address}{pledge.pk}/strike/", {"reason": "Announced <elsewhere>"})
    page = client.get(address).content.decode()

    assert "<s>A donor</s>" in page
    assert "Announced &lt;elsewhere&gt;" in page


def test_who_only_reads_the_record_changes_no_pledge(room, address):
    pledge = make_pledge(room)
    client = browser_of(make_member("presidents-office"))

    answers = [
        client.post(path, {"reason": "x"}).status_code
        for path in (address, f"{address}{pledge.pk}/confirm/", f"{address}{pledge.pk}/strike/")
    ]

    assert (client.get(address).status_code, answers) == (200, [404] * 3)
    assert Pledge.objects.get().state == "announced"
