"""Reading the text of a PDF as paragraphs: what screen readers find in it, or nothing where it is a scan."""

import re
import unicodedata
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from conference.inspection.findings import Found

LONGEST = 400_000  # characters; a statement has some thousands
LETTERS_OF_A_PAGE = 20  # on average; a scan has at most a number printed on each page
_DAMAGE = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, NotImplementedError)
_ENDS = '.!?:;。！？：；؟…»”"'
_MARK_BEFORE = re.compile(r"^[.،؛؟:!]")
_MARK_AFTER = re.compile(r"[.،؛؟:!]$")
_MARKED = re.compile(r"([.:!/]*)(.*?)([.:!/]*)$")
_FORMS = re.compile("[\ufb00-\ufdff\ufe70-\ufefc\u2e80-\u2fdf]+")  # of Arabic letters, ligatures, Chinese radicals


def inspect(content):
    """{"paragraphs": the text, "has_text_layer": whether it has one}; Found is raised where it cannot be read."""
    try:
        pages = _pages(PdfReader(BytesIO(content)))
    except _DAMAGE:
        raise Found("damaged") from None
    letters = sum(letter.isalpha() for lines in pages for line in lines for letter in line)
    if letters < LETTERS_OF_A_PAGE * len(pages):
        return {"paragraphs": [], "has_text_layer": False}
    lines = [line for page in pages for line in page]
    return {"paragraphs": paragraphs_of(in_reading_order(lines)), "has_text_layer": True}


def _pages(reader):
    """The lines of each page."""
    pages, length = [], 0
    for page in reader.pages:
        text = letters_of(page.extract_text())
        length += len(text)
        if length > LONGEST:
            raise Found("costly")
        pages.append([" ".join(line.split()) for line in text.splitlines()])
    return pages


def letters_of(text):
    """A text with the letters themselves in place of their forms and of ligatures, without soft hyphens."""
    text = _FORMS.sub(lambda forms: unicodedata.normalize("NFKC", forms[0]), text)
    return text.replace("\u00ad", "").replace("\x00", "")


def in_reading_order(lines):
    """The lines with their words as they are read.

    Many programs put the words of Arabic into a PDF from left to right, as they stand on the paper; then sentences
    begin with their full stop.
    """
    arabic = [line for line in lines if _is_arabic(line)]
    before = sum(bool(_MARK_BEFORE.search(line)) for line in arabic)
    if before <= sum(bool(_MARK_AFTER.search(line)) for line in arabic):
        return lines
    return [_turned(line) if _is_arabic(line) else line for line in lines]


def _is_arabic(line):
    return any("\u0600" <= letter <= "\u06ff" for letter in line)


def _turned(line):
    """The words from right to left; a mark that stands on the left of a word follows it, on the right precedes it."""
    words = []
    for word in reversed(line.split()):
        left, core, right = _MARKED.match(word).groups()
        if words:
            words[-1] += right if core else left + right
        if core or not words:
            words.append(core + left)
    return " ".join(words)


def paragraphs_of(lines):
    """Lines joined to paragraphs: one ends at an empty line, or where a short line ends a sentence."""
    widest = max((len(line) for line in lines), default=0)
    found, current = [], ""
    for line in lines:
        current = _joined(current, line)
        if not line or (line[-1] in _ENDS and len(line) < 0.8 * widest):
            found.append(current)
            current = ""
    return [paragraph for paragraph in [*found, current] if paragraph]


def _joined(before, line):
    is_broken_word = before.endswith("-") and line[:1].islower()
    is_unspaced = before[-1:] > "\u2e80" and line[:1] > "\u2e80"
    return before + line if not before or not line or is_broken_word or is_unspaced else f"{before} {line}"
