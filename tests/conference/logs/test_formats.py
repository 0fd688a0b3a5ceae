import json
import logging
import sys

import pytest

from conference.logs.formats import QUIET, JSONFormatter, LineFormatter, Repetitions
from conference.logs.requests import CurrentRequest, answering


def record(message, *args, failure=None, name="conference.x"):
    facts = (type(failure), failure, failure.__traceback__) if failure else None
    return logging.LogRecord(name, logging.ERROR, "x.py", 1, message, args, facts)


def failed(words="It broke."):
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def test_line_says_when_what_and_for_whom():
    with answering(CurrentRequest("abcdef12", "192.0.2.7")):
        line = LineFormatter().format(record("The %s is wrong.", "floor"))

    moment, level, name, rest = line.split(" ", 3)
    assert (level, name) == ("ERROR", "conference.x")
    assert moment.endswith("Z")
    assert rest.startswith("[process=")
    assert rest.endswith(" request=abcdef12 address=192.0.2.7] The floor is wrong.")


def test_line_stays_one_line_whatever_a_person_sends():
    line = LineFormatter().format(record("Not found: %s", "/en/\nERROR forged\x1b[31m\u2028x"))

    assert len(line.splitlines()) == 1
    assert "/en/\\nERROR forged\\x1b[31m\\x2028x" in line


def test_traceback_is_written_once_and_then_a_line_for_each_repetition():
    form = LineFormatter()
    failure = failed()

    first, second, third = [form.format(record("Internal Server Error: /", failure=failure)) for _time in range(3)]

    assert "Traceback (most recent call last):" in first
    assert "ValueError: It broke. (conference/logs/test_formats.py:" in first.splitlines()[0]
    assert len(second.splitlines()) == len(third.splitlines()) == 1
    assert third.endswith("(again, 2 since its traceback)")


def test_eighty_five_failures_of_one_kind_take_few_lines():
    form, failure = LineFormatter(), failed()

    records = [record("Internal Server Error: /%d", number, failure=failure) for number in range(85)]
    written = "\n".join(map(form.format, records))

    assert len(written.splitlines()) < 100


def test_another_place_of_the_code_has_its_own_traceback():
    form = LineFormatter()
    form.format(record("First", failure=failed()))
    try:
        sys.intern(1)
    except TypeError as other:
        line = form.format(record("Second", failure=other))

    assert "Traceback" in line


def test_traceback_is_written_again_after_a_quiet_time():
    now = 0
    repetitions = Repetitions(clock=lambda: now)
    counts = [repetitions.count("kind"), repetitions.count("kind")]
    now = QUIET + 1

    assert [*counts, repetitions.count("kind")] == [0, 1, 0]


def test_json_is_an_object_on_one_line_with_the_traceback_in_it():
    with answering(CurrentRequest("abcdef12", "192.0.2.7")):
        line = JSONFormatter().format(record("It failed: %s", "Ä", failure=failed()))

    found = json.loads(line)
    assert len(line.splitlines()) == 1
    assert (found["level"], found["message"], found["request"]) == ("ERROR", "It failed: Ä", "abcdef12")
    assert found["address"] == "192.0.2.7"
    assert found["failure"].startswith("ValueError: It broke.")
    assert "Traceback" in found["traceback"]


@pytest.mark.parametrize("form", [LineFormatter, JSONFormatter])
def test_traceback_that_a_filter_has_cleaned_is_written_as_it_left_it(form):
    failing = record("It failed", failure=failed("secret"))
    failing.exc_text = "Traceback (most recent call last):\nValueError: –"

    line = form().format(failing)

    assert "ValueError: –" in line
    assert "secret" not in line
