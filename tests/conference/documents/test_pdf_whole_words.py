"""Arabic words are found whole in a PDF by programs that go by the places of letters, as those of readers do.

pdf.js, which Firefox uses, takes no part here; it goes by the same places as pypdf, and loses fewer words.
"""

import json
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from io import BytesIO

import pypdf
import pypdfium2
import pytest

from conference.documents.document import ParagraphBlock
from conference.documents.emphasis import runs
from conference.documents.pdf import pdf_of
from tests.conference.documents.test_pdf_reading_order import SUMMARY, arabic, document

# After ر and و letters are apart, before ج they are raised.
WORDS = "نيويورك أبريل لجمهورية البرنامج بالأشخاص الاتجار مكافحة كوتيريتس والمنظمات التركيز"


def with_pypdf(pdf, _folder):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf), strict=True).pages)


def with_pdfium(pdf, _folder):
    with pypdfium2.PdfDocument(pdf) as opened:
        return "\n".join(page.get_textpage().get_text_bounded() for page in opened)


def with_poppler(pdf, folder):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext of Poppler is not on this machine")
    (folder / "a.pdf").write_bytes(pdf)
    return subprocess.run(["pdftotext", folder / "a.pdf", "-"], capture_output=True, check=True).stdout.decode()


def plain(text):
    return unicodedata.normalize("NFC", re.sub(r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]", "", text))


@pytest.mark.parametrize("read", [with_pypdf, with_pdfium, with_poppler])
def test_words_with_letters_apart_or_raised_are_found_in_their_order(read, tmp_path):
    text = f"كما أن {WORDS}."

    told = plain(read(pdf_of(document(ParagraphBlock(text))), tmp_path))

    assert text in " ".join(told.split())


@pytest.mark.parametrize(("read", "most"), [(with_pypdf, 30), (with_pdfium, 8), (with_poppler, 30)])
def test_words_of_the_arabic_summary_are_found(read, most, tmp_path):
    """All but a few with vowels: of some 1,450 words pypdf lost 99 before, Poppler 37, PDFium 11."""
    texts = ["".join(run.text for run in runs(text)) for text in arabic(json.loads(SUMMARY.read_text("utf-8")))]
    words = Counter(word for text in texts for word in re.findall(r"[\w\u064b-\u0652]{2,}", plain(text)))

    told = plain(read(pdf_of(document(*(ParagraphBlock(text) for text in texts))), tmp_path))

    lost = {word: number - told.count(word) for word, number in words.items() if told.count(word) < number}
    assert words.total() > 1200
    assert sum(lost.values()) <= most, lost
