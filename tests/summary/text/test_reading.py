from summary.text.reading import SummaryText
from tests.summary.documents.contents import make_content, make_corrigendum


def test_paragraphs_are_found_by_their_numbers_across_sections():
    text = SummaryText(make_content(paragraphs=12))

    assert list(text.paragraphs) == list(range(1, 13))
    section, paragraph = text.paragraphs[12]
    assert (section.heading["en"], paragraph.anchor) == ("Conclusions", "paragraph-12")


def test_parts_follow_their_paragraph_each_with_its_address():
    __, paragraph = SummaryText(make_content()).paragraphs[2]

    assert [row.anchor for row in paragraph.in_order()] == [
        "paragraph-2",
        "paragraph-2-1",
        "paragraph-2-2",
        "paragraph-2-2-1",
        "paragraph-2-2-2",
        "paragraph-2-3",
    ]
    assert [row.mark("fr") for row in paragraph.in_order()] == ["2.", "a)", "b)", "i)", "ii)", "c)"]


def test_outline_puts_sub_sections_below_their_section():
    outline = SummaryText(make_content()).outline

    found = [(section.mark("en"), [row.mark("en") for row in below]) for section, below in outline]
    assert found == [("I.", []), ("II.", ["A.", "B."]), ("III.", [])]


def test_sub_section_is_cited_with_the_section_above_it():
    section = SummaryText(make_content()).sections[2]

    assert [section.citation(code) for code in ("en", "zh-hans", "ar")] == ["II.A", "二.A", "ثانيا - ألف"]


def test_corrections_are_those_of_the_language():
    text = SummaryText(make_corrigendum())

    assert [correction.texts["fr"] for correction in text.corrections("fr")] == [
        "Protéger les victimes, en particulier les femmes et les enfants;",
        "Introduction",
    ]
    assert text.corrections("en") == []


def test_correction_of_the_masthead_has_its_words():
    content = make_corrigendum(corrections=[{"key": "note", "paragraph": None, "path": [], "languages": ["es"]}])

    (correction,) = SummaryText(content).corrections("es")

    assert (correction.name, correction.texts) == ("note", content["note"])
