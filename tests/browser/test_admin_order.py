"""Rows put in order by the staff, with the keys and with the pointer; a new speaker within a panel's page."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import WCAG_ALONE, barriers
from tests.browser.test_admin import open_panel

ROOMS = """
from conference.models import Conference
from programme.models import Room
conference = Conference.objects.get(slug="{slug}")
Room.objects.filter(conference=conference, name_en__startswith="Hall ").delete()
for place, letter in enumerate("ABC"):
    text = f"Hall {{letter}}"
    texts = {{f"name_{{suffix}}": text for suffix in ("ar", "zh_hans", "en", "fr", "ru", "es")}}
    Room.objects.create(conference=conference, position=100 + place, **texts)
"""


@pytest.fixture
def halls(site):
    """Three more rooms of one conference, in this order."""
    site.run(ROOMS.format(slug="rehearsal"))


def titles(page):
    """The themes of a panel as the page has them, from above."""
    return page.locator("#themes-group .ordered-row [name$=-text_en]").evaluate_all(
        "all => all.map(each => each.value)"
    )


def names(page):
    return page.locator("#result_list tbody tr .field-__str__").all_inner_texts()


def handle(page, row):
    return page.locator(row).locator(".order-handle")


def drag(page, grip, to):
    """From a handle to the middle of another row, with the pointer, in small steps."""
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), to.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2, end["y"] + end["height"] * 0.9, steps=12)
    page.mouse.up()


def save(page):
    page.locator("[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()
    page.locator("#language-tabs").wait_for()


# Within a form


@pytest.mark.parametrize("code", ["en", "ar"])
def test_themes_change_places_with_the_keys_and_stay_so(page, sign_in, code):
    sign_in(page, "secretariat")
    open_panel(page, code)
    before = titles(page)

    handle(page, "#themes-0").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    assert titles(page) == [before[1], before[2], before[0]]
    expect(page.locator("#ordering")).to_contain_text("3")
    assert page.evaluate("document.activeElement.closest('.ordered-row').id") == "themes-0"
    save(page)
    assert titles(page) == [before[1], before[2], before[0]]

    handle(page, "#themes-2").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    save(page)
    assert titles(page) == before


def test_people_of_a_panel_change_places_by_drag_and_stay_so(page, sign_in):
    sign_in(page, "secretariat")
    open_panel(page)
    rows = page.locator("#roles-group tr.ordered-row")
    before = rows.locator("td.original p").all_inner_texts()

    drag(page, rows.nth(0).locator(".order-handle"), rows.nth(2))
    save(page)

    after = rows.locator("td.original p").all_inner_texts()
    assert after == [before[1], before[2], before[0], *before[3:]]
    drag(page, rows.nth(2).locator(".order-handle"), rows.nth(3))
    rows.nth(3).locator(".order-up").click()
    for _ in range(2):
        page.locator("#roles-group tr.ordered-row").filter(has_text=before[0]).locator(".order-up").click()
    save(page)
    assert rows.locator("td.original p").all_inner_texts() == before


def test_order_that_is_not_saved_is_asked_about_before_one_leaves(page, sign_in):
    sign_in(page, "secretariat")
    open_panel(page)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    handle(page, "#themes-0").press("ArrowDown")
    page.goto("/en/admin/")

    assert asked == ["beforeunload"]


def test_row_removed_among_moved_ones_leaves_the_others_in_their_order(page, sign_in):
    sign_in(page, "secretariat")
    open_panel(page)
    before = titles(page)
    for _ in range(2):
        page.get_by_text("Add another Theme").click()
    page.locator("[name=themes-4-text_en]").fill("A new theme")

    for _ in range(3):
        handle(page, "#themes-4").press("ArrowUp")
    page.locator("#themes-3 .inline-deletelink").click()

    assert titles(page) == [before[0], "A new theme", *before[1:]]
    assert page.locator("[name=themes-3-text_en]").input_value() == "A new theme"
    save(page)
    assert titles(page) == [before[0], "A new theme", *before[1:]]
    page.locator("#themes-1 input[name$=-DELETE]").check()
    save(page)
    assert titles(page) == before


def test_positions_are_numbers_where_no_script_runs(new_page, sign_in):
    page = new_page(java_script_enabled=False)
    sign_in(page, "secretariat")
    page.goto("/en/admin/programme/session/?q=panel-1")
    page.locator("#result_list tbody th a").first.click()

    expect(page.locator("[name=themes-0-position]")).to_be_visible()
    expect(page.locator("[name=roles-0-position]")).to_be_visible()
    expect(page.locator(".order-handle")).to_have_count(0)


# In a list


def test_rooms_change_places_with_the_keys_and_stay_so(page, sign_in, halls):
    sign_in(page, "secretariat")
    page.goto("/en/admin/programme/room/?q=Hall")

    page.locator("#result_list tr", has_text="Hall C").locator(".order-handle").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")

    expect(page.locator("#ordering")).to_contain_text("Saved")
    assert "Hall C" in page.evaluate("document.activeElement.closest('tr').innerText")
    page.reload()
    assert names(page) == ["Hall C", "Hall A", "Hall B"]


def test_rooms_change_places_by_drag_and_back(page, sign_in, halls):
    sign_in(page, "secretariat")
    page.goto("/ar/admin/programme/room/?q=Hall")
    rows = page.locator("#result_list tr.ordered-row")

    for there in (["Hall B", "Hall C", "Hall A"], ["Hall C", "Hall A", "Hall B"], ["Hall A", "Hall B", "Hall C"]):
        with page.expect_response("**/room/order/") as answer:
            drag(page, rows.nth(0).locator(".order-handle"), rows.nth(2))
        assert answer.value.status == 200
        assert names(page) == there
    page.reload()
    assert names(page) == ["Hall A", "Hall B", "Hall C"]


@pytest.mark.every_database
def test_order_that_somebody_else_changed_is_told_and_put_back(page, new_page, sign_in, halls, faults):
    other = new_page()
    for each in (page, other):
        sign_in(each, "secretariat")
        each.goto("/en/admin/programme/room/?q=Hall")
    other.locator("#result_list tr", has_text="Hall A").locator(".order-down").click()
    expect(other.locator("#ordering")).to_contain_text("Saved")

    page.locator("#result_list tr", has_text="Hall C").locator(".order-up").click()

    expect(page.locator("#ordering")).to_have_text(
        "The list has changed since; look again before you change the order."
    )
    assert names(page) == ["Hall A", "Hall B", "Hall C"]
    assert len(faults) == 1  # the browser's own note of the refusal
    faults.clear()


# A new speaker within the page of a panel


def test_new_speaker_is_added_from_the_page_of_a_panel_and_chosen_there(page, sign_in):
    sign_in(page, "secretariat")
    open_panel(page)
    page.get_by_text("Add another Person").click()
    new = page.locator("#roles-group tr.ordered-row").last
    assert new.locator(".select2-selection").evaluate("each => each === document.activeElement")

    with page.expect_popup() as opened:
        new.locator(".add-related").click()
    window = opened.value
    window.locator("#language-tabs").wait_for()
    assert window.locator("[name=conference] option").count() == 1
    window.locator("[name=name_en]").press_sequentially("Awa Diop")
    with window.expect_event("close"):
        window.locator("[name=_save]").click()

    expect(new.locator(".select2-selection__rendered")).to_contain_text("Awa Diop")
    save(page)
    added = page.locator("#roles-group tr.ordered-row", has_text="Awa Diop")
    assert "panellist" in added.locator("td.original").inner_text()
    added.locator("input[name$=-DELETE]").check()
    save(page)
    assert added.count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_with_rows_in_order_are_accessible(new_page, sign_in, halls, scheme):
    page = new_page(color_scheme=scheme)
    sign_in(page, "secretariat")

    page.goto("/ar/admin/programme/room/?q=Hall")
    page.locator(".order-down").first.click()
    expect(page.locator("#ordering")).not_to_be_empty()
    assert _faults(page) == []
    page.goto("/ar/admin/programme/session/?q=panel-1")
    page.locator(".action-select").first.check()
    page.locator("select[name=action]").select_option("move_to_room")
    page.locator("button[name=index]").click()
    page.locator("select[name=room]").wait_for()
    assert _faults(page) == []
    open_panel(page, "ar")
    handle(page, "#themes-0").press("ArrowDown")
    assert _faults(page) == []


def _faults(page):
    return barriers(page, WCAG_ALONE, besides=[".select2-selection__rendered"])
