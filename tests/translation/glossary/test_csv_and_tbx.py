import csv
from io import StringIO

import pytest

from translation.glossary.csv_and_tbx import read_glossary, write_tbx
from translation.glossary.file_checks import GlossaryFileError
from translation.glossary.tables import write_csv
from translation.glossary.terms import ADMITTED, AVOID, ConceptTerms, TermVariant

TERMS = [
    ConceptTerms(
        "trafficking in persons",
        {
            "en": [
                TermVariant("trafficking in persons"),
                TermVariant("human trafficking", ADMITTED),
                TermVariant("white slavery", AVOID),
            ],
            "ar": [TermVariant("الاتجار بالأشخاص")],
            "zh-hans": [TermVariant("贩运人口"), TermVariant("人口贩运")],
            "fr": [TermVariant("traite des personnes"), TermVariant("=trafic & <humain>", AVOID)],
        },
        definition="=The recruitment; transfer,\nof “persons”",
    ),
    ConceptTerms(
        "64/293 _x0041_ 'é",
        {"ru": [TermVariant("'-Глобальный план")], "es": [TermVariant("+Plan"), TermVariant("@Plan", AVOID)]},
    ),
    ConceptTerms.of_name("QAT", {"en": "Qatar", "fr": "Qatar"}),
]


@pytest.mark.parametrize(("name", "write"), [("glossary.csv", write_csv), ("glossary.tbx", write_tbx)])
def test_what_is_written_is_read_the_same(name, write):
    terms = read_glossary(name, write(TERMS))

    if name.endswith("tbx"):  # XML keeps the words of a definition and not its lines
        terms[0].definition = terms[0].definition.replace(", of", ",\nof")
    assert terms == TERMS


def test_csv_has_no_formulas():
    rows = list(csv.reader(StringIO(write_csv(TERMS).decode("utf-8-sig"))))

    cells = [cell for row in rows for cell in row]
    assert "'=trafic & <humain>" in cells
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


def test_csv_has_a_column_for_each_language_and_status():
    heading = write_csv([]).decode("utf-8-sig").strip().split(",")

    assert heading[:6] == ["concept", "definition", "name", "ar", "ar admitted", "ar avoid"]
    assert heading[6] == "zh"


@pytest.mark.parametrize(
    "content",
    [
        b"en;fr\r\nchair;pr\xc3\xa9sident\r\n",
        b"\xef\xbb\xbfEN\tFR\tremarks\nchair\tpr\xc3\xa9sident\tx\n\n",
        "en,fr\nchair,président\n".encode("utf-16"),
    ],
)
def test_csv_of_other_makers_is_read(content):
    (term,) = read_glossary("words.CSV", content)

    assert (term.concept, term.variants) == ("chair", {"en": [TermVariant("chair")], "fr": [TermVariant("président")]})


def test_tbx_of_the_earlier_edition_is_read():
    content = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
    <martif type="TBX" xml:lang="en"><text><body><termEntry id="c5">
      <langSet xml:lang="en-US"><tig><term>co-<hi>chair</hi></term></tig><ntig><termGrp><term>joint chair</term>
        <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
        <tig><term>cochair</term></tig></langSet>
      <langSet xml:lang="de"><tig><term>Ko-Vorsitz</term></tig></langSet>
      <langSet xml:lang="zh-TW"><tig><term>共同主席</term></tig></langSet>
    </termEntry></body></text></martif>""".encode()

    (term,) = read_glossary("old.tbx", content)

    assert term == ConceptTerms(
        "c5", {"en": [TermVariant("co-chair"), TermVariant("joint chair", AVOID), TermVariant("cochair", ADMITTED)]}
    )


BOMB = b"""<!DOCTYPE tbx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><tbx>&b;</tbx>"""
FETCH = b"""<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/hostname">]><tbx>&a;</tbx>"""


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"x", "A glossary is an Excel (.xlsx), CSV or TBX file; the name of this one ends otherwise."),
        ("a.csv", b"", "The file is empty."),
        (
            "a.csv",
            b"a,b\n1,2\n",
            "The first row names no language; it must have columns such as “en”, “fr” and “fr avoid”.",
        ),
        ("a.csv", b"en,fr\n", "The file has no terms in any of the six languages."),
        ("a.csv", b"concept,en\nx,\n", "Row 2 has no term in any of the six languages."),
        ("a.csv", "en\né\n".encode("latin-1"), "The file is not in UTF-8; save it as “CSV UTF-8”."),
        ("a.csv", b'en\n"open', "The file is not a table (CSV): a cell is not closed or far too long."),
        ("a.csv", b"en\n" + b"x" * 200_000, "The file is not a table (CSV): a cell is not closed or far too long."),
        ("a.csv", b"en\n" + b"x" * 1001, "A text of “" + "x" * 80 + "” has more than 1000 characters."),
        ("a.csv", b"concept,en\nx,a\x0bb\n", "A text of “x” has a control character."),
        ("a.csv", b"concept,en\nx,a\x00b\n", "A text of “x” has a control character."),
        ("a.csv", b"concept,en\nx,a\nx,b\n", "The concept “x” is twice in the file."),
        ("a.tbx", b"<tbx>", "The file is not well-formed XML, so it is not a TBX file."),
        ("a.tbx", b"", "The file is not well-formed XML, so it is not a TBX file."),
        ("a.tbx", b"<a>" * 5000 + b"</a>" * 5000, "The file is not well-formed XML, so it is not a TBX file."),
        ("a.tbx", b"<html/>", "The file is XML, but not TBX: its root is “html”."),
        ("a.tbx", b"<tbx/>", "The file has no terms in any of the six languages."),
        ("a.tbx", BOMB, "The file declares entities, which a glossary does not need; it is not read."),
        ("a.tbx", FETCH, "The file declares entities, which a glossary does not need; it is not read."),
    ],
)
def test_file_that_is_no_glossary_is_told_in_one_sentence(name, content, sentence):
    with pytest.raises(GlossaryFileError) as error:
        read_glossary(name, content)

    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"en\n" + b"x" * 20 * 2**20, "The file is larger than 20 megabytes."),
        (b"en\n" + b"\n".join(b"%d" % number for number in range(50_001)), "The file has more than 50000 concepts."),
    ],
    ids=["bytes", "concepts"],
)
def test_file_that_is_too_large_is_refused(content, sentence):
    with pytest.raises(GlossaryFileError) as error:
        read_glossary("a.csv", content)

    assert str(error.value) == sentence


def test_file_of_very_many_elements_is_refused_before_it_is_parsed():
    with pytest.raises(GlossaryFileError, match="too large when it is unpacked"):
        read_glossary("a.tbx", b"<tbx>" + b"<a/>" * 1_000_000 + b"</tbx>")


def test_entities_in_an_attribute_do_not_swell():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    content = f'<!DOCTYPE tbx [<!ENTITY e0 "0123456789">{levels}]><tbx type="&e11;"/>'

    with pytest.raises(GlossaryFileError):
        read_glossary("a.tbx", content.encode())
