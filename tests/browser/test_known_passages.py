"""A paragraph made of known sentences: marked, proposed with one key; and what repeats it, filled."""

from playwright.sync_api import expect

SUMMARY = """
from summary.models import Paragraph
from tests.factories import make_conference
from tests.summary.conftest import make_paragraph, make_summary
from tests.translation.texts.texts import make_theme
opening, urged = "The President opened the dialogue.", "States were urged to protect the victims."
earlier = make_conference(slug="earlier")
make_theme(earlier, f"{opening} It was in April.", "ar", "افتتح الرئيس الحوار. وكان ذلك في نيسان/أبريل.", "revised")
make_theme(earlier, urged, "ar", "حُثت الدول على حماية الضحايا.", "translated")
summary = make_summary(make_conference(slug="known-passages"), stage="in-translation")
Paragraph.objects.filter(section__summary=summary).delete()
section = summary.sections.get()
for text in (f"{urged} A new thing was said. {opening}", f"{urged} A new thing was said. {opening}", "Other words."):
    row = make_paragraph(section, text)
    row.text_en, row.text_ar = text, ""
    row.save()
"""
DESK = "/en/known-passages/texts/ar/summary/"


def test_known_passages_are_marked_used_and_their_repetitions_filled(site, new_page, sign_in):
    site.run(SUMMARY)
    page = new_page(viewport={"width": 1400, "height": 900})
    sign_in(page, "translator-ar")
    page.goto(DESK)
    paragraphs = page.locator(".pair").filter(has=page.locator(".source-words", has_text="A new thing"))
    first, second = paragraphs.nth(0), paragraphs.nth(1)
    field = first.locator("textarea[name=text]")

    # What is known is marked in the source, and told to who cannot see the marks; the source stays what it is.
    field.focus()
    source = first.locator(".source-words")
    expect(source.locator("mark.known")).to_have_text(
        ["States were urged to protect the victims.", "The President opened the dialogue."]
    )
    expect(source).to_have_text(
        "States were urged to protect the victims. A new thing was said. The President opened the dialogue."
    )
    expect(page.locator(".known-source")).to_contain_text("known passage 1 begins")
    page.locator(".known-passages summary").click()
    expect(page.locator(".known-passages a").first).to_have_text("Dialogue (en)")

    # The proposal comes with one key; what is unknown is marked in it.
    field.focus()
    page.keyboard.press("Control+1")
    expect(field).to_have_value("حُثت الدول على حماية الضحايا. […] افتتح الرئيس الحوار.")
    field.fill("حُثت الدول على حماية الضحايا. وقيل شيء جديد. افتتح الرئيس الحوار.")
    first.get_by_role("button", name="Translated").click()
    expect(first.locator(".state-name")).to_have_text("translated")

    # The paragraph that reads the same is filled with it, as a draft.
    expect(page.locator(".help-repetitions")).to_contain_text("1 other text reads the same in the source")
    page.get_by_role("button", name="Fill it with this translation, as a draft").click()
    expect(page.locator(".help-message")).to_have_text("1 text was filled.")
    expect(second.locator("textarea[name=text]")).to_have_value(
        "حُثت الدول على حماية الضحايا. وقيل شيء جديد. افتتح الرئيس الحوار."
    )
    expect(second.locator(".state-name")).to_have_text("draft")
    other = page.locator(".pair").filter(has=page.locator(".source-words", has_text="Other words."))
    expect(other.locator("textarea[name=text]")).to_have_value("")
