"""Each format gives back what was written, whatever the characters."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, TemporaryUploadedFile
from django.utils.translation import override

from conference.languages import CODES
from tests.translation.exchange.texts import OTHERS, PROSE, as_written, make_unit, make_units, write
from translation.exchange.detect_format import FORMAT_MODULES, format_of, read
from translation.units import STATES, comparable, digest

every_format = pytest.mark.parametrize("name", FORMAT_MODULES)


def kept_by(name, unit):
    """What a format keeps of a unit: Word chooses itself which characters break lines."""
    unit = as_written(unit)
    if name != "docx":
        return unit
    return replace(unit, source=comparable(unit.source), target=comparable(unit.target))


@every_format
@pytest.mark.parametrize("language", CODES)
def test_units_come_back_as_they_were_written(name, language):
    units = make_units(language, OTHERS[language])

    with override(language):
        content = write(name, units, source_language=OTHERS[language], name="Dialogue <2012> & Co.")

    parsed = read(BytesIO(content))
    assert parsed.units == tuple(kept_by(name, unit) for unit in units)
    assert (parsed.target_language, parsed.format, parsed.without_key) == (language, name, 0)


@every_format
def test_same_units_give_same_bytes(name):
    units = make_units("ar")

    assert write(name, units) == write(name, units)


@every_format
def test_format_is_known_by_its_content(name):
    file = BytesIO(write(name, make_units()))

    assert (format_of(file), file.tell()) == (name, 0)


@every_format
@pytest.mark.parametrize("state", STATES[1:])
def test_state_comes_back(name, state):
    unit = make_unit(1, "Dialogue interactif", state)

    (found,) = read(BytesIO(write(name, [unit]))).units

    assert found.state == state


@every_format
def test_text_that_is_there_is_not_missing_and_one_that_is_not_is(name):
    units = [make_unit(1, "Dialogue", "missing"), make_unit(2, "", "translated")]

    found = read(BytesIO(write(name, units))).units

    assert [unit.state for unit in found] == ["draft", "missing"]


@every_format
def test_texts_from_several_source_languages_go_into_one_file(name):
    units = [
        make_unit(1, "Диалог", "draft", language="ru"),
        make_unit(2, "Лицо", "draft", source="Visage", source_language="fr", language="ru"),
        make_unit(3, "", source="Hall", language="ru"),
    ]

    found = read(BytesIO(write(name, units))).units

    assert [(unit.source_language, unit.source) for unit in found] == [
        ("en", "Interactive dialogue"),
        ("fr", "Visage"),
        ("en", "Hall"),
    ]


@every_format
def test_characters_that_no_file_holds_are_left_out(name):
    unit = make_unit(1, "a\x00b\x0bc\ud800d\uffffe", "draft", source="\x1bx", note="\x07y")

    (found,) = read(BytesIO(write(name, [unit]))).units

    assert (found.source, found.target, found.note) == ("x", "abcde", "y")
    assert found.target_digest == digest("abcde") == digest(unit.target)


@every_format
def test_digest_of_source_may_be_given(name):
    unit = make_unit(1, "Dialogue", "draft", source_digest="0123456789abcdef")

    (found,) = read(BytesIO(write(name, [unit]))).units

    assert found.source_digest == "0123456789abcdef"


@every_format
@pytest.mark.parametrize("upload", [InMemoryUploadedFile, TemporaryUploadedFile])
def test_upload_of_django_is_read(name, upload):
    content = write(name, make_units())
    if upload is InMemoryUploadedFile:
        file = InMemoryUploadedFile(BytesIO(content), "file", "anything.txt", "text/plain", len(content), None)
    else:
        file = TemporaryUploadedFile("anything.txt", "text/plain", len(content), None)
        file.write(content)

    with file:
        assert len(read(file).units) == len(make_units())


@every_format
def test_progress_is_told_to_the_end(name):
    units = [make_unit(number, PROSE, "draft", source=PROSE) for number in range(600)]
    written, seen = [], []

    content = write(name, units, on_progress=lambda *shares: written.append(shares))
    read(BytesIO(content), on_progress=lambda *shares: seen.append(shares))

    assert written == [(250, 600), (500, 600), (600, 600)]
    assert len(seen) >= 3
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]
