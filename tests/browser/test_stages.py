"""The pages of the stages of a Summary, for people who see them otherwise: axe finds no fault, nothing runs over."""

import pytest

from tests.browser.barriers import WCAG_ALONE, barriers

PAGES = ("masthead", "clearance", "issue", "translations", "translations/ar")  # the last two lead to the desk
OPEN = """
from summary.models import Paragraph, Summary
Summary.objects.filter(conference__slug="human-trafficking-2012").update(stage="in-translation")
rows = Paragraph.objects.filter(section__summary__conference__slug="human-trafficking-2012")
text = rows.order_by("pk")[3]
rows.filter(pk=text.pk).update(text_en=text.text_en + " More.")
"""
CLOSE = """
from summary.models import Paragraph, Summary
Summary.objects.filter(conference__slug="human-trafficking-2012").update(stage="issued")
for text in Paragraph.objects.filter(text_en__endswith=" More."):
    Paragraph.objects.filter(pk=text.pk).update(text_en=text.text_en.removesuffix(" More."))
"""


@pytest.fixture
def in_translation(site):
    site.run(OPEN)
    yield
    site.run(CLOSE)


@pytest.mark.parametrize(("code", "colours", "width"), [("en", "light", 1280), ("ar", "dark", 390)])
def test_pages_of_the_stages_are_accessible_and_fit(in_translation, new_page, sign_in, code, colours, width):
    page = new_page(color_scheme=colours, viewport={"width": width, "height": 850})
    sign_in(page, "administrator")
    faults = {}

    for name in PAGES:
        page.goto(f"/{code}/human-trafficking-2012/summary/draft/{name}/")
        found = barriers(page, WCAG_ALONE)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if found or over > 0:
            faults[name] = found, over

    assert faults == {}
