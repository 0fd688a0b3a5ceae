"""What was withdrawn once says for good when, by whom and why, also to plain SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from conference.models import Release
from tests.factories import MORNING, make_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(db):
    found = Release.objects.release(make_conference(), Release.Matter.PROGRAMME, {}, note="", by=None, at=MORNING)
    found.withdraw(reason="The first reason.", by=None, at=MORNING)
    return found


@pytest.mark.parametrize(
    "change",
    [
        "withdrawal_reason = 'Another reason.'",
        "withdrawn_at = '2030-01-01 00:00:00'",
        "withdrawn_at = NULL, withdrawal_reason = ''",
    ],
)
def test_database_refuses_to_write_over_a_withdrawal(release, change):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE conference_release SET {change}")

    assert Release.objects.get().withdrawal_reason == "The first reason."


def test_release_that_is_public_can_be_withdrawn_and_keeps_its_first_reason(release):
    assert not release.withdraw(reason="Another reason.", by=None, at=MORNING)

    assert (Release.objects.get().withdrawal_reason, Release.objects.get().withdrawn_at) == (
        "The first reason.",
        MORNING,
    )
