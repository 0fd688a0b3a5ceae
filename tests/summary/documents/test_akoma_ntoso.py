"""The Summary as Akoma Ntoso: valid, linked across the languages, and word for word what was issued."""

from copy import deepcopy
from pathlib import Path

import pytest
from django.utils.translation import gettext, override
from lxml import etree

from conference.documents.emphasis import without_marks
from conference.fields import validate_characters
from conference.languages import CODES, official
from summary.documents.akoma_ntoso import akoma_ntoso_of
from summary.documents.akoma_ntoso_iris import AkomaNtosoNames
from summary.text.numbering import paragraph_mark, part_mark, section_mark
from tests.summary.documents.contents import (
    make_content,
    make_corrigendum,
    with_forms,
    with_notes,
    with_table,
    without_language,
)

SCHEMA = Path(__file__).resolve().parents[4] / "shared" / "schemas" / "akomantoso30.xsd"
NAMES = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
WORK = "/akn/un/debateReport/meetingReport/unga/2012-04-03/A-66-999"
HOSTILE = "]]> &amp; <!-- <?xml ?> \"' &#0; </p> " + "".join(
    map(chr, [9, 10, 13, *range(0x20, 0xD800), *range(0xE000, 0xFFFE), 0x1F600, 0x1FFFE, 0x10FFFF])
)


def hostile_content():
    content = make_content(2)
    section = content["sections"][0]
    for texts in (section["heading"], section["paragraphs"][0]["text"], content["title"], content["note"]):
        texts["en"] = HOSTILE
    content["conference"]["title"]["en"] = HOSTILE
    return content


def corrected_notes():
    content = with_notes(make_content(5))
    corrections = [{"key": key, "paragraph": None, "path": [], "languages": ["fr"]} for key in ("n1", "n9", "p1")]
    return make_corrigendum(corrections, **{name: content[name] for name in ("title_notes", "notes", "sections")})


def corrected_forms():
    corrections = [{"key": key, "paragraph": None, "path": [], "languages": ["fr"]} for key in ("p903", "p904")]
    return make_corrigendum(corrections, sections=with_forms(make_content(5))["sections"])


def corrected_table():
    corrections = [{"key": key, "paragraph": None, "path": [], "languages": ["fr"]} for key in ("p910", "c3")]
    return make_corrigendum(corrections, sections=with_table(make_content(5))["sections"])


EDITIONS = {
    "first": make_content(),
    "revision": make_content(kind="revision", series=1, base=1, dated_on="2012-05-20"),
    "reissue": make_content(kind="reissue", base=1),
    "corrigendum": make_corrigendum(),
    "without symbol": make_content(symbol=""),
    "draft": make_content(kind="draft", languages=[], dated_on=""),
    "without French": without_language(make_content(), "fr"),
    "hostile": hostile_content(),
    "with notes": with_notes(make_content(), repeated=True),
    "corrected notes": corrected_notes(),
    "with forms": with_forms(make_content()),
    "corrected forms": corrected_forms(),
    "with a table": with_table(make_content(), columns=4),
    "corrected table": corrected_table(),
    "with contents": make_content(contents="always"),
    "empty draft": make_content(0, kind="draft", sections=[], languages=[], symbol="", dated_on=""),
}


def test_number_has_no_hyphen_at_its_ends():
    assert AkomaNtosoNames(make_content(symbol="A/66/L.1*")).number == "A-66-L.1"


@pytest.fixture(scope="module")
def schema():
    if not SCHEMA.exists():
        pytest.skip("the schema (shared/schemas/akomantoso30.xsd) is not beside the repository")
    return etree.XMLSchema(etree.parse(SCHEMA))


def parsed(content, code="en", edition=1):
    return etree.fromstring(akoma_ntoso_of(content, code, edition))


def found(document, path):
    return document.xpath(path, namespaces=NAMES)


def words(element):
    return "".join(element.itertext())


def translated(code, words):
    with override(code):
        return gettext(words)


def in_order(content, code):
    """What stands in the body, in order: each mark and each text."""
    for section in content["sections"]:
        yield section_mark(section["level"], section["number"], code)
        yield section["heading"][code]
        for paragraph in section["paragraphs"]:
            yield from paragraph_in_order(paragraph, 0, code)


def paragraph_in_order(paragraph, depth, code):
    number = paragraph["number"]
    yield part_mark(depth, number, code) if depth else paragraph_mark(number, code)
    yield without_marks(paragraph["text"][code])
    for part in paragraph["parts"]:
        yield from paragraph_in_order(part, depth + 1, code)


@pytest.mark.parametrize("kind", EDITIONS)
def test_each_edition_is_valid_in_each_of_its_languages(kind, schema):
    content = EDITIONS[kind]

    for code in content["languages"] or CODES:
        assert schema.validate(parsed(content, code, 2)), schema.error_log


@pytest.mark.parametrize("code", CODES)
def test_the_text_is_the_content_in_order(code):
    content = make_content(paragraphs=13)

    body = found(parsed(content, code), "//a:mainBody")[0]
    texts = [words(leaf) for leaf in found(body, ".//a:num | .//a:heading | .//a:p")]

    assert texts == list(in_order(content, code))
    assert body.get(LANG) == official(code).html


def test_parts_are_nested_and_named_alike_in_all_languages():
    documents = [parsed(make_content(), code) for code in CODES]

    names = [[element.get("eId") for element in found(document, "//a:mainBody//*[@eId]")] for document in documents]
    point = found(documents[2], "//a:point[@eId='para_2__list_1__point_2__list_1__point_1']")[0]

    assert all(language == names[0] for language in names)
    assert len(set(names[0])) == len(names[0])
    assert found(documents[2], "//a:section[@eId='sec_2']/a:subsection/@eId") == [
        "sec_2__subsec_1",
        "sec_2__subsec_2",
    ]
    assert point.findtext("a:num", namespaces=NAMES) == "(i)"
    assert point.getparent().getparent().get("eId") == "para_2__list_1__point_2"


def test_emphasis_becomes_elements_and_an_escaped_asterisk_stays_one():
    content = make_content(1)
    content["sections"][0]["paragraphs"][0]["text"]["en"] = r"A *b* c **d** 2 \* 3 * 4 <i>e</i>"

    paragraph = found(parsed(content), "//a:mainBody//a:p")[0]

    assert [(child.tag.rpartition("}")[2], child.text) for child in paragraph] == [("i", "b"), ("b", "d")]
    assert words(paragraph) == "A b c d 2 * 3 * 4 <i>e</i>"


def test_the_masthead_names_symbol_day_title_and_proponent():
    preface = found(parsed(EDITIONS["revision"], "ar", 2), "//a:preface")[0]

    facts = {tag: words(found(preface, f".//a:{tag}")[0]) for tag in ("docNumber", "docDate", "docTitle")}

    assert facts == {
        "docNumber": "A/66/999/Rev.1",
        "docDate": "20 May 2012",
        "docTitle": EDITIONS["revision"]["title"]["ar"],
    }
    assert found(preface, ".//a:docDate/@date") == ["2012-05-20"]
    assert found(preface, ".//a:inline[@name='distribution']/text()") == [translated("ar", "Distr.: General")]
    assert found(preface, ".//a:inline[@name='originalLanguage']/text()") == [translated("ar", "Original: English")]
    assert found(preface, ".//a:docProponent/@as") == ["#president"]


def test_a_draft_and_a_rehearsal_say_what_they_are():
    conference = {**make_content()["conference"], "purpose": "rehearsal"}

    rehearsal = parsed(make_content(kind="draft", conference=conference), "en", None)

    assert found(rehearsal, "//a:docStage/text()") == ["Draft, not public"]
    assert found(rehearsal, "//a:docStatus/text()")[0].startswith("Rehearsal.")
    assert found(rehearsal, "//a:FRBRExpression/a:FRBRuri/@value") == [f"{WORK}/eng@draft"]
    assert found(parsed(make_content()), "//a:docStage | //a:docStatus") == []


def test_every_internal_reference_finds_its_element():
    for content in EDITIONS.values():
        document = parsed(content, (content["languages"] or CODES)[0])

        targets = {value.removeprefix("#") for value in found(document, "//@*[starts-with(., '#')]")}

        assert targets
        assert targets <= set(found(document, "//@eId"))


def test_six_languages_are_expressions_of_one_work_and_name_each_other():
    documents = {code: parsed(make_content(), code) for code in CODES}
    expressions = {code: f"{WORK}/{official(code).akn}@ver_1" for code in CODES}

    for code, document in documents.items():
        assert found(document, "//a:FRBRWork/a:FRBRuri/@value") == [WORK]
        assert found(document, "//a:FRBRExpression/a:FRBRuri/@value") == [expressions[code]]
        assert found(document, "//a:FRBRManifestation/a:FRBRuri/@value") == [f"{expressions[code]}.xml"]
        assert found(document, "//a:FRBRlanguage/@language") == [official(code).akn]
        others = [expressions[other] for other in CODES if other != code]
        assert found(document, "//a:implicitReference/@href") == others


def test_a_translation_names_the_original_and_the_original_names_none():
    content = make_content(original_language="fr")

    for code in CODES:
        translation = found(parsed(content, code), "//a:FRBRtranslation")
        assert [(row.get("href"), row.get("fromLanguage")) for row in translation] == (
            [] if code == "fr" else [(f"{WORK}/fra@ver_1", "fra")]
        )


def test_a_revision_is_a_later_version_of_the_same_work_and_names_what_it_replaces():
    document = parsed(EDITIONS["revision"], "es", 4)

    assert found(document, "//a:FRBRWork/a:FRBRuri/@value") == [WORK]
    assert found(document, "//a:FRBRExpression/a:FRBRuri/@value") == [f"{WORK}/spa@ver_4"]
    assert found(document, "//a:FRBRExpression/a:FRBRalias/@value") == ["A/66/999/Rev.1"]
    assert found(document, "//a:FRBRExpression/a:FRBRdate/@date") == ["2012-05-20"]
    assert found(document, "//a:activeRef/@href") == [f"{WORK}/spa@ver_1"]
    assert found(document, "/*/a:debateReport/@contains") == ["singleVersion"]


def test_a_corrigendum_is_a_work_of_its_own_that_says_what_it_corrects():
    document = parsed(EDITIONS["corrigendum"], "fr", 2)

    assert found(document, "//a:FRBRWork/a:FRBRuri/@value") == [f"{WORK}-corr-1"]
    assert found(document, "//a:FRBRExpression/a:FRBRuri/@value") == [f"{WORK}-corr-1/fra@"]
    assert found(document, "//a:activeRef/@href") == [f"{WORK}/fra@ver_1"]
    assert found(document, "//a:FRBRtranslation") == []  # there is none in the original language
    assert found(document, "//a:textualMod/a:destination/@href") == [
        f"{WORK}/fra@ver_1/~para_2__list_1__point_2__list_1__intro",
        f"{WORK}/fra@ver_1/~sec_1__heading",
    ]


def test_what_a_corrigendum_corrects_are_elements_of_its_base():
    base = parsed(EDITIONS["first"], "fr")
    paths = {"p1": [1], "p2": [2], "p2-2": [2, 2], "p2-2-1": [2, 2, 1]}
    keys = ["title", "note", "agenda_item", "s1", "s3", *paths]
    content = make_corrigendum([{"key": key, "path": paths.get(key, []), "languages": ["fr"]} for key in keys])

    destinations = found(parsed(content, "fr", 2), "//a:textualMod/a:destination/@href")
    texts = [words(found(base, f"//*[@eId='{href.partition('~')[2]}']")[0]).strip() for href in destinations]

    assert len(set(destinations)) == len(keys)
    assert texts == [words(element) for element in found(parsed(content, "fr", 2), "//a:quotedText")]


def test_the_cell_that_a_corrigendum_corrects_is_an_element_of_its_base():
    base = parsed(EDITIONS["with a table"], "fr")
    *__, href = found(parsed(EDITIONS["corrected table"], "fr", 2), "//a:textualMod/a:destination/@href")

    (cell,) = found(base, f"//*[@eId='{href.partition('~')[2]}']")
    assert words(cell).strip() == words(found(parsed(EDITIONS["corrected table"], "fr", 2), "//a:quotedText")[-1])


def test_a_corrigendum_holds_the_corrections_of_its_language_and_no_other_text():
    corrections = [
        {"paragraph": 2, "path": [2, 2], "key": "p2-2", "languages": ["fr", "es"]},
        {"paragraph": 1, "path": [1], "key": "p1", "languages": ["es"]},
        {"paragraph": None, "path": [], "key": "s3", "languages": ["fr"]},
    ]
    content = make_corrigendum(corrections, languages=["fr", "es"])

    lines = [words(leaf) for leaf in found(parsed(content, "fr", 2), "//a:mainBody//a:num | //a:mainBody//a:p")]

    assert [lines[0], lines[2], lines[3], lines[5]] == [
        "1.",
        content["sections"][0]["paragraphs"][1]["parts"][1]["text"]["fr"],
        "2.",
        "Prévention",
    ]
    assert len(lines) == 6
    assert "2 b)" in lines[1]
    assert "II.A" in lines[4]
    assert found(parsed(content, "fr", 2), "//a:implicitReference/@href") == [f"{WORK}-corr-1/spa@"]


def test_a_corrigendum_to_a_revision_is_named_by_both():
    content = make_corrigendum(revised="/Rev.1", series=2, base=3)

    document = parsed(content, "fr", 5)

    assert found(document, "//a:docNumber/text()") == ["A/66/999/Rev.1/Corr.2"]
    assert found(document, "//a:FRBRWork/a:FRBRuri/@value") == [f"{WORK}-rev-1-corr-2"]
    assert found(document, "//a:activeRef/@href") == [f"{WORK}/fra@ver_3"]


def test_without_a_symbol_the_name_is_that_of_the_conference():
    work = WORK.replace("A-66-999", "human-trafficking-2012")

    document = parsed(EDITIONS["without symbol"])
    corrigendum = parsed(make_corrigendum(symbol=""), "fr", 2)

    assert found(document, "//a:FRBRWork/a:FRBRuri/@value") == [work]
    assert found(document, "//a:FRBRname/@value") == ["human-trafficking-2012"]
    assert found(document, "//a:docNumber | //a:FRBRnumber | //a:FRBRalias") == []
    assert found(corrigendum, "//a:FRBRWork/a:FRBRuri/@value") == [f"{work}-corr-1"]


def test_a_reissue_whose_symbol_came_late_names_its_base_by_the_conference():
    with_symbol = parsed(make_content(kind="reissue", base=1), "en", 2)
    late = parsed(make_content(kind="reissue", base=1, full_symbol="A/66/999"), "en", 2)

    assert found(with_symbol, "//a:activeRef/@href") == [f"{WORK}/eng@ver_1"]
    assert found(late, "//a:activeRef/@href") == [f"{WORK.replace('A-66-999', 'human-trafficking-2012')}/eng@ver_1"]


def test_a_language_that_is_not_issued_is_not_linked():
    document = parsed(EDITIONS["without French"], "en")

    assert not found(document, "//@href[contains(., '/fra@')]")
    assert len(found(document, "//a:implicitReference")) == 4


def test_a_missing_text_is_that_of_the_original_and_says_so():
    content = make_content(original_language="ru")
    content["sections"][0]["paragraphs"][0]["text"]["fr"] = ""
    content["title"]["fr"] = content["title"]["ru"] = ""

    document = parsed(content, "fr")
    paragraph, following = found(document, "//a:mainBody//a:p")[:2]
    title = found(document, "//a:docTitle")[0]

    assert paragraph.get(LANG) == "ru"
    assert words(paragraph) == without_marks(content["sections"][0]["paragraphs"][0]["text"]["ru"])
    assert following.get(LANG) is None
    assert (title.get(LANG), title.text) == ("ar", content["title"]["ar"])


def test_every_character_that_a_text_may_hold_comes_back():
    validate_characters(HOSTILE)

    document = parsed(EDITIONS["hostile"])

    assert words(found(document, "//a:heading")[0]) == HOSTILE
    assert words(found(document, "//a:mainBody//a:p")[0]) == without_marks(HOSTILE)
    assert words(found(document, "//a:docTitle")[0]) == HOSTILE
    assert found(document, "//a:TLCEvent/@showAs") == [HOSTILE]


@pytest.mark.parametrize("kind", EDITIONS)
def test_the_bytes_are_the_same_each_time_and_in_pages_of_each_language(kind):
    content = EDITIONS[kind]

    written = set()
    for code in CODES:
        with override(code):
            written.add(akoma_ntoso_of(deepcopy(content), "fr", 1))

    assert len(written) == 1


def test_all_dates_are_those_of_the_content():
    document = parsed(EDITIONS["revision"], "ru", 2)

    assert set(found(document, "//@date")) == {"2012-04-03", "2012-05-20"}
