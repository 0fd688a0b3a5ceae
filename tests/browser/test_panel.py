"""A panel in a browser, from the first request to the published figures, on the first panel of the rehearsal.

A console, two phones, the screen of the room and the record are open at once, and follow each other by themselves.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

PANEL = "rehearsal/sessions/panel-1"
FLOOR = "#floor-panel-1"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
HALL = {"viewport": {"width": 1920, "height": 1080}}
SOON = {"timeout": 15_000}
RUNNING = re.compile(r"^[12]:\d\d$")  # of three minutes
GIST = "Called for the partnership with civil society to be strengthened."


@pytest.fixture
def staff(new_page, sign_in):
    """A page of the panel, as a member of the staff opens it: `staff("floor-officer", "console")`."""

    def open_it(role, name):
        page = new_page()
        sign_in(page, role)
        page.goto(f"/en/{PANEL}/{name}/")
        return page

    return open_it


@pytest.fixture
def join(new_page):
    """A phone that joins by the link on a card."""

    def open_it(link, code):
        phone = new_page(locale=code, **PHONE)
        phone.goto(link)
        phone.locator("main form button").click()
        phone.wait_for_url(f"**/{code}/rehearsal/floor/")
        return phone

    return open_it


@pytest.fixture
def end_session(new_page, sign_in):
    """Notes on the page of the panel in the admin that it has just been held; at the end takes it back."""
    page = new_page()

    def note(began, ended):
        page.locator("[name=began_at_0]").wait_for(state="attached")
        folded = page.locator("details:not([open]):has([name=began_at_0]) > summary")
        if folded.count():
            folded.click()
        for name, moment in (("began_at", began), ("ended_at", ended)):
            for part in (0, 1):
                page.locator(f"[name={name}_{part}]").fill(moment[part])
        page.locator("[name=_continue]").click()
        expect(page.locator(".messagelist .success")).to_be_visible(**SOON)

    def end():
        sign_in(page, "secretariat")
        page.goto("/en/admin/programme/session/?q=panel-1")
        page.locator("#result_list tbody tr", has_text="(rehearsal)").locator("th a").click()
        now = datetime.now(ZoneInfo("America/New_York"))  # what has not happened yet is refused
        note(*(f"{now - ago:%Y-%m-%d %H:%M}".split() for ago in (timedelta(minutes=2), timedelta(minutes=1))))

    yield end
    if "/change/" in page.url:
        note(("", ""), ("", ""))


def make_card(desk, name, code):
    """The link on a new card of a delegation, made in another tab of who runs the floor."""
    seats = desk.context.new_page()
    seats.goto(f"/en/rehearsal/seats/?search={name}")
    seats.locator("input[name=delegation]").first.check()
    seats.select_option("select[name=language]", code)
    seats.locator(".seat-acts button.action").first.click()
    address = seats.locator(".card-address").inner_text()
    seats.close()
    return address[address.index("/") :]


@pytest.mark.every_database
def test_panel_from_the_first_request_to_the_figures_without_a_reload(new_page, staff, join, end_session):
    # Before anybody asks, the screen of the room is up in Arabic, and the note-taker sits at the record.
    screen = new_page(**HALL)
    screen.goto(f"/ar/{PANEL}/screen/")
    record = staff("note-taker", "record")
    desk = staff("floor-officer", "console")
    already = desk.locator(".spoken li").count()  # by other tests

    # The floor officer opens the requests; cards are made, and two phones join by them.
    if "/open/" in desk.locator("#requests").get_attribute("formaction"):
        desk.locator("#requests").click()
    expect(desk.locator("#requests")).to_have_attribute("formaction", re.compile("/close/"), **SOON)
    senegal = join(make_card(desk, "Senegal", "fr"), "fr")
    jordan = join(make_card(desk, "Jordan", "ar"), "ar")
    pages = [screen, record, desk, senegal, jordan]
    for page in pages:
        page.evaluate("window.same = true")

    # Both ask for the floor, one of them on behalf of its group.
    jordan.locator(f"{FLOOR} .press button").click(**SOON)
    expect(jordan.locator(FLOOR)).to_have_attribute("data-status", "waiting", **SOON)
    senegal.locator(f"{FLOOR} [name=group]").select_option(label="Groupe des États d’Afrique")
    senegal.locator(f"{FLOOR} [name=language]").select_option("fr")
    senegal.locator(f"{FLOOR} .press button").click()
    expect(senegal.locator(FLOOR)).to_have_attribute("data-status", "waiting", **SOON)
    requests = desk.locator(".request")
    expect(requests).to_have_count(2, **SOON)
    expect(requests.nth(0)).to_contain_text("Jordan")
    expect(requests.nth(1)).to_contain_text("Senegal")
    expect(requests.nth(1)).to_contain_text("Group of African States")
    expect(screen.locator("[data-field=next]")).to_have_text("الأردن", **SOON)

    # The chair prefers the one who speaks for a group: it has the floor, on its phone and in the room.
    requests.nth(1).locator(".give").click()
    expect(senegal.locator(f"{FLOOR} .says")).to_have_text("Vous avez la parole", **SOON)
    expect(senegal.locator(f"{FLOOR} .digits")).to_have_text(RUNNING, **SOON)
    expect(screen.locator("html")).to_have_attribute("dir", "rtl")
    expect(screen.locator("[data-field=name]")).to_have_text("السنغال", **SOON)
    expect(screen.locator("[data-field=group]")).to_have_text("مجموعة الدول الأفريقية")
    expect(screen.locator(".clock .digits")).to_have_text(RUNNING, **SOON)
    expect(jordan.locator(f"{FLOOR} .room")).to_contain_text("السنغال", **SOON)

    # The note-taker writes what is being said; it is saved without a press.
    entry = record.locator(".entry", has_text="Senegal")
    entry.locator("textarea").fill(GIST, **SOON)
    expect(entry.locator(".gist-said")).to_have_text("Saved", **SOON)

    # The themes on which it touches are saved with each mark.
    entry.locator(".entry-themes summary").click()
    entry.locator("[name=theme]").first.check()
    expect(entry.locator(".themes-said")).to_have_text("Saved", **SOON)
    expect(entry.locator(".count")).to_have_text("1")

    # The next: whoever spoke is thanked, the other phone says that it has the floor.
    expect(desk.locator("#give-next")).to_contain_text("Jordan")
    desk.locator("#give-next").click()
    expect(senegal.locator(f"{FLOOR} .state.thanks")).to_be_visible(**SOON)
    expect(jordan.locator(f"{FLOOR} .says")).to_have_text("الكلمة لكم", **SOON)
    expect(screen.locator("[data-field=name]")).to_have_text("الأردن", **SOON)

    # Concluded too soon, and undone: the floor and its clock are as they were. A console that still shows who spoke
    # before would rightly be refused.
    expect(desk.locator("#give-next", has_text="Jordan")).to_be_hidden(**SOON)
    desk.locator("#conclude").click()
    expect(jordan.locator(f"{FLOOR} .state.thanks")).to_be_visible(**SOON)
    expect(screen.locator(".clock")).to_be_hidden(**SOON)
    expect(desk.locator("#conclude")).to_be_hidden(**SOON)  # so that the last step is undone, not the one before
    desk.locator("#undo").click()
    expect(jordan.locator(f"{FLOOR} .says")).to_have_text("الكلمة لكم", **SOON)
    expect(screen.locator(".clock .digits")).to_have_text(RUNNING, **SOON)
    expect(screen.locator("[data-field=name]")).to_have_text("الأردن")

    # Now it is concluded, and the requests are closed.
    desk.locator("#conclude").click()
    expect(jordan.locator(f"{FLOOR} .state.thanks")).to_be_visible(**SOON)
    expect(desk.locator(".spoken li")).to_have_count(already + 2, **SOON)
    desk.locator("#requests").click()
    expect(desk.locator("#requests")).to_have_attribute("formaction", re.compile("/open/"), **SOON)
    expect(record.locator(".entry", has_text="Jordan").locator("textarea")).to_be_visible(**SOON)
    expect(entry.locator("textarea")).to_have_value(GIST)
    expect(entry.locator("[name=theme]").first).to_be_checked()
    assert [page.evaluate("window.same") for page in pages] == [True] * 5

    # The session is over: what happened on the floor is public, to whoever comes.
    end_session()
    visitor = new_page()
    visitor.goto(f"/en/{PANEL}/figures/")
    expect(visitor.locator(".headline dd").first).to_have_text(str(already + 2))
    expect(visitor.locator("[aria-labelledby=who-spoke] tbody th")).to_contain_text(
        [re.compile(r"Senegal\s+on behalf of\s+the Group of African States"), "Jordan"]
    )
    expect(visitor.locator("body")).not_to_contain_text(GIST)
