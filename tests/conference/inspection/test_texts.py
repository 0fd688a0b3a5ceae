"""The text of a PDF and of a Word document, as paragraphs in the order in which they are read."""

import pytest

from conference.documents.pdf import pdf_of
from conference.inspection import pdf_text, word_text
from conference.inspection.findings import Found
from tests.conference.documents.sample_documents import make_document
from tests.conference.inspection.uploads import W, pdf, raw_pdf, stream, word

SPEECH = "Mr. President, we thank you for convening this dialogue on human trafficking."


def typed(*lines):
    """A PDF whose one page has these lines, as a typewriter sets them."""
    words = "".join(f"({line}) Tj T* " for line in lines)
    font = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >> /Contents 4 0 R"
    return raw_pdf(page=font, objects=[stream(f"BT /F1 9 Tf 12 TL 10 190 Td {words} ET".encode("latin-1"))])


def written(*paragraphs):
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    return word(document=f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_lines_of_a_pdf_are_joined_to_paragraphs():
    content = typed("Mr. President, we thank you for convening", "this dialogue.", "The second paragraph is short.")

    assert pdf_text.inspect(content) == {
        "paragraphs": [
            "Mr. President, we thank you for convening this dialogue.",
            "The second paragraph is short.",
        ],
        "has_text_layer": True,
    }


def test_pdf_without_letters_is_a_scan():
    assert pdf_text.inspect(pdf()) == {"paragraphs": [], "has_text_layer": False}
    assert pdf_text.inspect(typed("- 1 -"))["has_text_layer"] is False


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh-hans", "主席先生，感谢您召开本次互动对话。打击人口贩运需要加强合作。"),
        ("ru", "Господин Председатель, спасибо."),
    ],
)
def test_letters_of_other_scripts_are_read(code, text):
    read = pdf_text.inspect(pdf_of(make_document(code, title=text)))

    assert text in " ".join(read["paragraphs"])


def test_words_of_arabic_that_stand_from_left_to_right_are_turned():
    drawn = ". ﺧﻄﻴﺮة ﺟﺮﻳﻤﺔ إن. 2012 أﺑﺮﻳﻞ/ ﻧﻴﺴﺎن 3 ﻓﻲ ، اﻟﺴﻴﺪ"
    lines = [pdf_text.letters_of(line) for line in (drawn, ".اﻟﺒﻴﺎن ﻣﻦ اﻟﺜﺎﻧﻴﺔ اﻟﻔﻘﺮة")]

    assert pdf_text.in_reading_order(lines) == [
        "السيد ، في 3 نيسان/ أبريل 2012. إن جريمة خطيرة.",
        "الفقرة الثانية من البيان.",
    ]


def test_arabic_in_its_own_order_stays():
    lines = ["السيد الرئيس، نشكركم.", "شكرا لكم."]

    assert pdf_text.in_reading_order(lines) == lines


def test_word_is_read_without_what_was_deleted_and_without_the_codes_of_fields():
    kept = "".join(run(text) for text in ("Mr. ", "President,"))
    deleted = "<w:del><w:r><w:delText>secret</w:delText></w:r></w:del>"
    code = "<w:r><w:instrText>PAGE</w:instrText></w:r>"

    read = word_text.inspect(written(kept, deleted, f"{run('we')}<w:r><w:tab/></w:r>{code}{run('thank you.')}", ""))

    assert read == {"paragraphs": ["Mr. President,", "we thank you."], "has_text_layer": True}


def test_box_of_text_is_read_once():
    box = f"<Choice><w:p>{run('In a box')}</w:p></Choice><Fallback><w:p>{run('In a box')}</w:p></Fallback>"

    assert word_text.inspect(written(f"{run('Before')}{box}"))["paragraphs"] == ["In a box", "Before"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%%EOF", b"PK\x03\x04"])
@pytest.mark.parametrize("module", [pdf_text, word_text])
def test_what_cannot_be_read_is_found_damaged(module, content):
    with pytest.raises(Found) as found:
        module.inspect(content)

    assert found.value.code == "damaged"


@pytest.mark.parametrize("module", [pdf_text, word_text])
def test_text_longer_than_any_statement_is_too_costly(module, monkeypatch):
    monkeypatch.setattr(module, "LONGEST", 10)
    content = typed(SPEECH) if module is pdf_text else written(run(SPEECH))

    with pytest.raises(Found) as found:
        module.inspect(content)

    assert found.value.code == "costly"
