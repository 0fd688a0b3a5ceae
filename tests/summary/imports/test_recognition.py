"""What is a heading, a paragraph or a part in a text from elsewhere, in the six languages and in HTML."""

import pytest

from summary.imports.pasted import pasted_text
from summary.imports.recognition import recognized


def read(plain, html=""):
    """The blocks of a text, as lines: "# heading" by its level, "paragraph", "- part", "-- part of a part"."""
    signs = {"heading": "#", "paragraph": "-"}
    blocks = recognized(pasted_text(plain, html)).blocks
    return [f"{signs[each.kind] * each.depth} {each.text}".strip() for each in blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\n\nThree.", ["One.", "Two.", "Three."]),
        ("One.\nTwo.\n(a) an item;\n(b) another.", ["One.", "Two.", "- an item;", "- another."]),
        ("1. One:\na) an item;\n2. Two.", ["One:", "- an item;", "Two."]),
        ("12.\tOne.\r\n13.\tTwo.", ["One.", "Two."]),
        ("One:\n• first;\n• second.", ["One:", "- first;", "- second."]),
        ("One:\n(a) first:\n(i) low;\n(ii) lower;\n(b) last.", ["One:", "- first:", "-- low;", "-- lower;", "- last."]),
        ("One:\n(i) first;\n(ii) second.", ["One:", "- first;", "- second."]),
        ("One:\n(h) eight;\n(i) nine.", ["One:", "- eight;", "- nine."]),
        ("INTRODUCTION\nOne.", ["# INTRODUCTION", "One."]),
        (
            "I. Introduction\nA. First\nOne.\nB. Second\nTwo.\nII. End",
            "# Introduction|## First|One.|## Second|Two.|# End",
        ),
        ("I. First\nH. Eight\nI. Nine\nOne.", ["# First", "## Eight", "## Nine", "One."]),
        (
            "I. One\nA. Two\n1. Text.\n1. Three\n2. Text.\n2. Four\n3. For:\n1. an item\n2. two\nII. Six\n1. none",
            "# One|## Two|Text.|### Three|Text.|### Four|For:|an item|two|# Six|none",
        ),
        ("أولا - مقدمة\n1 - واحد.\nألف - فرع\n1 - جزء\n2 - اثنان.", "# مقدمة|واحد.|## فرع|### جزء|اثنان."),
        ("I. One\nA. Two\n1. first note\n2. second note", ["# One", "## Two", "first note", "second note"]),
        ("(a) a part without a paragraph.", ["a part without a paragraph."]),
        ("In 2012. The year.\n3.5 per cent.", ["In 2012. The year.", "3.5 per cent."]),
        ("A. Smith spoke.\nOne.", ["A. Smith spoke.", "One."]),
        ("أولا - مقدمة\n1 - واحد.\n(أ) بند؛\nألف - فرع\n2 - اثنان.", "# مقدمة|واحد.|- بند؛|## فرع|اثنان."),
        ("一、导言\n1. 一。\n(a) 甲：\n(一) 乙。", ["# 导言", "一。", "- 甲：", "-- 乙。"]),
        ("I. Введение\nА. Раздел\n1. Один:\nа) пункт;\nб) другой.", "# Введение|## Раздел|Один:|- пункт;|- другой."),
        (
            "A paragraph that was broken into lines by\na page of print, and that goes on here until\nit ends.\n\nTwo.",
            "A paragraph that was broken into lines by a page of print, and that goes on here until it ends.|Two.",
        ),
        ("Stars *stay* and **bold** too.\nTwo * 3.", ["Stars *stay* and **bold** too.", "Two * 3."]),
    ],
)
def test_pasted_lines_become_headings_paragraphs_and_parts(text, expected):
    assert read(text) == (expected.split("|") if isinstance(expected, str) else expected)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One <b>bold</b> and <i>slanted</i>.</p><p>Two.</p>", "One **bold** and *slanted*.|Two."),
        ('<b style="font-weight:normal"><p>One <span style="font-weight:700">bold</span></p></b>', "One **bold**"),
        ("<p>2 * 3 = *6*</p>", r"2 \* 3 = \*6\*"),
        ("<h1>Opening</h1><p>One.</p><h2>First</h2><p>Two.</p>", "# Opening|One.|## First|Two."),
        (
            "<p>One:</p><ol type=a><li>first:<ol type=i><li>low</li></ol></li><li>last</li></ol>",
            "One:|- first:|-- low|- last",
        ),
        ("<p>One:</p><ul><li><p>first</p></li><li>second</li></ul>", "One:|- first|- second"),
        ("<p><b>Bold throughout</b></p><p>One.</p>", "# Bold throughout|One."),
        ("<h1>One</h1><h2>A. Two</h2><h3>1. Three</h3><h5>Deeper</h5>", "# One|## Two|### Three|### Deeper"),
        ("<h1>One</h1><h2>Two</h2><p><b>1. Three</b></p><p>1. Text</p>", "# One|## Two|### Three|Text"),
        ("<p><b>12.</b> One.</p><p><b>13. </b>Two <i>here</i>.</p>", "One.|Two *here*."),
        (
            "<p>One:</p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
            "<span style='mso-list:Ignore'>(a)<span>&nbsp;&nbsp; </span></span><![endif]>first;</p>",
            "One:|- first;",
        ),
        ("<style>p{}</style><script>alert(1)</script><p onclick=x>One<br>more &lt;b&gt;.</p>", "One more <b>."),
        ("<p>Unclosed <b>bold<p>Two</b>", "Unclosed **bold**|# Two"),
    ],
)
def test_html_of_the_clipboard_keeps_words_emphasis_and_lists_alone(html, expected):
    assert read("", html) == expected.split("|")


def test_what_html_has_besides_is_counted():
    found = pasted_text("", "<p>One.</p><table><tr><td>cell <img></td></tr></table><img><img>")

    assert {each.kind: each.number for each in found.left_out} == {"table": 1, "picture": 2}
    assert [each.text for each in found.paragraphs] == ["One."]


def test_html_without_words_gives_way_to_the_plain_text():
    assert read("One.\nTwo.", "<p> </p><img>") == ["One.", "Two."]
