import logging

import pytest
from django.db import OperationalError, ProgrammingError, connection

from conference.logs.outages import Outage, is_busy, is_outage
from tests.addresses import make_visitors  # noqa: F401


class Driver(Exception):
    """An error as the driver of a database raises it."""

    def __init__(self, module="pysqlite3.dbapi2", **facts):
        super().__init__("said")
        vars(self).update(facts)
        self.__class__ = type("Driver", (Driver,), {"__module__": module})


def error_of(driver):
    error = OperationalError("said")
    error.__cause__ = driver
    return error


@pytest.mark.parametrize(
    ("driver", "away", "busy"),
    [
        (Driver("psycopg2", pgcode=None), True, False),  # the server did not answer
        (Driver("psycopg2.errors", pgcode="57P01"), True, False),  # it was stopped
        (Driver("psycopg2.errors", pgcode="53300"), True, False),  # too many connections
        (Driver("psycopg2.errors", pgcode="40P01"), False, True),  # deadlock
        (Driver("psycopg2.errors", pgcode="42703"), False, False),  # a column that is missing
        (Driver(sqlite_errorcode=5), False, True),  # locked
        (Driver(sqlite_errorcode=5 | 2 << 8), False, True),  # SQLITE_BUSY_SNAPSHOT
        (Driver(sqlite_errorcode=13), True, False),  # the disk is full
        (Driver(sqlite_errorcode=1), False, False),  # a table that is missing
    ],
)
def test_kind_of_failure_is_told_by_the_code_of_the_driver(driver, away, busy):
    assert (is_outage(error_of(driver)), is_busy(error_of(driver))) == (away, busy)


@pytest.mark.django_db
def test_question_that_is_wrong_is_no_outage():
    with pytest.raises((OperationalError, ProgrammingError)) as wrong, connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM conference_user")

    assert not is_outage(wrong.value)
    assert not is_busy(wrong.value)


def test_outage_is_a_line_at_its_beginning_each_minute_and_at_its_end(caplog):
    now = 0
    away = Outage(clock=lambda: now)
    caplog.set_level(logging.WARNING, "rostrum.database")

    for _request in range(130):
        away.refused(OperationalError("no answer"))
        now += 1
    now -= 1
    away.over()
    away.over()

    assert [line.getMessage() for line in caplog.records] == [
        "The database cannot be asked: no answer",
        "The database cannot be asked for 60 seconds, 61 requests were refused: no answer",
        "The database cannot be asked for 120 seconds, 121 requests were refused: no answer",
        "The database answers again after 129 seconds; 130 requests were refused.",
    ]
    assert away.seconds is None
