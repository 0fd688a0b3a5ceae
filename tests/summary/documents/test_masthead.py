import re
from io import BytesIO

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from summary.documents.documents import document_of, summary_document
from tests.summary.documents.contents import make_content

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# As documents of the Organization print them: the language of a translated version between date and original, and in
# Arabic, Chinese and Russian all of it in English.
FACTS = {
    "ar": ["Distr.: General", "11 May 2012", "Arabic", "Original: English"],
    "zh-hans": ["Distr.: General", "11 May 2012", "Chinese", "Original: English"],
    "en": ["Distr.: General", "11 May 2012", "Original: English"],
    "fr": ["Distr. générale", "11 mai 2012", "Français", "Original : anglais"],
    "ru": ["Distr.: General", "11 May 2012", "Russian", "Original: English"],
    "es": ["Distr. general", "11 de mayo de 2012", "Español", "Original: inglés"],
}


def plain(text):
    return re.sub(r"\s+", " ", text)


def close(text):
    """A text without spaces, which readers of PDF files guess."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("code", "facts"), FACTS.items())
def test_masthead_has_the_lines_of_its_language_in_every_format(code, facts):
    content = make_content(dated_on="2012-05-11")

    page = close(pypdf.PdfReader(BytesIO(document_of(content, code, "pdf"))).pages[0].extract_text())
    word = docx.Document(BytesIO(document_of(content, code, "docx")))
    cell = [plain(paragraph.text) for paragraph in word.tables[0].rows[1].cells[1].paragraphs]
    text = [plain(line) for line in document_of(content, code, "txt").decode().split("\n")]

    assert close(facts[0]) in page
    assert close("".join(facts[1:])) in page
    assert cell == facts
    assert text[3 : 3 + len(facts)] == facts


@pytest.mark.parametrize(("code", "marked"), [("ar", True), ("zh-hans", True), ("ru", True), ("es", False)])
def test_english_facts_are_marked_as_english(code, marked):
    """Else a date would be read from right to left, and a voice would read English as Russian."""
    content = make_content(dated_on="2012-05-11")

    html = document_of(content, code, "html").decode()
    akn = document_of(content, code, "xml").decode()
    word = docx.Document(BytesIO(document_of(content, code, "docx")))
    paragraphs = [paragraph._p for paragraph in word.tables[0].rows[1].cells[1].paragraphs]

    assert ('<p lang="en" dir="ltr">11 May 2012</p>' in html) == marked
    assert ('xml:lang="en" name="language">' in akn or 'name="language" xml:lang="en">' in akn) == marked
    assert len(paragraphs) == 4
    assert {paragraph.find(f".//{qn('w:bidi')}").get(qn("w:val")) for paragraph in paragraphs} == {"0"}


def test_document_in_its_original_language_names_no_version():
    content = make_content(original_language="fr")

    facts = {code: summary_document(content, code).masthead.version for code in ("fr", "en", "es")}

    assert facts == {"fr": "", "en": "English", "es": "Español"}
