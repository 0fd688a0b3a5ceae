"""The record of a long session in parts, of two entries here and of forty elsewhere."""

from datetime import timedelta

import pytest

from floor.models import Intervention
from floor.record.entries import entries_of
from floor.record.parts import RecordPart, part_of
from tests.floor.console.test_long_record import say
from tests.floor.record.test_gists import desk, pages  # noqa: F401
from tests.pages import body_of


@pytest.fixture
def long_record(desk, monkeypatch):  # noqa: F811
    """Nine interventions after the one that is there, in parts of two."""
    monkeypatch.setattr("floor.record.parts.SIZE", 2)
    desk.room.later(3600)
    say(desk.room, 9)
    return list(desk.room.session.interventions.on_record())


def shown(page, rows):
    return [place for place, row in enumerate(rows) if f'id="entry-{row.pk}"' in page]


def test_latest_are_shown_first_and_lead_to_the_earlier(desk, pages, long_record):  # noqa: F811
    look = lambda query="": body_of(pages.client.get(f"{pages.record}{query}"))  # noqa: E731

    assert shown(look(), long_record) == [8, 9]
    assert f'href="{pages.record}?end=8"' in look()
    assert shown(look("?end=8"), long_record) == [6, 7]
    assert "Later interventions" in look("?end=8")
    assert shown(look("?end=2"), long_record) == [0, 1]
    assert "Earlier interventions" not in look("?end=2")
    assert shown(look("?end=nonsense"), long_record) == [8, 9]


def test_page_that_is_open_keeps_its_beginning_while_others_speak(desk, pages, long_record):  # noqa: F811
    page = body_of(pages.client.get(pages.record))
    assert f'data-parts="{pages.record}entries/?begin=8"' in page
    desk.room.later(7200)
    rows = [*long_record, *say(desk.room, 4)]

    assert shown(body_of(pages.client.get(f"{pages.record}entries/?begin=8")), rows) == [8, 9, 10, 11, 12, 13]


def test_entry_is_found_in_its_part(desk, pages, long_record):  # noqa: F811
    fourth = long_record[3]

    assert shown(body_of(pages.client.get(f"{pages.record}?entry={fourth.pk}")), long_record) == [2, 3]
    refused = pages.client.post(f"{pages.record}{fourth.pk}/gist/", {"text": "x" * 30_000, "language": "en"})
    assert shown(body_of(refused, status=refused.status_code), long_record) == [2, 3]
    done = pages.client.post(f"{pages.record}{fourth.pk}/gist/", {"text": "Said.", "language": "en"})
    assert done.url == f"{pages.record}?entry={fourth.pk}#entry-{fourth.pk}"


def test_numbers_and_interruptions_are_those_of_the_whole_record(desk, long_record):  # noqa: F811
    session = desk.room.session
    type(session.floor).objects.filter(session=session).update(order_known=True, record="complete")
    third, fourth = long_record[2:4]
    Intervention.objects.filter(pk=long_record[0].pk).update(
        state="struck", struck_at=desk.room.at, struck_reason="Twice"
    )
    Intervention.objects.filter(pk=third.pk).update(concluded_at=third.given_at + timedelta(minutes=9))
    Intervention.objects.filter(pk=fourth.pk).update(kind="point-of-order")
    whole, part = (entries_of(session, at=desk.room.at, part=each) for each in (RecordPart(), RecordPart(1, 3)))

    assert [entry.number for entry in part] == [entry.number for entry in whole[1:3]] == [1, 2]
    assert [row.pk for row in part[1].interrupted_by] == [fourth.pk]


def test_short_record_is_one_part(desk):  # noqa: F811
    say(desk.room, 30)

    assert part_of(desk.room.session) == RecordPart(0, None, 0)
