"""A footnote: written in English, translated into Arabic with its mark, read on the Arabic page."""

import re

from playwright.sync_api import expect

SUMMARY = """
from tests.factories import make_conference
from tests.summary.conftest import make_summary
make_summary(make_conference(slug="footnotes"))
"""
TRANSLATION = """
from django.utils import timezone
from summary.models import Summary
from summary.text.progress import texts_of
from translation.texts.index import refresh_all
from translation.texts.registry import text_of
from translation.texts.states import set_state
Summary.objects.filter(conference__slug="footnotes").update(stage="in-translation")
summary = Summary.objects.get(conference__slug="footnotes")
for row, field in texts_of(summary):
    if text_of(row, field, "ar") and "[^" not in text_of(row, field, "en"):
        set_state(row, field, "ar", "translated", by=None, at=timezone.now())
refresh_all()
"""
ISSUE = """
from django.utils import timezone
from conference.models import User
from summary.editions.issuing import issue
from summary.models import Summary
summary = Summary.objects.get(conference__slug="footnotes")
edition = issue(summary, "first", exception="The others come later", by=User.objects.get(username="secretariat"),
    at=timezone.now())
assert edition.content["languages"] == ["ar", "en"]
"""
DRAFT = "/en/footnotes/summary/draft/"
DESK = "/en/footnotes/texts/ar/summary/"
ARABIC = "قرار الجمعية العامة 64/293."


def test_footnote_is_written_in_english_translated_into_arabic_and_read(site, new_page, sign_in):
    site.run(SUMMARY)
    drafter = new_page(viewport={"width": 1280, "height": 900})
    sign_in(drafter, "secretariat")

    # The writer puts the cursor where the footnote belongs, and writes it below the paragraph.
    drafter.goto(DRAFT)
    paragraph = drafter.locator(".text.paragraph").first
    field = paragraph.locator(".text-form textarea")
    field.focus()
    field.evaluate("field => field.setSelectionRange(18, 18)")
    paragraph.get_by_text("Arrange").click()
    paragraph.get_by_role("button", name="Add a footnote").click()
    expect(field).to_have_value("Sentence one of 1.[^1] Sentence two of 1.")
    note = drafter.locator(".text.footnote")
    expect(note.locator("textarea")).to_be_focused()
    drafter.keyboard.type("General Assembly resolution 64/293.")
    expect(note.locator(".text-said")).to_have_text("Saved")

    # The translator is warned while the mark is missing.
    site.run(TRANSLATION)
    translator = new_page(viewport={"width": 1400, "height": 900})
    sign_in(translator, "translator-ar")
    translator.goto(DESK)
    pair = translator.locator(".pair").filter(has=translator.locator(".source-words", has_text="Sentence one of 1."))
    words = pair.locator("textarea[name=text]")
    words.fill("الجملة الأولى من 1. الجملة الثانية من 1.")
    warning = translator.locator(".help-warnings .warning").filter(has_text="Footnotes")
    expect(warning).to_contain_text("[^1]")
    words.fill("الجملة الأولى من 1[^1]. الجملة الثانية من 1.")
    expect(warning).to_have_count(0)
    translated(pair)
    pair = translator.locator(".pair").filter(has=translator.locator(".source-words", has_text="resolution 64/293"))
    pair.locator("textarea[name=text]").fill(ARABIC)
    translated(pair)

    # The reader goes from the mark to the note and back.
    site.run(ISSUE)
    reader = new_page(viewport={"width": 390, "height": 844})
    reader.goto("/ar/footnotes/summary/")
    mark = reader.locator("#paragraph-1").get_by_role("doc-noteref")
    expect(mark).to_have_text("(1)")
    mark.click()
    note = reader.locator(".footnotes p:target")
    expect(note).to_contain_text(ARABIC)
    note.get_by_role("doc-backlink").click()
    expect(reader).to_have_url(re.compile("#paragraph-1$"))


def translated(pair):
    pair.get_by_role("button", name="Translated", exact=True).click()
    expect(pair.locator(".state-name")).to_have_text("translated")
