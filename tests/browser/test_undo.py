"""Undoing in a browser: each kind of act on the console with U, the list of steps, what is refused in a sentence."""

import re

from playwright.sync_api import expect

from tests.browser.barriers import barriers
from tests.browser.test_console import enter_slips, open_console  # noqa: F401

SESSION = "human-trafficking-2012/sessions/panel-2"


def expect_undo(page, words):
    """What U would do is named before; pressed, it is done, and the last step says so."""
    expect(page.locator("#undo")).to_contain_text(f"Undo: {words}")
    page.locator("#queue-title").focus()
    page.keyboard.press("u")
    expect(page.locator("#last-step")).to_contain_text(f"undid: {words}")


def test_each_act_on_the_console_is_undone_and_named_before(open_console):  # noqa: F811
    """One floor and one story, as an officer would press through it."""
    page = open_console(SESSION)
    speaker, requests = page.locator("#speaker"), page.locator(".request")
    page.keyboard.press("o")
    expect_undo(page, "opened the requests")

    enter_slips(page, "ph")
    expect_undo(page, "entered the request of the Philippines")
    expect(requests).to_have_count(0)

    enter_slips(page, "ph", "pt")
    page.keyboard.press("n")
    expect(speaker).to_have_text("Philippines")
    expect_undo(page, "gave the floor to the Philippines")
    expect(speaker).to_have_text("Nobody has the floor.")
    expect(requests).to_have_count(2)

    page.locator("#redo").click()
    expect(page.locator("#last-step")).to_contain_text("did again: gave the floor to the Philippines")
    expect(speaker).to_have_text("Philippines")

    page.keyboard.press("p")
    expect_undo(page, "paused the clock of the Philippines")
    page.locator("#more-time-now-summary").click()
    page.locator("#more-time-now").get_by_role("button", name="+1").click()
    expect_undo(page, "gave 1:00 more to the Philippines (1:00 added in all)")

    requests.first.get_by_text("More", exact=True).click()
    requests.first.get_by_role("button", name="Withdraw the request").click()
    expect(requests).to_have_count(0)
    expect_undo(page, "withdrew the request of Portugal")
    expect(requests).to_have_count(1)

    page.keyboard.press("r")
    expect(requests).not_to_have_count(1)
    expect_undo(page, "let the panellists answer")
    expect(requests).to_have_count(1)

    page.locator("#queue-title").focus()
    page.keyboard.press("c")
    expect_undo(page, "concluded the intervention of the Philippines")
    expect(speaker).to_have_text("Philippines")

    page.keyboard.press("c")
    expect(speaker).to_have_text("Nobody has the floor.")
    strike = page.get_by_label("Strike the Philippines from the record")
    spoken = page.locator("#" + strike.evaluate("summary => summary.closest('li').id"))
    strike.click()
    spoken.get_by_label("Reason").fill("Entered for the wrong delegation")
    spoken.get_by_role("button", name="Strike from the record").click()
    expect(spoken).to_contain_text("Struck from the record")
    expect_undo(page, "struck the intervention of the Philippines from the record")
    expect(spoken).not_to_contain_text("Struck from the record")
    expect(speaker).to_have_text("Nobody has the floor.")

    page.locator("#all-steps").click()
    steps = page.locator(".step-list li")
    expect(steps.first).to_contain_text("undid: struck the intervention of the Philippines from the record")
    assert barriers(page) == []
    slip = steps.filter(has_text=re.compile("entered the request of the Philippines")).first
    expect(slip.locator(".obstacle")).to_contain_text("Something else has happened to the same since")
    other = steps.filter(has_text=re.compile("(?<!undid: )entered the request of Portugal")).first
    other.get_by_role("button", name="Take back").click()
    expect(page.locator(".step-list li").first).to_contain_text("undid: entered the request of Portugal")
