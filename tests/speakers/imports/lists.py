"""A list of participants as secretariats keep it: a title above, running numbers, and names with titles before them."""

from io import BytesIO

from openpyxl import Workbook

LIST = [
    ["No.", "Name", "Country", "Title/Function", "Contact", "Hotel"],
    ["1", "H.E. Mr. Pedro Example", "Чили", "Minister for Foreign Affairs", "pedro@example.org", "Plaza"],
    ["2", "Ms. Kari Example", "Норвегия", "Ambassador", "kari@example.org", ""],
    ["3", "Mme Jane Example", "", "Adviser", "jane@example.org", "Plaza"],
]
MATCHED = {"A": "", "B": "full_name_en", "C": "delegation", "D": "function_en", "E": "email", "F": ""}


def secretariat_list(rows=LIST, merged=("A1:F1", "A2:F2", "C6:C7")):
    """A workbook with notes and the list: its title is merged, and so is the country of two persons."""
    book = Workbook()
    book.active.append(["To do: ask protocol"])
    sheet = book.create_sheet("Participants")
    sheet.append(["High-level interactive dialogue"])
    sheet.append(["List of participants, as of 29 November 2026"])
    sheet.append([])
    for row in rows:
        sheet.append(row)
    for reference in merged:
        sheet.merge_cells(reference)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
