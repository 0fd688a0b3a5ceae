"""What a paper consists of. Each text is in the paper's language, but for a block that names another one."""

from dataclasses import dataclass, field
from datetime import date

from conference.languages import OfficialLanguage

BULLET = "• "


@dataclass(frozen=True)
class Masthead:
    """What stands above the rule of a document of the United Nations, each line as it is printed.

    Left to right: the Organization, the organ below the rule, and at the end side the symbol, the distribution
    ("Distr.: General"), the date, and the original language ("Original: English"). `below` holds the lines under the
    rule at the start side: the session of the organ, the agenda item.
    """

    organization: str
    organ: str = ""
    symbol: str = ""
    distribution: str = ""
    date: str = ""
    original: str = ""
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A heading. `mark` is its number as printed ("I."), `key` is what an address of it names."""

    text: str
    level: int = 1
    mark: str = ""
    key: str = ""
    language: OfficialLanguage | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `mark` is its number as printed ("12.", "(a)"); `depth` 0 is a paragraph, 1 and 2 are its parts.

    `text` carries marks of emphasis (`marks.py`).
    """

    text: str
    mark: str = ""
    depth: int = 0
    key: str = ""
    language: OfficialLanguage | None = None


@dataclass(frozen=True)
class Note:
    """A line about the document and not of it, such as that it was written for demonstration; set apart in a frame."""

    text: str


@dataclass(frozen=True)
class Entry:
    """An entry of a list: when (or nothing), what, and the lines below it, each plain text.

    The programme lists sessions so, with the time in a column of its own; the list of participants lists persons.
    A line that begins with BULLET is an item of a list. Without title and time an entry goes on with the one before it,
    in another language.
    """

    title: str
    when: str = ""
    lines: tuple[str, ...] = ()
    language: OfficialLanguage | None = None


@dataclass(frozen=True)
class Paper:
    """A document in one language. `dated` is the day that its metadata carry, so that the bytes never change."""

    language: OfficialLanguage
    title: str
    dated: date
    blocks: tuple = ()
    subtitle: str = ""
    masthead: Masthead | None = None
    identifier: str = ""  # printed at the foot of each page beside its number: the symbol, or the title's short form
    notes: tuple[Note, ...] = field(default=())  # between the title and the first block
