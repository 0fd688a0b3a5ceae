"""The process in which a file is inspected: its limits, and what comes of a file that passes them."""

import sys
import threading
import time

import pytest

from conference.inspection import process
from tests.conference.inspection.uploads import objects_in_stream, raw_pdf, word


def test_answer_of_an_inspection_is_a_plain_dict():
    assert process.inspect("pdf", raw_pdf()) == {"pages": 1}
    assert process.inspect("word", word()) == {"parts": 2}
    found = process.inspect("pdf", raw_pdf("/OpenAction << /S /Launch >>"))
    assert found == {"found": "action", "name": "/Launch"}


@pytest.mark.parametrize("kind", ["probe_time", "probe_memory", "probe_file", "probe_silence"])
def test_inspection_that_passes_a_limit_is_a_finding_and_no_failure(kind, monkeypatch):
    """The probes are inspections of the tests, run by the same child; the clock is set to end none of them."""
    monkeypatch.setattr(process, "MODULE", "tests.conference.inspection.probe")
    monkeypatch.setattr(process, "SECONDS", 100)

    assert process.inspect(kind, b"x") == {"found": "costly", "name": ""}


def test_inspection_that_waits_is_stopped(monkeypatch):
    monkeypatch.setattr(process, "MODULE", "tests.conference.inspection.probe")
    monkeypatch.setattr(process, "SECONDS", 1)

    assert process.inspect("probe_waiting", b"x") == {"found": "costly", "name": ""}


def test_child_has_none_of_our_secrets(monkeypatch):
    monkeypatch.setattr(process, "MODULE", "tests.conference.inspection.probe")
    monkeypatch.setenv("ROSTRUM_SECRET_KEY", "secret")

    answer = process.inspect("probe_environment", b"x")

    assert "secret" not in answer["values"]
    assert answer["arguments"][0].endswith("probe.py")


def test_more_inspections_than_places_wait_and_are_refused_when_that_takes_long(monkeypatch):
    monkeypatch.setattr(process, "PATIENCE", 0.05)
    taken = [process._places.acquire() for _place in range(process.AT_ONCE)]
    try:
        with pytest.raises(process.Busy):
            process.inspect("pdf", raw_pdf())
    finally:
        for _place in taken:
            process._places.release()

    assert process.inspect("pdf", raw_pdf()) == {"pages": 1}


def test_place_is_free_again_after_a_refusal():
    for _time in range(process.AT_ONCE + 1):
        assert process.inspect("pdf", b"%PDF-1.7\n")["found"] == "incomplete"


def test_no_process_can_be_started(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")

    with pytest.raises(process.Busy):
        process.inspect("pdf", raw_pdf())


def test_small_pdf_that_inflates_is_refused_within_its_limits():
    """The file of 21 KB that kept a thread for forty seconds."""
    bodies = [objects_in_stream("null" + " " * 10_000_000, first_number=20 + place) for place in range(2)]
    began = time.monotonic()

    answer = process.inspect("pdf", raw_pdf(objects=bodies))

    assert answer["found"] == "inflated"
    assert time.monotonic() - began < process.SECONDS


def test_uploader_is_free_again_when_an_inspection_failed():
    with pytest.raises(ZeroDivisionError), process.one_at_a_time("a"):
        raise ZeroDivisionError

    seen = []
    with process.one_at_a_time("a"):
        thread = threading.Thread(target=lambda: seen.append(_is_busy("a")))
        thread.start()
        thread.join()
    assert (seen, _is_busy("a")) == ([True], False)


def _is_busy(uploader):
    try:
        with process.one_at_a_time(uploader):
            return False
    except process.Busy:
        return True
