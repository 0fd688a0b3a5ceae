"""The public pages on paper, as the browser prints them, read back by PDFium."""

import unicodedata

import pypdfium2

from conference.languages import CODES

DIALOGUE = "human-trafficking-2012/"
PAGES = [
    "",
    "sessions/panel-1/",
    "my-programme/",
    "speakers/",
    "delegations/",
    "sessions/panel-2/statements/",
    "sessions/panel-2/figures/",
    "documents/",
    "contact/",
]
# What people press, by its words, and what is on that is on no paper.
CONTROLS = "button, summary, form, nav a, .papers a, .choice-place, .languages"


def printed(page):
    """The text of each sheet."""
    with pypdfium2.PdfDocument(page.pdf(format="A4")) as pdf:
        texts = [sheet.get_textpage().get_text_bounded() for sheet in pdf]
    return [" ".join(unicodedata.normalize("NFKC", text).split()) for text in texts]


def letters(text):
    """The words of a text, each as its letters in no order: PDFium turns Arabic words round here and there."""
    return {"".join(sorted(word)) for word in unicodedata.normalize("NFKC", text).split()}


def test_printed_page_is_the_paper_of_the_organ_without_controls(new_page):
    page = new_page(color_scheme="dark")

    for address in PAGES:
        page.goto(f"/en/{DIALOGUE}{address}")
        assert page.locator(CONTROLS).count() > 10, address
        sheets = printed(page)

        page.emulate_media(media="print")
        assert page.locator(CONTROLS).locator("visible=true").count() == 0, address
        colours = page.evaluate("[document.body, document.querySelector('h1')].map(e => getComputedStyle(e).color)")
        assert colours == ["rgb(0, 0, 0)"] * 2, address
        page.emulate_media(media="null")
        assert sheets[0].removeprefix(f"1/{len(sheets)} ").startswith("United Nations"), address
        assert "Voluntary Trust Fund for Victims" in sheets[-1], address
        assert "https://www.unodc.org/unodc/en/human-trafficking-fund.html" in sheets[-1], address
        assert [sheet.count("Rostrum") for sheet in sheets] == [0] * (len(sheets) - 1) + [1], address
        assert all(f"{number}/{len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1)), address


def test_first_sheet_of_the_programme_is_full_in_every_language(page):
    """The first panel begins on it, instead of being moved whole to the second."""
    for code in CODES:
        page.goto(f"/{code}/{DIALOGUE}")
        panel = page.locator('a[href$="/sessions/panel-1/"]').first.text_content().strip()

        first, *others = printed(page)

        assert letters(panel) <= letters(first), code
        assert len(others) in range(2, 5), code
