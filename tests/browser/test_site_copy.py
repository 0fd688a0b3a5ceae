"""The static copy, opened from a folder, without the server that it was made by."""

from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import manage

DIALOGUE = "human-trafficking-2012"


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    place = tmp_path_factory.mktemp("copy")
    command = manage("export_site", site.environment, DIALOGUE, "--output", str(place / "copy.zip"))
    assert command.wait() == 0
    with ZipFile(place / "copy.zip") as zip:
        zip.extractall(place)
    (found,) = (each for each in place.iterdir() if each.is_dir())
    return found


@pytest.mark.parametrize(("name", "code", "direction"), [("العربية", "ar", "rtl"), ("中文", "zh-hans", "ltr")])
def test_copy_is_read_from_a_folder(new_page, faults, folder, name, code, direction):
    page = new_page(viewport={"width": 390, "height": 844})
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.on("request", lambda request: None if request.url.startswith("file:") else faults.append(request.url))

    page.goto((folder / "index.html").as_uri())
    page.locator("li", has_text=name).get_by_role("link").click()
    expect(page.locator("html")).to_have_attribute("dir", direction)
    page.locator(".session.panel h3 a").first.click()
    expect(page.locator("article.session-page h1")).to_be_visible()
    assert page.evaluate("document.styleSheets.length") >= 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    languages, menu = (page.locator(f"[popovertarget={name}]") for name in ("languages", "menu"))
    languages.click()
    page.locator("nav.languages a[hreflang=fr]").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    languages.click()
    page.locator(f"nav.languages a[href*='/{code}/']").click()
    for place in range(page.locator("nav.pages a").count()):
        menu.click()
        page.locator("nav.pages a").nth(place).click()
        expect(page.locator("main h1").first).to_be_visible()
    assert page.url.startswith("file:")
