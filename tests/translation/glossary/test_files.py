import csv
from io import BytesIO, StringIO

import pytest
from lxml import etree
from openpyxl import load_workbook

from translation.glossary.excel_writer import write_xlsx
from translation.glossary.file_checks import GlossaryFileError
from translation.glossary.files import read_glossary
from translation.glossary.omegat import write_omegat
from translation.glossary.tables import write_csv
from translation.glossary.tbx_writer import write_martif, write_tbx
from translation.glossary.terms import ADMITTED, AVOID, PREFERRED, ConceptTerms, TermVariant

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
        definition="=The recruitment; transfer,\nof <_x000D_> “persons”",
    ),
    ConceptTerms(
        "64/293 _x0041_ 'é",
        {"ru": [TermVariant("'-Глобальный план")], "es": [TermVariant("+Plan"), TermVariant("@Plan", AVOID)]},
    ),
    ConceptTerms.of_name("QAT", {"en": "Qatar", "fr": "Qatar"}),
]


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("glossary.csv", write_csv),
        ("glossary.xlsx", write_xlsx),
        ("glossary.tbx", write_tbx),
        ("glossary.tbx", write_martif),
    ],
)
def test_what_is_written_is_read_the_same(name, write):
    assert read_glossary(name, write(TERMS)) == TERMS


def test_workbook_has_text_alone_and_its_columns_run_as_their_languages():
    sheet = load_workbook(BytesIO(write_xlsx(TERMS))).active

    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    (arabic,) = [cell for cell in cells if cell.value == "الاتجار بالأشخاص"]
    assert (arabic.alignment.readingOrder, sheet.freeze_panes) == (2, "B2")


@pytest.mark.parametrize(
    ("write", "root", "entry"),
    [(write_tbx, "{urn:iso:std:iso:30042:ed-2}tbx", "conceptEntry"), (write_martif, "martif", "termEntry")],
)
def test_both_editions_of_tbx_are_written(write, root, entry):
    tree = etree.fromstring(write(TERMS))

    assert tree.tag == root
    assert len(list(tree.iter(f"{{*}}{entry}"))) == len(TERMS)
    assert {each.get("type") for each in tree.iter("{*}termNote")} == {"administrativeStatus", "partOfSpeech"}


def test_text_for_omegat_has_a_line_for_each_pair_of_terms_and_tells_what_to_avoid():
    lines = write_omegat(TERMS, "en", "fr").decode().split("\n")

    assert lines[0].split("\t") == [
        "trafficking in persons",
        "traite des personnes",
        "=The recruitment; transfer, of <_x000D_> “persons” to be avoided: =trafic & <humain>",
    ]
    assert lines[1].startswith("human trafficking\ttraite des personnes\t")
    assert lines[2:] == ["Qatar\tQatar\t", ""]


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


def test_tbx_with_elements_of_modules_is_read_whole():
    content = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
      xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
    <conceptEntry id="c5"><min:subjectField>law</min:subjectField>
      <basic:definition>A paper <hi>before</hi> the meeting.</basic:definition>
      <langSec xml:lang="en"><termSec><term>concept note</term>
        <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
        <min:partOfSpeech>noun</min:partOfSpeech></termSec>
      <termSec><term>aide-memoire</term>
        <min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec>
    </conceptEntry>
    <conceptEntry id="c6">
      <langSec xml:lang="en-GB"><descripGrp><basic:definition>A State</basic:definition></descripGrp>
        <termSec><term>Qatar</term><min:partOfSpeech>properNoun</min:partOfSpeech></termSec></langSec>
      <langSec xml:lang="fr"><basic:definition>Un État</basic:definition>
        <termSec><term>Qatar</term></termSec></langSec></conceptEntry>
    </body></text></tbx>""".encode()

    assert read_glossary("new.tbx", content) == [
        ConceptTerms(
            "c5",
            {"en": [TermVariant("concept note"), TermVariant("aide-memoire", AVOID)]},
            definition="A paper before the meeting.",
        ),
        ConceptTerms(
            "c6",
            {"en": [TermVariant("Qatar")], "fr": [TermVariant("Qatar")]},
            definition="A State\nUn État",
            is_name=True,
        ),
    ]


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ('type="administrativeStatus">supersededTerm-admn-sts', AVOID),
        ('type="administrativeStatus">admittedTerm', ADMITTED),
        ('type="administrativeStatus">obsolete', AVOID),
        ('type="normativeAuthorization">deprecatedTerm', AVOID),
        ('type="normativeAuthorization">standardizedTerm', PREFERRED),
        ('type="administrativeStatus">colour', PREFERRED),
    ],
)
def test_status_of_a_term_in_tbx(note, status):
    term = f"<tig><term>chair</term><termNote {note}</termNote></tig>"
    content = f'<martif><termEntry><langSet xml:lang="en">{term}</langSet></termEntry></martif>'

    (concept,) = read_glossary("a.tbx", content.encode())

    assert concept.variants == {"en": [TermVariant("chair", status)]}


MULTITERM = """<?xml version="1.0" encoding="UTF-16"?><mtf>
<conceptGrp><concept>12</concept><system type="entryClass">1</system>
  <transacGrp><transac type="origination">anna</transac><date>2026-01-02T03:04:05</date></transacGrp>
  <descripGrp><descrip type="Definition">Of a <xref Tlink="English:meeting">meeting</xref>.</descrip></descripGrp>
  <languageGrp><language type="English (United Kingdom)" lang="EN-GB"/>
    <termGrp><term>chair</term><descripGrp><descrip type="Status">Preferred</descrip></descripGrp></termGrp>
    <termGrp><term>chairman</term><descripGrp><descrip type="Term status">deprecated</descrip></descripGrp></termGrp>
  </languageGrp>
  <languageGrp><language type="French"/><termGrp><term>présidence</term></termGrp></languageGrp>
  <languageGrp><language type="Chinese" lang="ZH-TW"/><termGrp><term>主席</term></termGrp></languageGrp>
  <languageGrp><language type="German" lang="DE"/><termGrp><term>Vorsitz</term></termGrp></languageGrp>
</conceptGrp>
<conceptGrp><concept>13</concept><languageGrp><language type="German" lang="DE"/>
  <termGrp><term>Saal</term></termGrp></languageGrp></conceptGrp></mtf>"""


def test_xml_of_multiterm_is_read():
    assert read_glossary("termbase.xml", MULTITERM.encode("utf-16")) == [
        ConceptTerms(
            "12",
            {"en": [TermVariant("chair"), TermVariant("chairman", AVOID)], "fr": [TermVariant("présidence")]},
            definition="Of a meeting.",
        )
    ]


BOMB = b"""<!DOCTYPE tbx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><tbx>&b;</tbx>"""
FETCH = b"""<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/hostname">]><tbx>&a;</tbx>"""


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "a.pdf",
            b"x",
            "A glossary is an Excel (.xlsx), CSV, TBX or MultiTerm XML file; the name of this one ends otherwise.",
        ),
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
        ("a.tbx", b"<html/>", "The file is XML, but neither TBX nor MultiTerm: its root is “html”."),
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
