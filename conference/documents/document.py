"""What a document consists of. Each text is in the language of the document, unless its block names another one."""

from dataclasses import dataclass, field
from datetime import date

from conference.documents.emphasis import runs
from conference.languages import OfficialLanguage

NARROWEST, WIDEST = 10, 40  # columns of tables, in characters by which their widths are told


@dataclass(frozen=True)
class Masthead:
    """The head of a United Nations document, each line as it is printed.

    Left to right: the Organization, the organ below the rule, and at the end side the symbol and the facts: the
    distribution ("Distr.: General"), the date, the language of a translated version ("Arabic"), and the original one
    ("Original: English"). `below` holds the lines under the rule at the start side: the session, the agenda item.
    `facts_language` is that of the facts where it is another than the document's.
    """

    organization: str
    organ: str = ""
    symbol: str = ""
    distribution: str = ""
    date: str = ""
    original: str = ""
    below: tuple[str, ...] = ()
    version: str = ""
    facts_language: OfficialLanguage | None = None

    @property
    def facts(self) -> list[str]:
        return [fact for fact in (self.distribution, self.date, self.version, self.original) if fact]


@dataclass(frozen=True)
class Letterhead:
    """The head of a letter, each line as it is printed.

    At the start side the Organization, the organ and the dialogue, at the end side the address of the office; below
    the rule the recipient, and at the end side `details`: the date and the reference. The title is the subject.
    """

    organization: str
    organ: str = ""
    dialogue: str = ""
    sender: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedNote:
    """A footnote. `mark` is its number as printed ("3", "(3)", "*"), `key` its anchor in addresses."""

    mark: str
    text: str
    key: str
    language: OfficialLanguage | None = None


def between_marks(mark: str) -> str:
    """Returns what stands between two marks of footnotes in one place: a comma, or nothing if they are in brackets."""
    return "" if mark.endswith(")") else ", "


@dataclass(frozen=True)
class HeadingBlock:
    """A heading. `mark` is its number as printed ("I."), `key` its anchor in addresses."""

    text: str
    level: int = 1
    mark: str = ""
    key: str = ""
    language: OfficialLanguage | None = None


@dataclass(frozen=True)
class ParagraphBlock:
    """A paragraph or a sub-paragraph: `depth` is 0, 1 or 2, `mark` its number as printed ("12.", "(a)").

    `text` may have emphasis (`emphasis.py`) and marks of footnotes, which are in `notes` by their labels.
    """

    text: str
    mark: str = ""
    depth: int = 0
    key: str = ""
    language: OfficialLanguage | None = None
    is_quotation: bool = False  # set off from the text on both sides
    introduces: bool = False  # it introduces what follows, so that it never ends a page
    notes: dict[int, PrintedNote] = field(default_factory=dict)


@dataclass(frozen=True)
class TableCellText:
    """A cell of a table; its text may have emphasis and marks of footnotes."""

    text: str
    language: OfficialLanguage | None = None


@dataclass(frozen=True)
class TableBlock:
    """A table with its number ("Table 1") and its title. Of its rows the first is the head; all are of one length.

    `notes` are the footnotes that its cells and its title have marks of, by their labels.
    """

    mark: str
    title: str
    rows: tuple[tuple[TableCellText, ...], ...]
    key: str = ""
    language: OfficialLanguage | None = None  # of the title
    notes: dict[int, PrintedNote] = field(default_factory=dict)

    def texts(self) -> list[str]:
        return [self.title, *(cell.text for row in self.rows for cell in row)]

    def widths(self) -> list[int]:
        """How wide the columns are in proportion to each other, by their longest texts, within bounds."""
        longest = (max(len(row[place].text) for row in self.rows) for place in range(len(self.rows[0])))
        return [min(max(length, NARROWEST), WIDEST) for length in longest]


@dataclass(frozen=True)
class NoteBlock:
    """A line about the document, such as that it was written for demonstration; printed in a frame."""

    text: str


@dataclass(frozen=True)
class EntryItem:
    """An item of a list in an entry, plain text. `lead` is how it begins, printed bold, such as a person's name."""

    text: str
    lead: str = ""
    before: str = ""  # what stands before the lead, such as the courtesy title
    language: OfficialLanguage | None = None

    @property
    def words(self) -> str:
        return f"{self.before}{self.lead}{self.text}"


@dataclass(frozen=True)
class EntryList:
    """A list in an entry, such as the panellists of a panel, below its label; kept together with it.

    The items of a numbered one have their numbers, which start at 1.
    """

    label: str
    items: tuple[EntryItem, ...]
    is_numbered: bool = False

    def marked_items(self) -> list[tuple[str, EntryItem]]:
        """The items, each with its number as it is printed: "1."; empty if the list is not numbered."""
        return [(f"{place}." if self.is_numbered else "", item) for place, item in enumerate(self.items, 1)]


@dataclass(frozen=True)
class EntryBlock:
    """An entry of a list, such as a session of the programme or a speaker: time, title, lines and lists, plain text.

    Times are in a column of their own. `kind` stands above the title ("Interactive panel discussion I"). An entry
    without title and time continues the one before it in another language.
    """

    title: str
    when: str = ""
    lines: tuple[str, ...] = ()
    language: OfficialLanguage | None = None
    kind: str = ""
    lists: tuple[EntryList, ...] = ()

    @property
    def is_continuation(self) -> bool:
        return not (self.title or self.when)


@dataclass(frozen=True)
class ColumnsBlock:
    """Short sections at the end, such as the objective of a dialogue; in two columns where a page has room for them.

    Each begins with its heading; all else are paragraphs.
    """

    blocks: tuple[HeadingBlock | ParagraphBlock, ...]


@dataclass(frozen=True)
class LetterBlock:
    """A paragraph of a letter with its line breaks, plain text; the signature leaves room to sign above it."""

    lines: tuple[str, ...]
    is_signature: bool = False


@dataclass(frozen=True)
class PrintedDocument:
    """A document in one language. `dated` is the date in its metadata, so that the bytes are the same each time."""

    language: OfficialLanguage
    title: str
    dated: date
    blocks: tuple = ()
    subtitle: str = ""
    masthead: Masthead | None = None
    letterhead: Letterhead | None = None
    identifier: str = ""  # the symbol, or the title's short form: at the foot of each page beside its number
    notes: tuple[NoteBlock, ...] = field(default=())  # between the title and the first block
    title_notes: tuple[PrintedNote, ...] = ()
    has_contents: bool = False  # its headings are listed on a page of their own before the text
    is_programme: bool = False  # a light head, with the title in the middle, and hairlines between the entries

    def footnotes(self) -> list[PrintedNote]:
        """The notes to the title, then the footnotes in the order of their marks, each once."""
        found = {note.key: note for note in self.title_notes}
        for block in self.blocks_in_order():
            if isinstance(block, ParagraphBlock | TableBlock) and block.notes:
                texts = block.texts() if isinstance(block, TableBlock) else [block.text]
                marked = [block.notes[run.note] for text in texts for run in runs(text) if run.note in block.notes]
                found |= {note.key: found.get(note.key, note) for note in marked}
        return list(found.values())

    def contents(self) -> list[HeadingBlock]:
        """The headings that a page of contents lists; none if there is no such page."""
        return [block for block in self.blocks_in_order() if isinstance(block, HeadingBlock) and self.has_contents]

    def blocks_in_order(self) -> list:
        """The blocks, those of columns one after the other."""
        return [
            each for block in self.blocks for each in (block.blocks if isinstance(block, ColumnsBlock) else (block,))
        ]
