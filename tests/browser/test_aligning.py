"""Two documents are aligned: corrected pair by pair, over a lost network, in Arabic on a phone, and imported."""

import pytest
from playwright.sync_api import expect

from tests.translation.reference.documents import ENGLISH, FRENCH

PAGE = "/en/aligned/texts/reference/"
SAMPLE = """
from django.core.management import call_command
call_command("make_conference", sessions=1, slug="aligned")
"""
# The last English paragraph was not translated.
SOURCE = [*ENGLISH, *(text.replace("2012", "2013") for text in ENGLISH), "It rained in the city. It rained all night."]
TARGET = [*FRENCH, *(text.replace("2012", "2013") for text in FRENCH)]


@pytest.fixture
def translator(site, new_page, sign_in):
    site.run(SAMPLE)
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, "translator-fr")
    return page


def txt(name, paragraphs):
    return {"name": name, "mimeType": "text/plain", "buffer": "\n\n".join(paragraphs).encode()}


def pair(page, number):
    return page.locator(".aligned-pair").nth(number - 1)


def test_documents_are_aligned_corrected_and_imported(translator, faults):
    page = translator
    page.goto(PAGE)
    page.get_by_label("First document", exact=True).set_input_files(txt("a.txt", SOURCE))
    page.get_by_label("Second document", exact=True).set_input_files(txt("b.txt", TARGET))
    form = page.locator("section", has=page.get_by_role("heading", name="Align two documents"))
    form.get_by_label("Title or symbol of the document").fill("A/66/783")
    form.get_by_role("button", name="Show side by side").click()
    expect(page.locator(".aligned-pair").first).to_be_visible()
    doubtful, imported = page.locator(".pairs-doubtful"), page.locator(".pairs-taken")
    expect(doubtful).to_have_text("2")
    saved = page.locator(".pairs-said")

    # By keyboard to the first pair in doubt, which is right, and on to the next, which has two sentences too many.
    page.locator(".pairs-bar button").first.press("Alt+n")
    expect(pair(page, 9).locator(":focus")).to_have_count(1)
    page.keyboard.press("Control+Enter")
    expect(pair(page, 9).locator(".pair-state")).to_have_text("Confirmed")
    expect(pair(page, 10).locator(":focus")).to_have_count(1)
    pair(page, 10).get_by_text("Move or split").click()
    on = (
        pair(page, 10).get_by_role("group", name="English").get_by_role("button", name="Last sentence to the next pair")
    )
    on.press("Enter")
    expect(on).to_be_focused()
    on.press("Enter")
    expect(pair(page, 10).locator(".pair-words").first).to_have_text(ENGLISH[-1])
    on.press("Control+Enter")
    expect(pair(page, 11).locator(".pair-state")).to_have_text("Without a counterpart")
    expect(pair(page, 11).locator(":focus")).to_have_count(1)
    expect(saved).to_have_text("Saved")

    # Without a network corrections go on; they come back in another tab, and are saved.
    page.context.route("**/pairs/save/", lambda route: route.abort())
    pair(page, 11).get_by_text("Move or split").click()
    pair(page, 11).locator("select").first.select_option(index=1)
    pair(page, 11).get_by_role("button", name="Split into two pairs").click()
    pair(page, 12).get_by_role("button", name="Leave out").click()
    pair(page, 11).get_by_role("button", name="Leave out").click()
    page.get_by_role("button", name="Undo the last correction").click()
    expect(page.locator("#connection")).to_be_visible()
    address = page.url
    page.goto("about:blank")
    page.context.unroute("**/pairs/save/")
    faults[:] = [fault for fault in faults if "ERR_FAILED" not in fault]
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address.replace("/en/", "/ar/"))
    expect(page.locator(".aligned-pair")).to_have_count(12)
    expect(saved).to_have_text("تم الحفظ")
    page.reload()

    # On a phone in Arabic each document keeps its direction, and nothing is cut off.
    expect(doubtful).to_have_text("1")
    expect(pair(page, 1).locator(".pair-words").first).to_have_css("direction", "ltr")
    expect(pair(page, 1)).to_have_css("direction", "rtl")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    # What is confirmed is imported, each text once, and nothing else.
    page.goto(address)
    expect(imported).to_have_text("10")
    page.get_by_role("button", name="Preview the memory").click()
    expect(page.locator(".kinds .kind-new")).to_contain_text("6")
    page.get_by_role("button", name="Import 6 texts").click()
    expect(page.locator(".decision")).to_contain_text("6 texts were imported.")
    page.goto(PAGE)
    expect(page.locator(".deliveries tbody tr")).to_contain_text("A/66/783")
