import html5lib
import pytest

from conference.documents.document import HeadingBlock, ParagraphBlock
from conference.documents.html import html_of
from conference.languages import CODES, official
from tests.conference.documents.sample_documents import make_document, other, texts_of

HTML = "{http://www.w3.org/1999/xhtml}"


def parse(content):
    return html5lib.HTMLParser(strict=True).parse(content.decode())


def all_of(document, *names):
    return [node for node in document.iter() if node.tag in [HTML + name for name in names]]


def words_of(node):
    return "".join(node.itertext())


@pytest.mark.parametrize("code", CODES)
def test_page_is_valid_and_says_what_the_paper_says(code):
    body = all_of(parse(html_of(make_document(code))), "body")[0]

    lines = [words_of(node) for node in all_of(body, "p", "h1", "h2", "h3", "th", "td")]
    assert lines == [text.replace("\t", " ") for text in texts_of(code)]
    assert [words_of(node) for node in all_of(body, "footer")] == ["A/66/999"]


@pytest.mark.parametrize("code", CODES)
def test_page_is_in_its_language_and_other_texts_in_theirs(code):
    document = parse(html_of(make_document(code)))

    language, elsewhere = official(code), official(other(code))
    named = [(node.get("lang"), node.get("dir")) for node in document.iter() if node.get("lang")]
    assert (document.get("lang"), document.get("dir")) == (language.html, language.direction)
    assert named == [(language.html, language.direction)] + [(elsewhere.html, elsewhere.direction)] * 5


def test_page_asks_for_nothing_and_runs_nothing():
    document = parse(html_of(make_document()))

    assert all_of(document, "script", "link", "img", "iframe") == []
    assert not [word for word in (b"url(", b"@import") if word in html_of(make_document())]
    assert len(all_of(document, "style")) == 1


def test_keys_are_anchors():
    ids = [node.get("id") for node in parse(html_of(make_document())).iter() if node.get("id")]

    assert ids == ["s1", "paragraph-1", "paragraph-1-1", "p7"]


def test_headings_are_headings_of_their_level():
    document = parse(html_of(make_document()))

    headings = [(node.tag.removeprefix(HTML), words_of(node)) for node in all_of(document, "h1", "h2", "h3")]
    assert headings[1:] == [("h2", "I. 8 Heading"), ("h3", "A. 9 Heading below"), ("h2", "20 Heading")]


def test_emphasis_is_marked_as_what_it_is():
    document = parse(html_of(make_document(blocks=(ParagraphBlock("An *italic* and a **bold** word, 2 \\* 3."),))))

    assert [words_of(node) for node in all_of(document, "em", "strong")] == ["italic", "bold"]


def test_text_and_key_of_any_kind_stay_text():
    hostile = "</p></main></style><script>alert(1)</script>"
    document = parse(html_of(make_document(title=hostile, blocks=(HeadingBlock(hostile, key='"><script>'),))))

    assert all_of(document, "script") == []
    assert [words_of(node) for node in all_of(document, "title", "h2")] == [hostile, hostile]


def test_character_that_no_page_may_hold_is_replaced():
    document = parse(html_of(make_document(blocks=(ParagraphBlock("a\x00b\x0c\ufdd0\U0001ffff"),))))

    assert words_of(all_of(document, "p")[-1]) == "a\ufffdb\ufffd\ufffd\ufffd"


def test_file_has_the_same_bytes_each_time():
    assert html_of(make_document("ar")) == html_of(make_document("ar"))
