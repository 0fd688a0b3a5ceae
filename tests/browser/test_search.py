"""Searching and choosing as a delegate does, on a phone, in Arabic and in Chinese, and without any script."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import barriers
from tests.browser.test_programme import DIALOGUE, PHONE

SEARCH = f"{DIALOGUE}search/"


@pytest.mark.parametrize(
    ("code", "asked", "marked"),
    [("ar", "اتجار", ["الاتجار", "بالاتجار"]), ("zh-hans", "人口贩运", ["贩运人口", "贩运"])],
)
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.every_database
def test_delegate_finds_on_a_phone_what_the_page_writes_otherwise(new_page, code, asked, marked, script):
    page = new_page(viewport=PHONE, java_script_enabled=script)
    page.goto(f"/{code}/{DIALOGUE}")
    page.locator("[popovertarget=menu]").click()
    page.locator(".to-search a").click()
    page.locator("input[type=search]").fill(asked)
    page.locator("input[type=search]").press("Enter")

    expect(page.locator(".hits mark").first).to_be_visible()
    assert set(page.locator(".hits mark").all_inner_texts()) & set(marked)
    assert page.locator("input[type=search]").input_value() == asked

    title = page.locator(".hits h3").first.inner_text()
    page.locator(".hits h3 a").first.click()
    expect(page.locator("h1").last).to_contain_text(title)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("ar", f"{SEARCH}?q=اتجار"),
        ("zh-hans", f"{SEARCH}?q=人口"),
        ("en", f"{SEARCH}?q=united"),
        ("en", f"{SEARCH}?q=zebra"),
        ("ar", SEARCH),
        ("ar", f"{DIALOGUE}?kind=panel"),
        ("zh-hans", f"{DIALOGUE}delegations/"),
    ],
)
def test_page_is_accessible_and_no_wider_than_a_phone(new_page, code, address, scheme):
    page = new_page(viewport=PHONE, color_scheme=scheme)
    page.goto(f"/{code}/{address}")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(page) == []


def test_choice_works_without_a_script_and_stays_in_another_language(new_page):
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"/en/{DIALOGUE}")
    page.locator(".programme-tools>summary").click()
    page.locator(".filters summary").click()
    page.locator("select[name=kind]").select_option("opening")
    page.locator(".filters button").click()
    expect(page.locator(".session")).to_have_count(1)

    page.locator("[popovertarget=languages]").click()
    page.locator(".languages").get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator(".session")).to_have_count(1)
    expect(page.locator("select[name=kind]")).to_have_value("opening")

    page.locator(".filters .acts a").click()
    expect(page.locator(".session").nth(1)).to_be_visible()
