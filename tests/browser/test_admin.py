"""The admin as its people have it: the tabs of the languages, by hand and by keyboard, in Arabic and in English."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import WCAG_ALONE, barriers


def open_panel(page, code="en"):
    """The page of a dialogue's first panel."""
    page.goto(f"/{code}/admin/programme/session/?q=panel-1")
    page.locator("#result_list tbody th a").first.click()
    page.locator("#language-tabs").wait_for()


def tab(page, suffix):
    return page.locator(f"[data-tab={suffix}]")


def shown(page, selector, property):
    """A property of each element that a person sees."""
    script = "(all, name) => all.filter(each => each.checkVisibility()).map(each => each[name] ?? each.dataset[name])"
    return page.locator(selector).evaluate_all(script, property)


def titles_shown(page):
    return shown(page, "[name^=title_]", "lang")


def chosen(page):
    return page.locator("[role=tab][aria-selected=true]").get_attribute("data-tab")


def test_one_language_is_shown_at_a_time_in_the_rows_within_a_page_too(page, sign_in):
    sign_in(page, "secretariat")
    open_panel(page)

    tab(page, "ru").click()

    assert titles_shown(page) == ["ru"]
    assert set(shown(page, "[data-language]", "language")) == {"ru"}


def test_all_six_are_shown_together_and_the_original_beside_a_translation(page, sign_in):
    sign_in(page, "secretariat")
    open_panel(page)

    tab(page, "all").click()
    assert titles_shown(page) == ["ar", "zh-Hans", "en", "fr", "ru", "es"]

    tab(page, "fr").click()
    page.get_by_label("with the original").check()
    assert titles_shown(page) == ["en", "fr"]


@pytest.mark.parametrize(("code", "key"), [("en", "ArrowRight"), ("ar", "ArrowLeft")])
def test_arrow_keys_move_along_the_tabs_in_the_direction_of_the_page(page, sign_in, code, key):
    sign_in(page, "secretariat")
    open_panel(page, code)

    tab(page, "ar").click()
    page.keyboard.press(key)
    assert (chosen(page), page.evaluate("document.activeElement.dataset.tab")) == ("zh_hans", "zh_hans")

    page.keyboard.press("End")
    page.keyboard.press(key)
    assert chosen(page) == "ar"


def test_language_is_remembered_on_the_next_page(page, sign_in):
    sign_in(page, "secretariat")
    open_panel(page)
    tab(page, "es").click()

    page.goto("/en/admin/speakers/speaker/")
    page.locator("#result_list tbody th a").first.click()

    assert chosen(page) == "es"


def test_translator_begins_in_the_language_of_the_translation(page, sign_in):
    sign_in(page, "translator-ru")
    open_panel(page)

    assert (chosen(page), titles_shown(page)) == ("ru", ["ru"])


def test_tab_marks_what_is_missing_while_it_is_written(page, sign_in):
    sign_in(page, "secretariat")
    open_panel(page)
    tab(page, "fr").click()
    assert tab(page, "fr").inner_text() == "Français"

    for name in ("title_fr", "themes-0-text_fr"):
        page.locator(f"[name={name}]").fill("")
    assert tab(page, "fr").get_attribute("title") == "missing texts: 2"
    expect(page.get_by_role("tab", name="Français (missing texts: 2)")).to_have_count(1)

    page.locator("[name=title_fr]").fill("Titre")
    assert tab(page, "fr").get_attribute("title") == "missing texts: 1"


def test_form_with_an_error_opens_at_the_language_of_the_error(page, sign_in):
    sign_in(page, "secretariat")
    open_panel(page)
    tab(page, "es").click()
    page.locator("[name=title_es]").fill("x" * 301)
    tab(page, "en").click()

    page.locator("[name=_continue]").click()

    assert chosen(page) == "es"
    assert page.locator("[name=title_es]").input_value() == "x" * 301
    assert tab(page, "es").get_attribute("title") == "to be corrected"


def test_row_added_to_a_page_shows_the_chosen_language_alone(page, sign_in):
    sign_in(page, "secretariat")
    open_panel(page)
    tab(page, "ar").click()

    page.get_by_text("Add another Theme").click()

    expect(page.locator("[name=themes-3-text_ar]")).to_be_visible()
    expect(page.locator("[name=themes-3-text_en]")).to_be_hidden()
    assert page.locator("[name=themes-3-text_ar]").evaluate("each => getComputedStyle(each).direction") == "rtl"


def test_speaker_is_found_by_typing_and_a_day_in_the_calendar(page, sign_in):
    sign_in(page, "secretariat")
    open_panel(page)

    page.locator(".field-speaker .select2-selection").first.click()
    page.locator(".select2-search__field").fill("Lucas")
    page.locator(".select2-results__option", has_text="Lucas").first.click()
    page.locator(".field-starts_at .datetimeshortcuts a:has(.date-icon)").click()

    expect(page.locator(".calendarbox").first).to_be_visible()


def test_without_scripts_all_six_languages_are_there(new_page, sign_in):
    page = new_page(java_script_enabled=False)
    sign_in(page, "secretariat")
    page.goto("/en/admin/programme/session/?q=panel-1")
    page.locator("#result_list tbody th a").first.click()
    page.locator("[name=title_ar]").wait_for()

    assert [
        page.locator(f"[name=title_{suffix}]").is_visible() for suffix in ("ar", "zh_hans", "en", "fr", "ru", "es")
    ] == [True] * 6
    expect(page.locator("#language-tabs")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["ar", "en"])
def test_admin_is_accessible(new_page, sign_in, code, scheme):
    page = new_page(color_scheme=scheme)
    sign_in(page, "secretariat")

    for address in ("", "conference/conference/", "programme/session/add/", "speakers/delegation/add-states/"):
        page.goto(f"/{code}/admin/{address}")
        assert _faults(page) == [], address
    for address in ("conference/conference/", "programme/session/?q=panel-1", "speakers/speaker/"):
        page.goto(f"/{code}/admin/{address}")
        page.locator("#result_list tbody th a").first.click()
        page.locator("#language-tabs").wait_for()
        assert _faults(page) == [], address


def _faults(page):
    """The faults but one: a choice by typing, empty, whose box Django's select2 leaves without a name of its own."""
    return barriers(page, WCAG_ALONE, besides=[".select2-selection__rendered"])
