"""What a document consists of. Each text is in the language of the document, unless its block names another one."""

from dataclasses import dataclass, field
from datetime import date

from conference.languages import OfficialLanguage

BULLET = "• "


@dataclass(frozen=True)
class Masthead:
    """The head of a United Nations document, each line as it is printed.

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

    `text` may have emphasis (`emphasis.py`).
    """

    text: str
    mark: str = ""
    depth: int = 0
    key: str = ""
    language: OfficialLanguage | None = None


@dataclass(frozen=True)
class NoteBlock:
    """A line about the document, such as that it was written for demonstration; printed in a frame."""

    text: str


@dataclass(frozen=True)
class EntryBlock:
    """An entry of a list, such as a session of the programme or a participant: time, title and lines, each plain text.

    Times are in a column of their own. A line that begins with BULLET is an item of a list. An entry without title and
    time continues the one before it in another language.
    """

    title: str
    when: str = ""
    lines: tuple[str, ...] = ()
    language: OfficialLanguage | None = None


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
    identifier: str = ""  # printed at the foot of each page beside its number: the symbol, or the title's short form
    notes: tuple[NoteBlock, ...] = field(default=())  # between the title and the first block
