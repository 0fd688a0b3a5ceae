import logging

import pytest

from conference.logs.formats import LineFormatter
from conference.logs.mail import MOST_AN_HOUR, PAUSE, AdministratorsMail
from tests.conference.logs.test_formats import failed, record


@pytest.fixture
def letters(settings, mailoutbox):
    settings.ADMINS = [("", "duty@example.org")]
    return mailoutbox


class Clock:
    now = 0

    def __call__(self):
        return self.now


@pytest.fixture
def handler():
    made = AdministratorsMail(Clock())
    made.setFormatter(LineFormatter())
    return made


def send(handler, record):
    handler.handle(record)
    if handler.sending:
        handler.sending.join()


def test_failure_is_mailed_once_in_a_quarter_of_an_hour(letters, handler):
    failure = failed()
    for _time in range(3):
        send(handler, record("Internal Server Error: /", failure=failure))
    handler._clock.now = PAUSE + 1
    send(handler, record("Internal Server Error: /", failure=failure))

    assert [letter.subject for letter in letters] == ["[Rostrum] Internal Server Error: /"] * 2
    assert letters[0].to == ["duty@example.org"]
    assert "ValueError: It broke." in letters[0].body


def test_failures_of_many_kinds_are_not_mailed_without_end(letters, handler):
    for number in range(MOST_AN_HOUR + 5):
        send(handler, record(f"Failure {number}"))

    assert len(letters) == MOST_AN_HOUR


def test_warnings_are_not_mailed_nor_anything_without_administrators(settings, letters, handler):
    warning = logging.LogRecord("x", logging.WARNING, "x.py", 1, "A warning", (), None)
    logger = logging.Logger("x")
    logger.addHandler(handler)
    logger.handle(warning)
    settings.ADMINS = []
    send(handler, record("Failure"))

    assert letters == []
    settings.ADMINS = [("", "duty@example.org")]
    send(handler, record("Failure"))
    assert len(letters) == 1
