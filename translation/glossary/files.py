"""A glossary as a file: a table for spreadsheets, or XML for translators' tools (TBX, MultiTerm).

GlossaryFileError tells in one sentence what is wrong with a file.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from conference.files.tables import CSV, XLSX
from conference.imports.corrections import Corrections
from conference.imports.matching import Matching
from translation.glossary import multiterm_reader, tbx_reader
from translation.glossary.file_checks import GlossaryFileError, checked
from translation.glossary.safe_xml import name_of, parsed
from translation.glossary.tables import GlossaryTable, sheets_in, table_in, terms_in
from translation.glossary.terms import ConceptTerms

TBX = "tbx"  # and the XML of MultiTerm: the root of the file tells
_TABLES = {"xlsx": XLSX, "csv": CSV, "tsv": CSV, "txt": CSV, "utf8": CSV, "tab": CSV}
_FORMATS = {**_TABLES, "tbx": TBX, "xml": TBX}
_READERS = {"tbx": tbx_reader.read, "martif": tbx_reader.read, "mtf": multiterm_reader.read}
LARGEST = 20 * 2**20


@dataclass(frozen=True)
class GlossaryFile:
    """The concepts of an uploaded file, and the table that they are from, None for XML."""

    terms: list[ConceptTerms]
    table: GlossaryTable | None


def read_file(format: str, content: bytes, matching: Matching | None, corrections: Corrections) -> GlossaryFile:
    """Returns what an uploaded file holds, with its rows as corrected; a row that cannot be kept says why.

    `matching` says what the columns of a table are, where they are not those of the export.
    """
    if format == TBX:
        return GlossaryFile(checked(_read_xml(content)), None)
    table = table_in(*sheets_in(content), matching)
    return GlossaryFile(table.terms(corrections), table)


def read_glossary(name: str, content: bytes) -> list[ConceptTerms]:
    """Returns the concepts of a file, by the ending of its name a table or XML; raises GlossaryFileError."""
    if len(content) > LARGEST:
        raise GlossaryFileError(_("The file is larger than %(most)d megabytes."), most=LARGEST // 2**20)
    if format_of(name) == TBX:
        return checked(_read_xml(content))
    return terms_in(*sheets_in(content))


def format_of(name: str) -> str:
    """Returns the format of a file by the ending of its name; raises GlossaryFileError for any other ending."""
    format = _FORMATS.get(name.rpartition(".")[2].casefold())
    if format is None:
        raise GlossaryFileError(
            _("A glossary is an Excel (.xlsx), CSV, TBX or MultiTerm XML file; the name of this one ends otherwise.")
        )
    return format


def _read_xml(content: bytes) -> list[ConceptTerms]:
    root = parsed(content)
    read = _READERS.get(name_of(root))
    if read is None:
        raise GlossaryFileError(
            _("The file is XML, but neither TBX nor MultiTerm: its root is “%(root)s”."), root=name_of(root)[:80]
        )
    return [term for term in read(root) if term.variants]
