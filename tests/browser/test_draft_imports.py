"""A draft comes in from Word, and by pasting: shown before it is made, and undone, by keyboard and in Arabic."""

import pytest
from playwright.sync_api import expect

from tests.summary.imports.words import draft

DRAFT = "/en/word-in/summary/draft/"
SAMPLE = """
from django.core.management import call_command
call_command("make_conference", sessions=1, slug="word-in")
"""
PASTE = """([field, kinds]) => {
  const clipboardData = new DataTransfer();
  for (const [kind, text] of Object.entries(kinds)) clipboardData.setData(kind, text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
HTML = "<p>12. Speakers <i>noted</i>:</p><p>(a) training;</p><p>(b) data.</p><h2>Follow-up</h2><p>13. More.</p>"


def upload(drafter):
    drafter.get_by_label("Word document (.docx)").set_input_files(
        {"name": "draft.docx", "mimeType": "application/octet-stream", "buffer": draft()}
    )
    drafter.get_by_role("button", name="Preview").click()


@pytest.fixture
def drafter(site, new_page, sign_in):
    site.run(SAMPLE)
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, "secretariat")
    return page


def texts(page):
    return [field.input_value() for field in page.locator(".text .text-form textarea").all()]


def paste(page, field, **kinds):
    field.focus()
    page.evaluate(PASTE, [field.element_handle(), {f"text/{kind}": text for kind, text in kinds.items()}])


def test_draft_comes_in_from_word_and_by_pasting(drafter, faults):
    drafter.goto(DRAFT)
    drafter.get_by_role("button", name="Start with an empty draft").click()
    drafter.get_by_role("link", name="Word and pasted texts").click()
    upload(drafter)
    expect(drafter.locator(".part-of-text em")).to_have_text("Global Report")
    expect(drafter.locator(".left-out")).to_contain_text("4 parts of the file are not imported")
    drafter.get_by_role("button", name="Make 4 paragraphs").click()
    expect(drafter.locator(".decision")).to_contain_text("6 parts of the text were imported.")

    # In Arabic: what is pasted is shown first; Escape leaves everything as it was.
    drafter.goto(DRAFT.replace("/en/", "/ar/"))
    word = ["Introduction", "The *Global Report* was **noted**.", "Prevention", "Speakers called for:", "training;"]
    word.append("The new words.")
    assert texts(drafter) == word
    first = drafter.locator(".text.paragraph .text-form textarea").first
    dialog = drafter.locator("dialog.paste")
    paste(drafter, first, plain="One.\nTwo.")
    expect(dialog.locator(".part-of-text")).to_have_count(2)
    drafter.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(first).to_be_focused()
    assert texts(drafter) == word

    # Enter makes the paragraphs in one act, which is undone in one.
    paste(drafter, first, plain="12. Speakers noted:", html=HTML)
    expect(dialog.locator(".part-of-text")).to_have_count(5)
    expect(dialog.locator(".part-of-text.depth-1 .mark").first).to_have_text("(أ)")
    drafter.keyboard.press("Enter")
    expect(drafter.locator(".text .text-form textarea")).to_have_count(11)
    new = ["Speakers *noted*:", "training;", "data."]
    assert texts(drafter) == [*word[:2], *new, *word[2:], "Follow-up", "More."]
    drafter.locator("#said").get_by_role("link").click()
    drafter.locator(".decision button").click()
    drafter.goto(DRAFT)
    assert texts(drafter) == word

    # Where the server fails nothing is pasted, and that is said; no paragraphs become one unasked.
    said = drafter.locator("#said")
    for failure in (lambda route: route.fulfill(status=500, body="<h1>"), lambda route: route.abort()):
        drafter.route("**/imports/paste/", failure)
        paste(drafter, first, plain="One.\nTwo.")
        expect(said).to_contain_text("Nothing was pasted")
        assert texts(drafter) == word
        drafter.unroute("**/imports/paste/")
        paste(drafter, first, plain="One.\nTwo.")
        expect(dialog).to_have_count(1)
        drafter.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    faults[:] = [fault for fault in faults if "500" not in fault and "ERR_FAILED" not in fault]

    # A single paragraph comes in with its emphasis, at the cursor.
    last = drafter.locator(".text.paragraph .text-form textarea").last
    last.press("End")
    paste(drafter, last, plain=" Bold.", html="<p> <b>Bold</b>.</p>")
    expect(last).to_have_value("The new words.**Bold**.")

    # The list of the sections is put where a paragraph is to be moved.
    row = drafter.locator(".text.paragraph").last
    row.get_by_text("Arrange").click()
    row.get_by_role("link", name="Move to another section").click()
    row.get_by_label("Section").select_option(index=0)
    row.get_by_role("button", name="Move to").click()
    expect(drafter.locator(".part").first.locator(".text.paragraph")).to_have_count(2)

    # Another place than the one that is shown is looked at before anything is made there.
    drafter.get_by_role("link", name="Word and pasted texts").click()
    upload(drafter)
    make = drafter.locator(".decision button")
    drafter.get_by_label("in place of what that section says now").check()
    expect(make).to_be_disabled()
    expect(drafter.get_by_text("See the preview first.")).to_be_visible()
    drafter.get_by_label("in place of what that section says now").uncheck()
    expect(make).to_be_enabled()
