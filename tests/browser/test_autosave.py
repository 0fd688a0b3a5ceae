"""Texts that are saved as they are typed, in all three places: no word is lost with a session or a network."""

from dataclasses import dataclass

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
drafted = make_conference(slug="autosave-draft")
make_summary(drafted)
panel = make_panel(drafted, slug="panel")
presiding.open_requests(panel, by=by, at=MORNING)
delegation = Delegation.objects.create(conference=drafted, kind="civil-society", **in_six("name", "Delegation"))
presiding.give_floor(
    ask_for_floor(panel, delegation, key=uuid4(), through="slip", at=MORNING),
    by=by, at=MORNING + timedelta(minutes=1), instead_of=None,
)
translated = make_summary(make_conference(slug="autosave-desk"), stage="in-translation")
translated.sections.get().paragraphs.update(text_fr="")
"""


@dataclass(frozen=True)
class Place:
    """A page with a text that is saved by itself: who writes there and who else does, the text and its message."""

    role: str
    colleague: str
    address: str
    text: str
    message: str


PLACES = {
    "gist": Place("note-taker", "secretariat", "/en/autosave-draft/sessions/panel/record/", "form.gist", ".gist-said"),
    "draft": Place(
        "secretariat", "administrator", "/en/autosave-draft/summary/draft/", ".paragraph .text-form", ".text-said"
    ),
    "desk": Place(
        "translator-fr",
        "reviser-fr",
        "/en/autosave-desk/texts/fr/summary/",
        '.pair[data-state="missing"], .pair[data-state="draft"]',
        ".save-message",
    ),
}
SIGNED_OUT = "403", "/live/"  # the token of before, which is then renewed; the stream, which is not for the public


@pytest.fixture(autouse=True, scope="module")
def texts(site):
    site.run(SITE)


@pytest.fixture(params=PLACES)
def place(request):
    return PLACES[request.param]


@pytest.fixture
def open_place(new_page, sign_in, place):
    def open_it(role=place.role):
        page = new_page()
        sign_in(page, role)
        page.goto(place.address)
        return page

    return open_it


def field_of(page, place):
    return page.locator(place.text).first.locator("textarea[name=text]")


def message_of(page, place):
    return page.locator(place.text).first.locator(place.message)


def expect_saved(page, place, words):
    """The server has the words: they are there without what the browser keeps."""
    expect(message_of(page, place)).to_contain_text("Saved", timeout=30_000)
    expect(page.locator("#connection")).to_be_hidden()
    page.evaluate("localStorage.clear()")
    expect_there(page, place, words)


def expect_there(page, place, words):
    """The page shows the words anew; the server may answer it before it has saved what was sent in leaving."""
    field = page.locator(f"{place.text.split('[')[0]} >> textarea[name=text]").first
    for _ in range(10):
        page.goto(place.address)
        if field.input_value() == words:
            break
    expect(field).to_have_value(words)


def without(faults, *numbers):
    faults[:] = [fault for fault in faults if not any(number in fault for number in numbers)]


def test_words_typed_before_the_script_has_begun_are_saved_by_themselves(new_page, sign_in, place):
    page = new_page()
    sign_in(page, place.role)
    scripts = []
    page.route("**/autosave*.js", lambda script: scripts.append(script))
    with page.expect_request("**/autosave*.js"):
        page.goto(place.address, wait_until="commit")

    field_of(page, place).fill("Typed on a slow connection.")
    for script in scripts:
        script.continue_()
    page.unroute("**/autosave*.js")

    expect_saved(page, place, "Typed on a slow connection.")


def test_session_lost_in_mid_typing_is_told_and_the_words_are_saved_after_signing_in_elsewhere(
    open_place, place, sign_in, faults
):
    page = open_place()
    page.context.clear_cookies(name="sessionid")
    field_of(page, place).fill("Typed while signed out.")
    expect(page.locator("#connection")).to_contain_text("You are signed out")
    expect(message_of(page, place)).to_have_text("Not saved; kept in this browser")

    sign_in(page.context.new_page(), place.role)

    expect_saved(page, place, "Typed while signed out.")
    without(faults, *SIGNED_OUT)


def test_link_of_the_page_leads_to_signing_in_and_the_words_are_saved(open_place, place, site, faults):
    page = open_place()
    page.context.clear_cookies(name="sessionid")
    field_of(page, place).fill("Typed while signed out again.")

    with page.context.expect_page() as opened:
        page.locator("#connection").get_by_role("link", name="Sign in").click()
    entry = opened.value
    entry.locator("input[name=username]").fill(place.role)
    entry.locator("input[name=password]").fill(site.sign_ins[place.role])
    entry.locator("input[name=password]").press("Enter")
    entry.wait_for_url(lambda url: "/sign-in/?" not in url)
    entry.close()

    expect_saved(page, place, "Typed while signed out again.")
    without(faults, *SIGNED_OUT)


def test_words_are_not_saved_under_the_name_of_who_signs_in_instead(open_place, place, sign_in, faults):
    page = open_place()
    page.context.clear_cookies(name="sessionid")
    before = field_of(page, place).input_value()
    field_of(page, place).fill("Typed by the first.")
    expect(page.locator("#connection")).to_contain_text("You are signed out")

    sign_in(page.context.new_page(), place.colleague)
    with page.expect_response("**/sign-in/token/") as answered:
        page.evaluate("dispatchEvent(new Event('focus'))")
    assert answered.value.ok

    expect(page.locator("#connection")).to_contain_text("You are signed out")
    expect(message_of(page, place)).to_have_text("Not saved; kept in this browser")
    other = page.context.new_page()
    other.goto(place.address)
    expect(field_of(other, place)).to_have_value(before)
    without(faults, *SIGNED_OUT)


def test_words_typed_without_a_network_are_there_after_a_reload_and_saved(open_place, place, faults):
    page = open_place()
    page.route(lambda address: "/static/" not in address, lambda route: route.abort())
    field_of(page, place).fill("Typed without a network.")
    expect(page.locator("#connection")).to_contain_text("Not connected")
    expect(message_of(page, place)).to_have_text("Not saved; kept in this browser")

    page.unroute_all()
    page.reload()

    expect(field_of(page, place)).to_have_value("Typed without a network.")
    expect_saved(page, place, "Typed without a network.")
    without(faults, "ERR_FAILED")


def test_words_typed_without_a_network_are_there_in_a_new_tab_and_saved(open_place, place, faults):
    page = open_place()
    page.route(lambda address: "/static/" not in address, lambda route: route.abort())
    field_of(page, place).fill("Typed before the tab was closed.")
    expect(message_of(page, place)).to_have_text("Not saved; kept in this browser")
    page.close()

    again = page.context.new_page()
    again.goto(place.address)

    expect(field_of(again, place)).to_have_value("Typed before the tab was closed.")
    expect(message_of(again, place)).not_to_have_text("Brought back from this browser", timeout=30_000)
    again.evaluate("localStorage.clear()")
    expect_there(again, place, "Typed before the tab was closed.")
    without(faults, "ERR_FAILED")


def test_words_typed_just_before_leaving_are_sent(open_place, place):
    page = open_place()
    field_of(page, place).fill("The last words.")
    page.goto("/robots.txt")
    page.evaluate("localStorage.clear()")

    expect_there(page, place, "The last words.")


def test_two_who_write_one_text_see_both_texts(open_place, place, faults):
    mine, theirs = open_place(), open_place(place.colleague)
    mine.context.set_offline(True)
    field_of(mine, place).fill("My own text.")
    field_of(theirs, place).fill("The text of a colleague.")
    expect(message_of(theirs, place)).to_contain_text("Saved")
    mine.context.set_offline(False)

    conflict = mine.locator(place.text).first.locator(".conflict")
    expect(conflict).to_contain_text("Both texts are kept.")
    expect(field_of(mine, place)).to_have_value("My own text.")
    conflict.get_by_role("button", name="Continue with the current text").click()

    expect(field_of(mine, place)).to_have_value("The text of a colleague.")
    expect(conflict).to_have_count(0)
    expect(mine.locator("#connection")).to_be_hidden()
    without(faults, "409", "ERR_INTERNET_DISCONNECTED")
