"""A paragraph whose source has changed, from the translator's desk to the reviser's approval."""

from playwright.sync_api import expect

SUMMARY = """
from django.utils import timezone
from summary.models import Paragraph
from tests.factories import make_conference
from tests.summary.conftest import make_summary
from translation.texts.index import refresh_all
from translation.texts.states import set_state
summary = make_summary(make_conference(slug="desk-journey"), stage="in-translation")
rows = list(Paragraph.objects.filter(section__summary=summary).order_by("position"))
for year, row in zip((2012, 2013, 2014), rows):
    row.text_en = f"The dialogue of {year} heard what the victims of trafficking had to say."
    row.text_ar = f"استمع حوار عام {year} إلى ما لدى ضحايا الاتجار من أقوال."
    row.save()
    set_state(row, "text", "ar", "translated", by=None, at=timezone.now())
Paragraph.objects.filter(pk=rows[0].pk).update(text_en=rows[0].text_en + " It then closed.")
refresh_all()
"""
DESK = "/en/desk-journey/texts/ar/summary/"


def test_outdated_paragraph_is_translated_anew_and_approved(site, new_page, sign_in):
    site.run(SUMMARY)
    page = new_page(viewport={"width": 1400, "height": 900})
    sign_in(page, "translator-ar")

    # What is outdated, and what has changed in its source since it was translated.
    page.goto(f"{DESK}?only=outdated")
    pair = page.locator(".pair")
    expect(pair).to_have_count(1)
    expect(pair.locator(".says-outdated")).to_be_visible()
    expect(pair.locator(".source-changes ins").last).to_contain_text("It then closed.")

    # An earlier text like it comes from the memory, with one key.
    field = pair.locator("textarea[name=text]")
    field.focus()
    expect(page.locator(".offer .score").first).to_contain_text("%")
    offered = page.locator(".offer .offered").first.inner_text()
    page.keyboard.press("Control+1")
    expect(field).to_have_value(offered)

    # Its number is another one: the desk warns, and the translator says why that is right here.
    warning = page.locator(".help-warnings .warning").filter(has_text="Numbers").first
    warning.get_by_text("Dismiss").first.click()
    warning.get_by_label("Reason").fill("The paragraph counts otherwise here.")
    warning.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".dismissed").first).to_contain_text("The paragraph counts otherwise here.")
    pair.get_by_role("button", name="Translated").click()
    expect(pair.locator(".state-name")).to_have_text("translated")
    expect(pair.locator(".says-outdated")).to_have_count(0)

    # A second person approves it.
    reviser = new_page(viewport={"width": 1400, "height": 900})
    sign_in(reviser, "reviser-ar")
    reviser.goto(f"{DESK}?only=translated")
    read = reviser.locator(".pair").filter(has=reviser.locator(".source-words", has_text="It then closed."))
    expect(read.locator("textarea[name=text]")).to_have_value(offered)
    read.locator("textarea[name=text]").focus()
    read.get_by_role("button", name="Revised").click()
    expect(read.locator(".state-name")).to_have_text("revised")
    expect(read.locator(".pair-state .by")).to_have_text("reviser-ar")
