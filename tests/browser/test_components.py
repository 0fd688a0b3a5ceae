"""The page of components as a browser draws it: light and dark, on a desk and on a phone, in six languages at once.

A picture of letters is another one on each machine, for the fonts are other ones. So no picture is compared with one
that is kept: what is looked at in it are the colours of the surfaces, and beside it the geometry and the contrast that
the browser computed. Nothing of that depends on which font was found, nor on how long anything took.
"""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.barriers import barriers

SCREENS = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 360, "height": 740}}
PAPER = {"light": (255, 255, 255), "dark": (16, 24, 30)}
NARROWEST_RING = 2  # pixels
# Boxes that reach out of the sample of their language, and texts that are cut off, unless their box scrolls.
OUTSIDE = """
[...document.querySelectorAll(".sample")].flatMap((sample) => {
  const frame = sample.getBoundingClientRect();
  return [...sample.querySelectorAll("*:not(.visually-hidden, option, .scroll *)")].filter((element) => {
    const box = element.getBoundingClientRect();
    const cut = element.matches("button, a, p, li, label, input, select, summary, td, th, h2, h3")
      && getComputedStyle(element).display !== "inline" && element.scrollWidth > element.clientWidth + 1;
    return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1 || cut);
  }).map((element) => `${sample.lang} ${element.tagName} ${element.className}`);
})
"""
RING = """
(() => {
  const style = getComputedStyle(document.activeElement);
  return [document.activeElement.outerHTML, style.outlineStyle, parseFloat(style.outlineWidth)];
})()
"""


@pytest.fixture
def open_components(new_page, sign_in):
    def open_page(theme, screen):
        page = new_page(viewport=SCREENS[screen], reduced_motion="reduce")
        sign_in(page, "secretariat")
        page.goto(f"/en/staff/components/?theme={theme}")
        return page

    return open_page


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("theme", PAPER)
def test_components_fit_are_read_and_have_the_colours_of_their_theme(open_components, theme, screen):
    page = open_components(theme, screen)

    expect(page.locator(".sample")).to_have_count(6)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(OUTSIDE) == []
    assert barriers(page) == []
    picture = Image.open(io.BytesIO(page.locator("main").screenshot())).convert("RGB")
    commonest = max(picture.getcolors(picture.width * picture.height))[1]
    assert commonest == PAPER[theme]


def test_each_component_is_drawn_in_both_themes(open_components):
    drawn = {}
    for theme in PAPER:
        page = open_components(theme, "desk")
        for part in page.locator(".sample[lang=en] [data-component]").all():
            picture = Image.open(io.BytesIO(part.screenshot())).convert("RGB")
            colours = picture.getcolors(picture.width * picture.height)
            drawn.setdefault(part.get_attribute("data-component"), []).append((len(colours), max(colours)[1]))

    assert len(drawn) > 15
    for name, ((light_colours, light), (dark_colours, dark)) in drawn.items():
        assert min(light_colours, dark_colours) > 1, name
        assert sum(light) > sum(dark), name


@pytest.mark.parametrize("theme", PAPER)
def test_keyboard_shows_where_it_is(open_components, theme):
    page = open_components(theme, "desk")
    page.locator("nav.tabs a").nth(1).focus()

    rings = []
    for _control in range(14):
        page.keyboard.press("Tab")
        rings.append(page.evaluate(RING))

    assert [html for html, style, width in rings if style == "none" or width < NARROWEST_RING] == []
    assert sum("sample" in html or "ar-" in html or "button" in html for html, _, _ in rings) > 5


def test_arabic_sample_begins_at_the_right(open_components):
    page = open_components("light", "desk")
    arabic, english = (page.locator(f".sample[lang={code}]") for code in ("ar", "en"))

    boxes = [(sample.bounding_box(), sample.locator(".action").first.bounding_box()) for sample in (arabic, english)]

    (of_arabic, first_arabic), (of_english, first_english) = boxes
    assert first_arabic["x"] + first_arabic["width"] == pytest.approx(of_arabic["x"] + of_arabic["width"], abs=2)
    assert first_english["x"] == pytest.approx(of_english["x"], abs=2)
