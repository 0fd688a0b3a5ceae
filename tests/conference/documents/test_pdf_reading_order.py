"""Arabic texts come out of a PDF as they went in, in order, when it is read as ISO 32000-1 says (`pdf_reading.py`).

This proves that the PDF tells the text rightly: to whoever follows the structure tree and the marks in the content,
such as assistive technology. What programs make of it that guess the order instead, test_documents_pdf.py says of
PDFium. Texts are compared by canonical equivalence (kasra and shadda are the same in either order), but for white
space between lines and for marks of direction, which are not seen. Not proved is the order of
brackets and numbers in Arabic that stands within a text of another language, where several fonts divide it; nor that
of a full stop or comma, and its space, between a number and a word that begins with a raised letter ("2012، يعرب").
"""

import json
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from conference.documents.document import EntryBlock, HeadingBlock, NoteBlock, ParagraphBlock, PrintedDocument
from conference.documents.emphasis import runs
from conference.documents.pdf import pdf_of
from conference.languages import official
from tests.conference.documents.pdf_reading import paragraphs

REPOSITORY = Path(__file__).resolve().parents[3]
GOALS = REPOSITORY.parent / "shared" / "data" / "sdg-six-languages.json"
SUMMARY = REPOSITORY / "summary" / "data" / "human-trafficking-2012" / "summary.json"

VOWELS = ["أولاً", "شكراً", "مثّل", "كُتب", "مُنح", "خالٍ", "رجالاً", "وفقاً", "جدّاً", "ونُظِّم", "المؤسِّسة"]
HARD = [
    "الوثيقة A/RES/64/293 (انظر الفقرة 5)، «اقتباس» و“United Nations”: 10/00-13/00، 1,000؟",
    "بحلول عام 2030، وفي 2007، و«2012»؛ (أ) [ب] {ج} 50٪ ١٢٣",
    "في 3 نيسان/أبريل 2012 ‏(A/66/L.1)‏ انظر https://un.org/ar وفقاً للقرار 64/293.",
    *(f"يعرب {word} عن {word}" for word in VOWELS),
]


def document(*blocks, code="ar", title="موجز"):
    return PrintedDocument(official(code), title, date(2012, 4, 27), blocks)


def plain(text):
    """A text as it is compared."""
    seen = re.sub(r"[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]", "", text)
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def read(given):
    return [plain(text) for text in paragraphs(pdf_of(given))]


def arabic(described):
    """The Arabic texts of what is described in JSON."""
    if isinstance(described, dict) and "ar" in described:
        yield described["ar"]
    elif isinstance(described, dict | list):
        for part in described.values() if isinstance(described, dict) else described:
            yield from arabic(part)


@pytest.mark.parametrize("text", HARD)
def test_pdf_tells_hard_arabic_text_in_order(text):
    blocks = [
        ParagraphBlock(text, mark="(أ)"),
        HeadingBlock(text, mark="أولا -"),
        EntryBlock(text, text, (text,)),
        NoteBlock(text),
    ]

    texts = ["موجز", f"(أ){text}", "أولا -", text, text, text, text, text]
    assert read(document(*blocks)) == [plain(text) for text in texts]


@pytest.mark.parametrize("text", HARD)
def test_pdf_tells_an_arabic_paragraph_of_an_english_paper_in_order(text):
    assert read(document(ParagraphBlock(text, language=official("ar")), code="en")) == ["موجز", plain(text)]


@pytest.mark.parametrize("word", VOWELS)
def test_pdf_tells_arabic_words_in_an_english_paragraph_in_order(word):
    text = f"See “{word} عن {word}” and **more** long-term decision-making (A/RES/64/293)."

    assert read(document(ParagraphBlock(text), code="en")) == ["موجز", plain(text.replace("**", ""))]


def test_pdf_tells_an_arabic_paragraph_of_several_pages_in_order():
    text = " ".join(f"يعرب {word} عن {word}" for word in VOWELS * 20)

    _, told = read(document(ParagraphBlock(text)))

    assert told.replace(" ", "") == plain(text).replace(" ", "")  # typst leaves out the space at the end of some lines


def test_pdf_tells_the_arabic_summary_in_order():
    texts = [*arabic(json.loads(SUMMARY.read_text(encoding="utf-8")))]

    told = read(document(*(ParagraphBlock(text, mark="12 - ") for text in texts)))

    assert len(texts) > 60
    assert told[1:] == [plain("12 - " + "".join(run.text for run in runs(text))) for text in texts]


def test_pdf_tells_the_goals_in_order():
    if not GOALS.exists():
        pytest.skip("the Goals in six languages (shared/data/sdg-six-languages.json) are not beside the repository")
    texts = [*arabic(json.loads(GOALS.read_text(encoding="utf-8")))]

    told = read(document(*(EntryBlock("", "", (text,)) for text in texts)))

    assert len(texts) > 200
    assert told[1:] == [plain(text) for text in texts]
