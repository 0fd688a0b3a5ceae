"""The Excel sheet as Excel and other programs see it, and as they give it back."""

import re
import zipfile
from io import BytesIO

import pytest
from openpyxl import load_workbook

from conference.files.safe_open import FileRefused
from conference.languages import CODES
from tests.translation.exchange.texts import FORMULAS, OTHERS, make_unit, make_units, write
from translation.exchange.detect_format import read
from translation.units import digest

SHEET = "xl/worksheets/sheet1.xml"


def opened(content):
    return load_workbook(BytesIO(content)).active


def saved(sheet):
    file = BytesIO()
    sheet.parent.save(file)
    return BytesIO(file.getvalue())


def with_xml(content, change):
    """A workbook whose sheet's XML is changed."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()) if name == SHEET else text)
    return file


@pytest.mark.parametrize("language", CODES)
def test_sheet_runs_in_the_direction_of_the_language(language):
    sheet = opened(write("xlsx", make_units(language, OTHERS[language]), source_language=OTHERS[language]))

    assert bool(sheet.sheet_view.rightToLeft) == (language == "ar")
    assert [cell.alignment.readingOrder for cell in sheet[3]][2] == (2 if language == "ar" else 1)


def test_no_cell_is_a_formula():
    units = [make_unit(number, text, "draft", source=text, note=text) for number, text in enumerate(FORMULAS)]

    sheet = opened(write("xlsx", units))

    cells = [cell for row in sheet.iter_rows(min_row=3) for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    quoted = {cell.value[0] for cell in cells if cell.quotePrefix}
    assert quoted == set("=+-@\t_")  # the last one is how a carriage return is written


def test_formula_of_a_translator_is_read_as_it_was_entered():
    sheet = opened(write("xlsx", [make_unit(1), make_unit(2)]))
    sheet["C3"], sheet["C4"] = "=1+1", '=HYPERLINK("http://example.org","x")'

    parsed = read(saved(sheet))

    assert [unit.target for unit in parsed.units] == ["=1+1", '=HYPERLINK("http://example.org","x")']


def test_first_row_and_the_marks_are_out_of_sight_and_the_key_looks_protected():
    sheet = opened(write("xlsx", make_units()))

    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["G"].hidden
    assert sheet.freeze_panes == "B3"
    assert [cell.protection.locked for cell in sheet[3]] == [True, True, False, False, False, True, True]
    assert sheet["A3"].fill.fgColor.rgb != sheet["C3"].fill.fgColor.rgb
    assert [cell.value for cell in sheet[2]][:5] == ["Key", "English", "Français", "State", "Note"]


def test_translation_and_state_that_were_entered_are_read():
    sheet = opened(write("xlsx", [make_unit(1), make_unit(2, "Débat", "draft"), make_unit(3)]))
    sheet["C3"], sheet["D3"], sheet["D4"] = "Dialogue", "translated", " Revised"
    sheet["C5"] = "Salle"

    first, second, third = read(saved(sheet)).units

    assert (first.target, first.state, first.target_digest) == ("Dialogue", "translated", digest(""))
    assert (second.target, second.state) == ("Débat", "revised")
    assert (third.target, third.state) == ("Salle", "draft")


def test_rows_and_columns_may_move():
    sheet = opened(write("xlsx", [make_unit(1, "Un", "draft"), make_unit(2, "Deux", "draft")]))
    sheet.move_range("A1:F4", cols=2)
    sheet.move_range("C2:H2", rows=10)
    sheet["A2"] = "For Anne"

    found = read(saved(sheet)).units

    assert [unit.target for unit in found] == ["Un", "Deux"]


def test_row_without_a_key_is_counted():
    sheet = opened(write("xlsx", [make_unit(1, "Un", "draft"), make_unit(2, "Deux", "draft")]))
    sheet["A4"] = None
    sheet["B9"] = "only a source"

    parsed = read(saved(sheet))

    assert (len(parsed.units), parsed.without_key) == (1, 1)


def test_number_is_text():
    sheet = opened(write("xlsx", [make_unit(1), make_unit(2)]))
    sheet["C3"], sheet["C4"] = 2012, "٢٠١٢"

    assert [unit.target for unit in read(saved(sheet)).units] == ["2012", "٢٠١٢"]


def test_shared_strings_with_runs_and_escapes_are_read():
    content = write("xlsx", [make_unit(1, "Dialogue", "draft")])
    runs = (
        '<is><r><t xml:space="preserve">Dia </t></r><r><rPr><b/></rPr><t>logue_x000D__x005F_x000D_</t></r>'
        "<rPh><t>x</t></rPh></is>"
    )

    changed = with_xml(content, lambda text: text.replace("<is><t>Dialogue</t></is>", runs))

    (unit,) = read(changed).units
    assert unit.target == "Dia logue\r_x000D_"


def test_what_excel_saves_as_shared_strings_is_read():
    units = make_units()
    content = write("xlsx", units)
    items = []

    def share(found):
        items.append(found[1])
        return f"<v>{len(items) - 1}</v>"

    inline = re.compile("<is>(.*?)</is>", re.DOTALL)
    file = with_xml(content, lambda xml: inline.sub(share, xml).replace("inlineStr", "s"))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(file, "a") as package:
        table = "".join(f"<si>{item}</si>" for item in items)
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{space}">{table}</sst>')

    assert len(items) > 5 * len(units)
    assert read(file).units == read(BytesIO(content)).units


def test_sheet_without_its_first_row_is_read_by_the_headings_that_people_see():
    sheet = opened(write("xlsx", [make_unit(1, "Dialogue", "draft")]))
    sheet.delete_rows(1)

    (unit,) = read(saved(sheet)).units

    assert (unit.key, unit.target, unit.state) == (make_unit(1).key, "Dialogue", "draft")


def test_sheet_without_any_headings_is_refused():
    sheet = opened(write("xlsx", [make_unit(1, "Dialogue", "draft")]))
    sheet.delete_rows(1, 2)

    with pytest.raises(FileRefused, match="No row of the workbook"):
        read(saved(sheet))
