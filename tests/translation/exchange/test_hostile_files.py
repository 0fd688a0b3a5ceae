"""Whatever is uploaded is read, or refused with one sentence."""

import random
import zipfile
from io import BytesIO

import pytest

from conference.files import safe_open
from conference.files.safe_open import FileRefused
from tests.translation.exchange.texts import make_unit, make_units, write
from translation.exchange import excel, word, xliff12
from translation.exchange.detect_format import FORMAT_MODULES, read

every_format = pytest.mark.parametrize("name", FORMAT_MODULES)
ENTITIES = '<!DOCTYPE {root} [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
UNIT = '<trans-unit id="a:1:b"><source>a</source><target>{}</target></trans-unit>'
ONE = UNIT.format("b")


def refusal(content, **wanted):
    """The sentence with which a file is refused."""
    with pytest.raises(FileRefused) as refused:
        read(content if hasattr(content, "read") else BytesIO(content), **wanted)
    return str(refused.value)


def parsed_or_refusal(content):
    try:
        return read(BytesIO(content))
    except FileRefused as refused:
        return str(refused)


def xliff(units=ONE, facts='source-language="en" target-language="fr"', prolog=""):
    return (
        f'{prolog}<xliff version="1.2" xmlns="{xliff12.NAMESPACE}"><file original="x" datatype="plaintext" {facts}>'
        f"<body>{units}</body></file></xliff>"
    ).encode()


def package(parts):
    """A zip file of parts: {name: bytes}."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_part(content, name, change):
    """A package with one of its parts changed."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return package({**parts, name: change(parts[name])})


class Huge:
    """An upload of 200 MB; to read any of it would be a fault."""

    def seek(self, offset, whence=0):
        self.place = 200 * 1024 * 1024 if whence == 2 else offset

    def tell(self):
        return self.place

    def read(self, size=-1):
        raise AssertionError("a file that is too large was read")


def test_upload_of_200_megabytes_is_refused_unread():
    assert refusal(Huge()) == "The file is larger than 50 MB."


@every_format
def test_each_format_by_itself_refuses_an_upload_of_200_megabytes(name):
    with pytest.raises(FileRefused, match="larger than 50 MB"):
        FORMAT_MODULES[name].read(Huge())


def test_empty_file_is_refused():
    assert refusal(b"") == "The file is empty."


@pytest.mark.parametrize("content", [b"key;source;target", b"%PDF-1.7", b"\xff\xd8\xff", b"\x00" * 99, b"<", b" " * 99])
def test_other_files_are_refused(content):
    assert refusal(content) == "This is not a file that can be read: XLIFF, TMX, Excel (.xlsx) or Word (.docx)."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0 old", "old format of Office, or protected"),
        (b"<html/>", "This XML is neither XLIFF nor TMX"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.1"/>', "This version of XLIFF cannot be read"),
        (b'<xliff version="1.0"/>', "This version of XLIFF cannot be read"),
        (package({"a.txt": b"x"}), "neither an Excel workbook"),
        (b"PK\x03\x04 and no more", "damaged or not complete"),
    ],
)
def test_file_of_another_kind_is_refused_by_what_it_is(content, sentence):
    assert sentence in refusal(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("root", ["xliff", "tmx"])
def test_entities_are_refused(root, encoding):
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    text = xliff(UNIT.format("&b;&x;"), prolog=declaration + ENTITIES.format(root=root)).decode()

    assert "document type of its own" in refusal(text.encode(encoding))


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE xliff SYSTEM "http://example.org/x.dtd">', '<!DOCTYPE tmx SYSTEM "file:///etc/passwd">'],
)
def test_document_type_from_elsewhere_is_refused(doctype):
    assert "document type of its own" in refusal(xliff(prolog=doctype))


def test_entity_of_a_document_type_that_is_not_loaded_is_no_text():
    body = '<tu tuid="a:1:b"><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="fr"><seg>b&x;</seg></tuv></tu>'
    text = f'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en"/><body>{body}</body></tmx>'

    (unit,) = read(BytesIO(text.encode())).units

    assert unit.target in ("b", "b&x;")


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_entities_within_a_package_are_refused(name):
    part = {"docx": word.DOCUMENT, "xlsx": "xl/worksheets/sheet1.xml"}[name]
    content = write(name, make_units())

    changed = with_part(content, part, lambda xml: ENTITIES.format(root="x").encode() + xml.partition(b"?>\n")[2])

    assert "document type of its own" in refusal(changed)


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_bomb_is_refused_before_it_is_unpacked(name):
    part = {"docx": word.DOCUMENT, "xlsx": "xl/worksheets/sheet1.xml"}[name]
    content = with_part(write(name, make_units()), part, lambda xml: xml + b" " * (safe_open.LARGEST_UNPACKED + 1))

    assert len(content) < safe_open.LARGEST
    assert refusal(content) == "The file is too large when it is unpacked; make it smaller."


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'


def test_small_package_that_holds_very_much_is_refused_before_it_is_unpacked():
    """A workbook of 40 KB with 390,000 rows took ten seconds to read."""
    rows = b'<row><c t="str"><v>x</v></c></row>' * 390_000
    content = package({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": SHEET % rows})

    assert len(content) < 100_000
    assert "too large when it is unpacked" in refusal(content)


@pytest.mark.parametrize("name", sorted(FORMAT_MODULES))
def test_file_that_takes_very_long_to_read_is_refused(name, monkeypatch):
    content = write(name, make_units())
    assert read(BytesIO(content)).units

    monkeypatch.setattr(safe_open, "READING_TIME", -1)

    assert "too large when it is unpacked" in refusal(content)


def test_package_of_very_many_parts_is_refused():
    parts = {f"word/{number}.xml": b"" for number in range(safe_open.MOST_PARTS)}

    assert "too large when it is unpacked" in refusal(package({**parts, word.DOCUMENT: b"<x/>"}))


def test_package_that_lies_about_its_size_is_refused():
    content = bytearray(write("docx", make_units()))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        size = archive.getinfo(word.DOCUMENT).file_size
    lying = bytes(content).replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))

    assert "damaged" in refusal(lying)


def test_very_deep_xml_is_refused():
    assert "damaged" in refusal(xliff(UNIT.format("<g id='1'>" * 5000 + "</g>" * 5000)))


def test_very_long_text_is_refused():
    assert "damaged" in refusal(xliff(UNIT.format("x" * 11_000_000)))


def test_very_many_elements_that_are_no_texts_are_refused():
    assert "too large when it is unpacked" in refusal(xliff("<note/>" * 1_000_000))
    assert "too large when it is unpacked" in refusal(xliff(UNIT.format(f"<g {'a' * 9}='' />" * 300_000)))


def test_very_many_rows_are_refused():
    content = with_part(
        write("xlsx", make_units()),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", b"<row/>" * safe_open.MOST_ELEMENTS + b"</sheetData>"),
    )

    assert "too large when it is unpacked" in refusal(content)


def test_very_many_texts_are_refused():
    units = "".join(f'<trans-unit id="a:{number}:b"><source/></trans-unit>' for number in range(50_001))

    assert refusal(xliff(units)) == "The file has more than 50000 texts."


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ('source-language="en" target-language="de"', "not an official one: de."),
        ('source-language="tlh" target-language="fr"', "not an official one: tlh."),
        ('source-language="en" target-language="zh-Hant"', "not an official one: zh-Hant."),
        ('source-language="en" target-language="zh-TW"', "not an official one: zh-TW."),
        ('target-language="fr"', "not an official one: ."),
        ('source-language="en"', "does not say into which language it translates."),
        ('source-language="fr" target-language="fr"', "from a language into the same one."),
    ],
)
def test_unknown_language_is_refused(facts, sentence):
    assert refusal(xliff(facts=facts)).endswith(sentence)


@every_format
def test_file_for_another_language_is_refused_by_both_names(name):
    content = write(name, make_units("ar"))

    assert refusal(content, target_language="fr") == "The file is a translation into العربية, not into Français."


def test_several_languages_in_one_file_are_refused():
    units = f'{UNIT.format("b")}</body></file><file source-language="en" target-language="es"><body>'

    assert "several languages" in refusal(xliff(units))


def test_memory_of_several_languages_is_refused_where_none_is_wanted():
    unit = "".join(f'<tuv xml:lang="{code}"><seg>{code}</seg></tuv>' for code in ("en", "fr", "ru"))
    text = f'<tmx version="1.4"><header srclang="en"/><body><tu tuid="a:1:b">{unit}</tu></body></tmx>'

    assert "several languages" in refusal(text.encode())


@every_format
def test_two_translations_of_one_text_are_refused(name):
    content = write(name, [make_unit(1, "Dialogue", "draft"), make_unit(1, "Débat", "draft")])

    assert refusal(content).endswith("two different translations of one text: programme.session:1:title.")


@every_format
def test_text_that_occurs_twice_alike_is_read_once(name):
    content = write(name, [make_unit(1, "Dialogue", "draft"), make_unit(1, "Dialogue", "draft")])

    assert len(read(BytesIO(content)).units) == 1


def test_file_without_any_text_of_ours_is_refused():
    foreign = '<trans-unit id="7"><source>a</source></trans-unit>'

    assert refusal(xliff(foreign)) == "The file has no text that was written here."


def test_text_that_is_too_long_for_a_cell_of_excel_is_refused():
    longest, longer = ("😀" * (excel.LONGEST_CELL // 2) + end for end in ("x", "xx"))

    assert len(read(BytesIO(write("xlsx", [make_unit(1, longest, "draft")]))).units) == 1
    with pytest.raises(FileRefused, match=r"longer than a cell of Excel can be \(programme.session:1:title\)"):
        write("xlsx", [make_unit(1, longer, "draft")])


@every_format
def test_nothing_is_no_file(name):
    with pytest.raises(FileRefused, match="no text to write"):
        FORMAT_MODULES[name].write([], BytesIO(), target_language="fr")


@every_format
def test_more_texts_than_can_be_read_again_are_not_written(name):
    with pytest.raises(FileRefused, match="more than 50000 texts"):
        FORMAT_MODULES[name].write([make_unit(1)] * 50_001, BytesIO(), target_language="fr")


@every_format
def test_unit_for_another_language_is_not_written(name):
    with pytest.raises(ValueError, match="not a unit for fr"):
        FORMAT_MODULES[name].write([make_unit(1, language="ru")], BytesIO(), target_language="fr")


@every_format
def test_damaged_file_is_refused_or_read(name):
    content = write(name, make_units())
    chance = random.Random(name)

    for __ in range(120):
        damaged = bytearray(content)
        for __ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        if chance.random() < 0.3:
            del damaged[chance.randrange(len(damaged)) :]
        assert parsed_or_refusal(bytes(damaged))


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_package_with_a_damaged_part_is_refused_or_read(name):
    content = write(name, make_units())
    chance = random.Random(name)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()

    def damage(xml):
        damaged = bytearray(xml)
        for __ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.choice(b"<>/\"'=&1ar \x00\xff")
        return bytes(damaged)

    main = {"docx": word.DOCUMENT, "xlsx": "xl/worksheets/sheet1.xml"}[name]
    for part in [*names, *[main] * 100]:
        assert parsed_or_refusal(with_part(content, part, damage))
