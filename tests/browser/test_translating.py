"""The page of a translation in a browser: what is typed is saved by itself, or kept until it is, and never lost."""

import re

import pytest
from playwright.sync_api import expect

PAGE = "/en/human-trafficking-2012/summary/draft/translations/fr/"
OPEN = """
from summary.models import Paragraph, Summary
Summary.objects.filter(conference__slug="human-trafficking-2012").update(stage="in-translation")
rows = Paragraph.objects.filter(section__summary__conference__slug="human-trafficking-2012", parent=None)
rows.filter(pk__in=list(rows.order_by("pk").values_list("pk", flat=True)[:2])).update(text_fr="")
"""
CLOSE = """
from summary.models import Summary
Summary.objects.filter(conference__slug="human-trafficking-2012").update(stage="issued")
"""


@pytest.fixture
def translator(site, new_page, sign_in):
    """Opens the page as a translator: two paragraphs have no French."""
    site.run(OPEN)

    def open_it(role="translator-fr"):
        page = new_page()
        sign_in(page, role)
        page.goto(PAGE)
        return page

    yield open_it
    site.run(CLOSE)


def empty(page, place=0):
    """The form of a paragraph that has no French yet."""
    form = page.locator("form.translation[data-keeps-itself]").nth(place)
    return form, form.locator("textarea"), form.locator(".said")


def test_translation_is_saved_by_itself_as_a_draft_and_by_button_as_more(translator):
    page = translator()
    form, field, said = empty(page)

    field.fill("Une phrase.")
    expect(said).to_have_text("Saved as: draft")
    expect(form.locator(".state-name")).to_have_text("draft")
    form.get_by_role("button", name="Save as translated").click()
    expect(form.locator(".state-name")).to_have_text("translated")
    field.fill("Une phrase. Et une autre.")
    expect(said).to_have_text("Not saved yet")
    page.wait_for_timeout(2500)
    expect(said).to_have_text("Not saved yet")

    page.reload()
    kept = page.locator("form.translation", has=page.locator(".said", has_text="Not saved yet"))
    expect(kept.locator("textarea")).to_have_value("Une phrase. Et une autre.")
    expect(kept.locator(".state-name")).to_have_text("translated")


def test_nothing_is_lost_when_the_network_drops_or_the_page_is_left(translator, faults):
    page = translator()
    _form, field, said = empty(page)
    page.context.set_offline(True)

    field.fill("Écrit sans réseau.")
    expect(said).to_have_text("Not saved; kept in this browser")
    expect(page.locator(".connection")).to_be_visible()
    page.context.set_offline(False)
    expect(said).to_have_text("Saved as: draft", timeout=30_000)
    expect(page.locator(".connection")).to_be_hidden()

    page.context.set_offline(True)
    field.fill("Écrit sans réseau, encore.")
    expect(said).to_have_text("Not saved; kept in this browser")
    page.evaluate("stop()")
    page.context.set_offline(False)
    page.reload()
    expect(empty(page)[1]).to_have_value("Écrit sans réseau, encore.")
    expect(empty(page)[2]).to_have_text("Saved as: draft", timeout=30_000)
    faults[:] = [fault for fault in faults if "ERR_INTERNET_DISCONNECTED" not in fault]


@pytest.mark.every_database
def test_two_translators_both_keep_their_words(translator, faults):
    mine, theirs = translator(), translator("reviser-fr")
    form, field, said = empty(mine)
    other_form, other_field, other_said = empty(theirs)

    other_field.fill("Leur texte.")
    expect(other_said).to_have_text("Saved as: draft")
    field.fill("Mon texte.")
    expect(said).to_have_text(re.compile("has changed this text in the meantime"))
    expect(form.locator(".difference del")).to_have_text("Leur")
    expect(field).to_have_value("Mon texte.")
    form.get_by_role("button", name="Save as translated").click()

    expect(form.locator(".conflict")).to_have_count(0)
    other_field.fill("Leur texte, plus long.")
    other_form.get_by_role("button", name="Continue with the current text").click()
    expect(other_field).to_have_value("Mon texte.")
    faults[:] = [fault for fault in faults if "409" not in fault]
