"""Procedure at the console in a browser: an interrupted speaker, a deferred right of reply, what is opened in its box.

The floor of the session is emptied first: other tests of the site have used it.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.test_console import enter_slips, open_console  # noqa: F401 - a fixture

SESSION = "human-trafficking-2012/sessions/opening"
EMPTY = """
from django.utils import timezone
from floor.models import Intervention
rows = Intervention.objects.filter(session__slug="opening", session__conference__slug="human-trafficking-2012")
at = timezone.now()
rows.filter(state="waiting").update(state="withdrawn", withdrawn_at=at)
rows.filter(state__in=["speaking", "interrupted"]).update(state="concluded", concluded_at=at, paused_at=None)
"""
OPENED = ("more-time-now", "suspension", "room-message", "kind-times", "slip-more")
# What stands outside of the box in which it was opened, and what lies over another element that one presses.
OUTSIDE = """
() => [...document.querySelectorAll('details[open]')].flatMap((details) => {
  const box = details.closest('section, .card, form.slip').getBoundingClientRect();
  return [...details.querySelectorAll('button, input, select, label, p')].filter((element) => {
    const own = element.getBoundingClientRect();
    if (!element.checkVisibility()) return false;
    return own.bottom > box.bottom + 1 || own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1;
  }).map((element) => `${details.id}: ${element.id || element.textContent.trim()}`);
})
"""
OVER = """
() => {
  const shown = [...document.querySelectorAll('#part-floor .acts :is(button, summary, input)')]
    .filter((element) => element.checkVisibility());
  const over = (one, other) => {
    const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
    return a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  };
  return shown.flatMap((one, place) => shown.slice(place + 1).filter((other) => over(one, other))
    .map((other) => `${one.id} over ${other.id}`));
}
"""


@pytest.fixture
def console(open_console, site):  # noqa: F811
    site.run(EMPTY)
    return open_console(SESSION)


def enter_kind(page, code, kind):
    """A slip of a kind, for which the details of the slip are opened."""
    if not page.locator("#slip-more").evaluate("element => element.open"):
        page.locator("#slip-more summary").click()
    page.locator("#slip-kind").select_option(kind)
    page.locator("#slip-find").fill(code)
    page.locator("#slip-find").press("Enter")
    expect(page.locator("#slip-find")).to_have_value("")
    page.keyboard.press("Escape")


@pytest.mark.every_database
def test_case_32_interrupted_speaker_goes_on(console):
    page = console
    enter_slips(page, "ph", "lu")
    page.keyboard.press("n")
    expect(page.locator("#speaker")).to_have_text("Philippines")

    enter_kind(page, "pt", "point-of-order")
    expect(page.locator("#orders")).to_contain_text("Philippines is interrupted and has the floor again afterwards.")
    page.keyboard.press("n")
    expect(page.locator("#speaker")).to_have_text("Portugal")
    expect(page.locator("#interrupted")).to_contain_text("Interrupted: the Philippines, ")

    page.keyboard.press("c")
    expect(page.locator("#speaker")).to_have_text("Nobody has the floor.")
    expect(page.locator("#go-on")).to_contain_text("Philippines goes on, ")
    page.keyboard.press("n")
    page.keyboard.press("n")  # a double tap, which does not give the floor to the next
    expect(page.locator("#interrupted")).to_have_count(0)
    expect(page.locator("#speaker")).to_have_text("Philippines")

    page.keyboard.press("c")
    expect(page.locator("#speaker")).to_have_text("Nobody has the floor.")
    page.keyboard.press("n")
    expect(page.locator("#speaker")).to_have_text("Luxembourg")
    expect(page.locator(".spoken li strong")).to_contain_text(["Portugal", "Philippines"])
    page.keyboard.press("c")
    expect(page.locator("#speaker")).to_have_text("Nobody has the floor.")


def test_deferred_right_of_reply_comes_after_the_list(console):
    page = console
    enter_kind(page, "pt", "right-of-reply")
    expect(page.locator("#replies")).to_contain_text("Portugal")
    page.locator("#replies").get_by_role("button", name="At the end").click()
    expect(page.locator("#replies .tag").last).to_have_text("At the end of the session")
    page.locator("#slip-more summary").click()
    enter_slips(page, "ph")

    page.keyboard.press("n")
    expect(page.locator("#speaker")).to_have_text("Philippines")
    expect(page.locator("#give-next")).to_contain_text("Give the floor in right of reply")
    page.keyboard.press("c")
    expect(page.locator("#speaker")).to_have_text("Nobody has the floor.")
    page.keyboard.press("n")
    expect(page.locator("#speaker")).to_have_text("Portugal")
    expect(page.locator("#clock .allowed")).to_contain_text("10:00")
    page.keyboard.press("c")
    expect(page.locator("#speaker")).to_have_text("Nobody has the floor.")


def test_what_is_opened_on_the_console_stays_in_its_box(console):
    """At four widths in three languages: over 5 s, for twelve pages are opened whole."""
    page = console
    enter_slips(page, "ph", "lu")
    page.keyboard.press("n")
    expect(page.locator("#speaker")).to_have_text("Philippines")

    wrong = []
    for code in ("en", "fr", "ar"):
        page.goto(f"/{code}/human-trafficking-2012/sessions/opening/console/")
        expect(page.locator("#slip-find")).to_be_visible()
        row = page.locator(".request").first.get_attribute("data-request")
        for name in (*OPENED, f"more-{row}"):
            page.locator(f"#{name}").evaluate("element => { element.open = true; }")
        for width in (1024, 1280, 1440, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            wrong += [f"{code} {width} {line}" for line in page.evaluate(OUTSIDE) + page.evaluate(OVER)]
    assert wrong == []
