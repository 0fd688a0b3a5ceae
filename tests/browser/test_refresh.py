"""Pages that change while somebody writes on them: what is typed, chosen and open outlasts what colleagues do."""

import pytest
from playwright.sync_api import expect

SITE = """
from datetime import timedelta
from uuid import uuid4
from conference.models import User
from floor.procedure import presiding
from floor.procedure.requests import ask_for_floor
from speakers.models import Delegation
from tests.factories import MORNING, in_six, make_conference, make_panel
from tests.summary.conftest import make_summary
by = User.objects.get(username="secretariat")
conference = make_conference(slug="refreshed")
make_summary(conference)
panel = make_panel(conference, slug="panel")
presiding.open_requests(panel, by=by, at=MORNING)
for number, name in enumerate(("First", "Second", "Third")):
    delegation = Delegation.objects.create(conference=conference, kind="civil-society", **in_six("name", name))
    at = MORNING + timedelta(minutes=number)
    request = ask_for_floor(panel, delegation, key=uuid4(), through="slip", at=at)
    if number < 2:
        presiding.give_floor(request, by=by, at=at, instead_of=None)
        presiding.conclude(panel, by=by, at=at + timedelta(seconds=30), expected=request.pk)
"""
RECORD = "/en/refreshed/sessions/panel/record/"
CONSOLE = "/en/refreshed/sessions/panel/console/"
DRAFT = "/en/refreshed/summary/draft/"


@pytest.fixture(autouse=True, scope="module")
def texts(site):
    site.run(SITE)


@pytest.fixture
def open_as(new_page, sign_in):
    """Opens a page as a member of the staff: `open_as("note-taker", RECORD)`."""

    def open_it(role, address):
        page = new_page()
        sign_in(page, role)
        page.goto(address)
        return page

    return open_it


def test_record_that_is_written_follows_the_floor_and_colleagues(open_as):
    page, colleague = open_as("secretariat", RECORD), open_as("note-taker", RECORD)
    shown = [page.locator(".entry").nth(place).get_attribute("id") for place in (0, 1)]
    first, second = (page.locator(f"#{key}") for key in shown)  # who gets the floor next stands above them
    entries = page.locator(".entry").count()
    first.locator(".entry-themes summary").click()
    second.locator(".correct summary").click()
    second.locator("[name=speaker_name]").fill("H.E. Ms. Half")
    second.locator("[name=speaker_name]").evaluate("field => field.setSelectionRange(3, 5)")

    colleague.locator(".entry").nth(0).locator("textarea[name=text]").fill("What the colleague heard.")
    expect(colleague.locator(".gist-said").first).to_contain_text("Saved")
    officer = open_as("floor-officer", CONSOLE)
    officer.locator("#give-next").click()

    expect(page.locator(".entry")).to_have_count(entries + 1)
    expect(first.locator("textarea[name=text]")).to_have_value("What the colleague heard.")
    written = page.locator(".correct[open] [name=speaker_name]")
    expect(written).to_have_value("H.E. Ms. Half")
    expect(written).to_be_focused()
    assert written.evaluate("field => [field.selectionStart, field.selectionEnd]") == [3, 5]
    expect(first.locator(".entry-themes")).to_have_attribute("open", "")
    first.locator("textarea[name=text]").fill("And what I heard.")
    expect(first.locator(".gist-said")).to_contain_text("Saved")


def test_draft_that_is_written_shows_what_a_colleague_writes(open_as):
    page, colleague = open_as("secretariat", DRAFT), open_as("administrator", DRAFT)
    texts, theirs = (each.locator(".paragraph .text-form textarea") for each in (page, colleague))
    texts.nth(0).fill("Saved before.")
    expect(page.locator(".paragraph .text-said").nth(0)).to_contain_text("Saved")
    page.locator(".paragraph .comments summary").nth(1).click()
    page.locator(".comment-form textarea").nth(1).fill("A comment that is not sent")
    page.locator(".comment-form textarea").nth(1).evaluate("field => field.setSelectionRange(2, 9)")
    page.locator("[name=key]").nth(1).check()
    ticked = page.locator("[name=key]:checked").get_attribute("value")
    page.locator(".comment-form textarea").nth(1).focus()

    expect(theirs.nth(0)).to_have_value("Saved before.")
    theirs.nth(0).fill("Written by the colleague.")
    expect(colleague.locator(".paragraph .text-said").nth(0)).to_contain_text("Saved")

    expect(texts.nth(0)).to_have_value("Written by the colleague.")
    comment = page.locator(".comment-form textarea").nth(1)
    expect(comment).to_have_value("A comment that is not sent")
    expect(comment).to_be_focused()
    assert comment.evaluate("field => [field.selectionStart, field.selectionEnd]") == [2, 9]
    assert page.locator("[name=key]:checked").get_attribute("value") == ticked
    page.wait_for_timeout(2500)  # nothing is saved again by itself
    expect(theirs.nth(0)).to_have_value("Written by the colleague.")
    theirs.nth(0).blur()
    texts.nth(0).fill("And written on.")
    expect(page.locator(".paragraph .text-said").nth(0)).to_contain_text("Saved")
    expect(page.locator(".conflict")).to_have_count(0)
    expect(theirs.nth(0)).to_have_value("And written on.")
