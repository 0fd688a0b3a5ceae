"""The Summary for demonstration that ships with the dialogue of 2012: the six texts say the same, in the same shape.

It rests on the programme of the day and on public accounts of it, and names exactly those who are on the record.
"""

import csv
import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from conference.documents.emphasis import runs, without_marks
from conference.languages import CODES, official
from conference.languages.collation import sort_key
from conference.languages.people import with_plain_spaces
from floor.demo.dialogue_2012 import PANEL, TOOK_THE_FLOOR
from programme.demo.dialogue_2012 import FOLDER, SLUG

REPOSITORY = Path(__file__).resolve().parents[3]
CONTENT = json.loads((REPOSITORY / "summary" / "data" / SLUG / "summary.json").read_text(encoding="utf-8"))
STRUCTURE = json.loads((FOLDER / "structure.json").read_text(encoding="utf-8"))
PROGRAMME = {code: json.loads((FOLDER / f"texts.{code}.json").read_text(encoding="utf-8")) for code in CODES}
SESSIONS = {session["slug"]: session for session in STRUCTURE["sessions"]}

MILLION = r"(?:million\w*|millones|миллион\w*|مليون)"
STRAIGHT = re.compile(r"[\"'`]")
STRAY_SPACE = re.compile(r"\s\s|^\s|\s$|\s[.,،؛]")
FRENCH_SPACING = re.compile(r"(?<!\u00a0)[:;?!»]|«(?!\u00a0)|\u00a0(?![:;?!»]|\d{3})(?<!«\u00a0)(?<![A-Z]\.\u00a0)")
HALF_WIDTH = re.compile(r"[,;:?!()\"']|\.(?!\d)|\s")
ENDS = {"ar": (":", "؛", "."), "zh-hans": ("：", "；", "。"), "fr": ("\u00a0:", "\u00a0;", ".")}


def paragraphs():
    return [paragraph for section in CONTENT["sections"] for paragraph in section["paragraphs"]]


def rows(among):
    """The paragraphs and their parts, of every depth, in order."""
    for row in among:
        yield row
        yield from rows(row["parts"])


ROWS = list(rows(paragraphs()))
TEXTS = [
    CONTENT["title"],
    CONTENT["note"],
    *(section["heading"] for section in CONTENT["sections"]),
    *(row["text"] for row in ROWS),
]


def numbers(text):
    """The numbers of a text, however its language writes them: "2,5 millions" and "250万" are both 2500000."""
    text = re.sub(r"(?<=\d)[\u00a0.,](?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    text = re.sub(r"(?<=年)\d+月", "", text)  # the other languages name the month
    return Counter(
        int(Decimal(number) * (1_000_000 if million else 10_000 if ten_thousand else 1))
        for number, million, ten_thousand in re.findall(rf"(\d+(?:\.\d+)?)(?:\s?({MILLION})|(万))?", text)
    )


def state_names(code):
    with (REPOSITORY / "speakers" / "data" / "states.csv").open(encoding="utf-8") as table:
        return {row["iso3"]: row[f"name_{official(code).suffix}"] for row in csv.DictReader(table)}


def states_in(text, code):
    """The States that a text names in the nominative. The longest name is taken first: Niger is not in Nigeria."""
    found = set()
    for iso3, name in sorted(state_names(code).items(), key=lambda item: -len(item[1])):
        if name in text:
            found.add(iso3)
            text = text.replace(name, "")
    return found


def test_every_text_is_there_in_six_languages_and_only_the_agenda_item_is_empty():
    assert all(tuple(text) == CODES and all(text.values()) for text in TEXTS)
    assert CONTENT["agenda_item"] == dict.fromkeys(CODES, "")
    assert "symbol" not in CONTENT


def test_it_has_the_sections_of_the_programme_and_the_length_of_a_summary():
    assert 18 <= len(paragraphs()) <= 22
    assert [(section["level"], section["session"], section["theme"]) for section in CONTENT["sections"]] == [
        (1, "opening", None),
        (1, "panel-1", None),
        *((2, "panel-1", number) for number in (1, 2, 3)),
        (1, "panel-2", None),
        *((2, "panel-2", number) for number in (1, 2, 3, 4, 5)),
        (1, None, None),
        (1, "closing", None),
    ]
    assert all(section["paragraphs"] for section in CONTENT["sections"])


def test_sub_sections_have_the_words_of_the_themes():
    of_themes = [section for section in CONTENT["sections"] if section["theme"]]
    assert of_themes
    for section in of_themes:
        key = f"sessions.{section['session']}.themes.{section['theme']}"
        assert section["heading"] == {code: PROGRAMME[code][key] for code in CODES}


def test_it_is_dated_after_the_dialogue():
    assert date.fromisoformat(CONTENT["dated_on"]) > date.fromisoformat(STRUCTURE["ends_on"])


def test_every_role_of_the_programme_is_reflected():
    on_the_programme = {
        (session["slug"], speaker) for session in STRUCTURE["sessions"] for _, speaker in session["roles"]
    }

    assert {tuple(role) for row in ROWS for role in row["sources"]["roles"]} == on_the_programme


def test_all_who_took_the_floor_are_reflected():
    reflected = {tuple(source) for row in ROWS for source in row["sources"]["interventions"]}

    assert reflected == {(PANEL, iso3) for iso3 in TOOK_THE_FLOOR}


@pytest.mark.parametrize("code", CODES)
def test_delegations_named_as_having_taken_the_floor_are_those_of_the_record(code):
    row = max(ROWS, key=lambda row: len(row["sources"]["interventions"]))

    assert states_in(row["text"][code], code) == set(TOOK_THE_FLOOR)


@pytest.mark.parametrize("code", CODES)
def test_those_on_whom_a_text_rests_are_named_in_it_or_hold_the_office_that_is(code):
    """The name is the programme's or the State's own in that language; later mentions have the office alone."""
    texts, names, first = PROGRAMME[code], state_names(code), set()
    assert {kind for row in ROWS for kind, found in row["sources"].items() if found} == {"interventions", "roles"}
    for row in ROWS:
        for iso3 in (iso3 for _, iso3 in row["sources"]["interventions"]):
            stem = names[iso3][:-1] if code == "ru" else names[iso3]  # Russian declines it
            assert stem in row["text"][code]
        for slug in (slug for _, slug in row["sources"]["roles"] if slug not in first):
            assert texts[f"speakers.{slug}.name"] in with_plain_spaces(row["text"][code])
            first.add(slug)


@pytest.mark.parametrize("code", [code for code in CODES if code != "zh-hans"])  # whose order is that of the pinyin
def test_states_are_listed_in_the_order_of_the_language(code):
    row = max(ROWS, key=lambda row: len(row["sources"]["interventions"]))
    names = [state_names(code)[iso3] for _, iso3 in row["sources"]["interventions"]]

    listed = sorted(names, key=row["text"][code].rindex)

    assert listed == sorted(names, key=lambda name: sort_key(name, code))


def test_the_six_texts_have_the_same_numbers():
    assert any(numbers(text["en"]) for text in TEXTS)
    for text in TEXTS:
        assert {code: numbers(text[code]) for code in CODES} == dict.fromkeys(CODES, numbers(text["en"]))


def test_the_contributions_are_those_that_were_announced():
    section = next(section for section in CONTENT["sections"] if section["session"] is None)
    announced = section["paragraphs"][-1]["parts"]

    assert [numbers(part["text"]["en"]) for part in announced] == [Counter([10_000]), Counter([200_000])]


def test_marks_of_emphasis_are_closed_and_are_as_many_in_each_language():
    for text in TEXTS:
        marked = {code: sum(run.italic or run.bold for run in runs(text[code])) for code in CODES}
        assert set(marked.values()) == {marked["en"]}
        assert not any("*" in without_marks(text[code]) for code in CODES)
    assert sum(run.italic for text in TEXTS for run in runs(text["en"])) == 2


def test_the_end_of_a_text_says_whether_parts_or_a_sister_follow():
    def check(among, depth=0):
        for place, row in enumerate(among, 1):
            follows = 0 if row["parts"] else 1 if depth and place < len(among) else 2
            for code in CODES:
                assert row["text"][code].endswith(ENDS.get(code, (":", ";", "."))[follows]), row["text"][code]
            check(row["parts"], depth + 1)

    check(paragraphs())


@pytest.mark.parametrize("code", CODES)
def test_quotation_marks_and_spaces_are_those_of_print(code):
    faults = [text[code] for text in TEXTS if STRAIGHT.search(text[code]) or STRAY_SPACE.search(text[code])]

    assert TEXTS
    assert not faults


def test_french_has_no_break_spaces_where_they_belong_and_nowhere_else():
    assert TEXTS
    assert not [text["fr"] for text in TEXTS if FRENCH_SPACING.search(text["fr"])]


def test_chinese_has_full_width_punctuation_and_no_spaces():
    assert TEXTS
    assert not [text["zh-hans"] for text in TEXTS if HALF_WIDTH.search(without_marks(text["zh-hans"]))]
