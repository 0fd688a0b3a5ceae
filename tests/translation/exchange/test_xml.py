"""XLIFF and TMX as other tools want them, and what such tools give back."""

from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from conference.languages import CODES
from tests.cases import case
from tests.translation.exchange.texts import OTHERS, make_unit, make_units, write
from translation.exchange import xliff12, xliff20
from translation.exchange.detect_format import read
from translation.units import STATES, digest

SCHEMAS = Path(__file__).resolve().parents[4] / "shared" / "schemas"
SCHEMA_OF = {"xliff12": "xliff-core-1.2-strict.xsd", "xliff20": "xliff_core_2.0.xsd"}
NAMES = {"a": xliff12.NAMESPACE, "b": xliff20.NAMESPACE}


def found(content, path):
    return etree.fromstring(content).xpath(path, namespaces=NAMES)


def read_xliff12(units, facts='source-language="en" target-language="fr"'):
    text = (
        f'<xliff version="1.2" xmlns="{xliff12.NAMESPACE}"><file original="x" datatype="plaintext" {facts}>'
        f"<header/><body>{units}</body></file></xliff>"
    )
    return read(BytesIO(text.encode())).units


def read_xliff20(units, facts='srcLang="en" trgLang="fr"', version="2.0"):
    text = f'<xliff version="{version}" xmlns="{xliff20.NAMESPACE}" {facts}><file id="f1">{units}</file></xliff>'
    return read(BytesIO(text.encode())).units


def read_tmx(body, header='srclang="en"', encoding="utf-8", prolog=""):
    text = f'{prolog}<tmx version="1.4"><header {header}/><body>{body}</body></tmx>'
    return read(BytesIO(text.encode(encoding)))


@pytest.mark.parametrize("name", SCHEMA_OF)
@pytest.mark.parametrize("language", CODES)
def test_xliff_is_valid(name, language):
    path = SCHEMAS / SCHEMA_OF[name]
    if not path.exists():
        pytest.skip(f"the schema (shared/schemas/{path.name}) is not beside the repository")
    units = [
        *make_units(language, OTHERS[language]),
        make_unit(901, "x", "draft", language=language, source_language="ar" if language != "ar" else "ru"),
    ]

    content = write(name, units, source_language=OTHERS[language], name="A <name> & \x07 so on")

    etree.XMLSchema(etree.parse(path)).assertValid(etree.fromstring(content))


def test_xliff_12_has_a_file_for_each_run_of_a_source_language():
    units = [
        make_unit(1, language="ar"),
        make_unit(2, language="ar", source_language="fr"),
        make_unit(3, language="ar", source_language="fr"),
        make_unit(4, language="ar"),
    ]

    content = write("xliff12", units)

    assert found(content, "//a:file/@source-language") == ["en", "fr", "en"]
    assert found(content, "//a:file/@target-language") == ["ar", "ar", "ar"]


def test_chinese_is_zh_in_files():
    units = [make_unit(1, "对话", "draft", language="zh-hans")]

    assert found(write("xliff12", units), "//a:target/@xml:lang") == ["zh"]
    assert found(write("xliff20", units), "/b:xliff/@trgLang") == ["zh"]
    assert found(write("tmx", units), "//tuv/@xml:lang") == ["en", "zh"]


def test_white_space_is_declared_to_be_kept():
    assert found(write("xliff12", make_units()), "count(//a:trans-unit[not(@xml:space='preserve')])") == 0
    assert found(write("xliff20", make_units()), "count(//b:unit[not(@xml:space='preserve')])") == 0


def test_states_of_xliff_12():
    units = [make_unit(number, "x", state) for number, state in enumerate(STATES)]

    content = write("xliff12", [make_unit(9), *units[1:]])

    assert found(content, "//a:target/@state") == [
        "new",
        "needs-translation",
        "needs-review-translation",
        "translated",
        "signed-off",
    ]
    assert found(content, "//a:trans-unit[@approved='yes']/@id") == ["programme.session:4:title"]


def test_states_of_xliff_20():
    content = write("xliff20", [make_unit(9), *(make_unit(n, "x", state) for n, state in enumerate(STATES[1:]))])

    assert list(zip(found(content, "//@state"), found(content, "//@subState"), strict=True)) == [
        ("initial", "rostrum:missing"),
        ("initial", "rostrum:draft"),
        ("translated", "rostrum:tentative"),
        ("translated", "rostrum:translated"),
        ("reviewed", "rostrum:revised"),
    ]


@pytest.mark.parametrize(
    ("attributes", "state"),
    [
        ('state="new"', "draft"),
        ('state="needs-translation"', "draft"),
        ('state="needs-review-l10n"', "tentative"),
        ('state="translated"', "translated"),
        ('state="final"', "revised"),
        ('state="signed-off"', "revised"),
        ('state="x-own"', "draft"),
        ("", "draft"),
    ],
)
def test_state_of_another_tool_in_xliff_12(attributes, state):
    unit = f'<trans-unit id="a:1:b"><source>a</source><target {attributes}>b</target></trans-unit>'

    assert [unit.state for unit in read_xliff12(unit)] == [state]


def test_approved_unit_without_state_is_revised():
    unit = '<trans-unit id="a:1:b" approved="yes"><source>a</source><target>b</target></trans-unit>'

    assert [unit.state for unit in read_xliff12(unit)] == ["revised"]


@pytest.mark.parametrize(
    ("attributes", "state"),
    [
        ("", "draft"),
        ('state="translated"', "translated"),
        ('state="reviewed"', "revised"),
        ('state="final" subState="other:signed"', "revised"),
        ('state="translated" subState="rostrum:draft"', "translated"),  # left behind by a tool that raised the state
    ],
)
def test_state_of_another_tool_in_xliff_20(attributes, state):
    unit = f'<unit id="a:1:b"><segment {attributes}><source>a</source><target>b</target></segment></unit>'

    assert [unit.state for unit in read_xliff20(unit, version="2.1")] == [state]


def test_segments_of_xliff_12_are_one_text():
    (unit,) = read_xliff12(
        '<trans-unit id="a:1:b"><source>One. Two.</source>'
        '<seg-source><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two.</mrk></seg-source>'
        '<target><mrk mtype="seg" mid="1">Un.</mrk> <mrk mtype="seg" mid="2">Deux.</mrk></target>'
        '<alt-trans><source>x</source><target state="final">Autre.</target></alt-trans></trans-unit>'
    )

    assert (unit.source, unit.target) == ("One. Two.", "Un. Deux.")


def test_codes_that_a_tool_made_of_marks_are_text_again():
    (first,) = read_xliff12(
        '<trans-unit id="a:1:b"><source>x</source><target>un <ph id="1">**</ph>mot<x id="2" equiv-text="**"/>'
        '<g id="3"> et</g></target></trans-unit>'
    )
    (second,) = read_xliff20(
        '<unit id="a:1:b"><originalData><data id="d1">**</data><data id="d2">*</data></originalData><segment>'
        '<source>x</source><target>un <pc id="1" dataRefStart="d1" dataRefEnd="d1">mot</pc> et '
        '<ph id="2" dataRef="d2"/>un<cp hex="0009"/>autre</target></segment></unit>'
    )

    assert first.target == "un **mot** et"
    assert second.target == "un **mot** et *un\tautre"


def test_segments_of_xliff_20_are_one_text_in_the_least_state():
    (unit,) = read_xliff20(
        '<unit id="a:1:b"><segment state="final"><source>One.</source><target>Un.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="translated"><source>Two.</source><target>Deux.</target></segment></unit>'
    )

    assert (unit.source, unit.target, unit.state) == ("One. Two.", "Un. Deux.", "translated")


def test_text_without_digests_has_none():
    (unit,) = read_xliff12('<trans-unit id="a:1:b"><source>a</source><target>b</target></trans-unit>')

    assert (unit.source_digest, unit.target_digest) == ("", "")


@pytest.mark.parametrize("code", ["fr", "fr-FR", "FR-ca"])
def test_language_may_have_a_region(code):
    (unit,) = read_xliff12(
        '<trans-unit id="a:1:b"><source>a</source><target>b</target></trans-unit>',
        f'source-language="en-US" target-language="{code}"',
    )

    assert (unit.source_language, unit.target_language) == ("en", "fr")


def test_language_of_xliff_12_may_stand_at_the_targets():
    (unit,) = read_xliff12(
        '<trans-unit id="a:1:b"><source>a</source><target xml:lang="zh-CN">b</target></trans-unit>',
        'source-language="en"',
    )

    assert unit.target_language == "zh-hans"


def test_comment_within_a_text_is_not_text():
    (unit,) = read_xliff12('<trans-unit id="a:1:b"><source>a</source><target>b<!-- x -->c<?y?>d</target></trans-unit>')

    assert unit.target == "bcd"


def test_texts_without_a_key_of_ours_are_counted():
    content = (
        f'<xliff version="1.2" xmlns="{xliff12.NAMESPACE}"><file original="x" datatype="plaintext" '
        'source-language="en" target-language="fr"><body>'
        '<trans-unit id="7"><source>a</source><target>b</target></trans-unit>'
        '<trans-unit id="8"><source>a</source></trans-unit>'
        '<trans-unit id="a:1:b"><source>a</source></trans-unit></body></file></xliff>'
    )

    assert read(BytesIO(content.encode())).without_key == 1


def test_tmx_text_that_is_missing_has_its_source_alone():
    content = write("tmx", [make_unit(1), make_unit(2, "Dialogue", "draft")])

    assert found(content, "//tu/@tuid") == ["programme.session:1:title", "programme.session:2:title"]
    assert [len(unit) for unit in found(content, "//tu")] == [4, 5]
    assert len(found(content, "//tuv")) == 3


def test_tmx_has_what_its_document_type_asks_for():
    (header,) = found(write("tmx", make_units()), "/tmx[@version='1.4']/header")

    assert set(header.keys()) == {
        "creationtool",
        "creationtoolversion",
        "segtype",
        "o-tmf",
        "adminlang",
        "srclang",
        "datatype",
    }
    assert found(write("tmx", make_units()), "/tmx/body/tu/tuv[2]/following-sibling::*") == []


def test_tmx_of_another_tool():
    parsed = read_tmx(
        '<tu tuid="a:1:b"><tuv xml:lang="EN-US"><seg>One</seg></tuv>'
        '<tuv xml:lang="FR-FR"><seg>Un <bpt i="1">*</bpt>mot<ept i="1">*</ept></seg></tuv></tu>',
        encoding="utf-16",
        prolog='<?xml version="1.0" encoding="utf-16"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">',
    )

    assert parsed.target_language == "fr"
    assert [(unit.source, unit.target, unit.state) for unit in parsed.units] == [("One", "Un *mot*", "draft")]


def test_tmx_text_may_have_another_source_language_than_its_file():
    words = {"en": "One", "ar": "واحد", "fr": "Un"}
    unit = "".join(f'<tuv xml:lang="{code}"><seg>{text}</seg></tuv>' for code, text in words.items())
    text = f'<tmx version="1.4"><header srclang="en"/><body><tu tuid="a:1:b" srclang="ar">{unit}</tu></body></tmx>'

    parcel = read(BytesIO(text.encode()), target_language="fr")

    assert [(unit.source_language, unit.source, unit.target) for unit in parcel.units] == [("ar", "واحد", "Un")]


def test_tmx_of_several_languages_is_read_for_the_one_that_is_wanted():
    unit = "".join(f'<tuv xml:lang="{code}"><seg>{code}</seg></tuv>' for code in ("en", "fr", "ru"))
    text = f'<tmx version="1.4"><header srclang="en"/><body><tu tuid="a:1:b">{unit}</tu></body></tmx>'

    parsed = read(BytesIO(text.encode()), target_language="ru")

    assert [unit.target for unit in parsed.units] == ["ru"]


def test_digests_are_those_of_the_texts_at_writing():
    for name in ("xliff12", "xliff20", "tmx"):
        content = write(name, [make_unit(1, "Dialogue", "draft")]).replace(b">Dialogue<", b">Le dialogue<")

        (unit,) = read(BytesIO(content)).units

        assert (unit.target, unit.target_digest) == ("Le dialogue", digest("Dialogue"))


def test_case_17_text_deleted_under_tracked_changes_is_left_out():
    content = case("17-tracked-deletion.xlf").replace(b"KEY-OF-A-TEXT", b"a:1:b")

    (unit,) = read(BytesIO(content)).units

    assert (unit.source, unit.target, unit.state) == ("the new text", "le nouveau texte", "translated")


@pytest.mark.parametrize("kind", ["x-sdl-deleted", "x-sdl-feedback-deleted", "tool:del"])
def test_deleted_text_is_left_out_of_every_format_with_what_it_holds(kind):
    old = '<mrk id="m1" {name}="{kind}">old <g id="g1">words</g> </mrk>'
    kept = '<mrk id="m2" {name}="x-sdl-added">new</mrk>'
    target = f"<target>a {old}{kept} text</target>"
    first = f'<trans-unit id="a:1:b"><source>s</source>{target.format(name="mtype", kind=kind)}</trans-unit>'
    second = f'<unit id="a:1:b"><segment><source>s</source>{target.format(name="type", kind=kind)}</segment></unit>'
    seg = f"<seg>a {old}{kept} text</seg>".replace("mrk", "hi").format(name="type", kind=kind)
    third = f'<tu tuid="a:1:b"><tuv xml:lang="en"><seg>s</seg></tuv><tuv xml:lang="fr">{seg}</tuv></tu>'

    found = [*read_xliff12(first), *read_xliff20(second), *read_tmx(third).units]

    assert [unit.target for unit in found] == ["a new text"] * 3
