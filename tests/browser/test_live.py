"""The room screen and the live page in a browser: all languages, a lost network, streams that cannot be had.

Each test has a floor of its own, which a floor officer runs on the console.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import barriers

SIZES = {"full HD": (1920, 1080), "HD": (1280, 720), "4:3": (1024, 768)}
PHONE = {"width": 390, "height": 844}
LONG = {
    "en": "The Former Yugoslav Republic of Macedonia, speaking for a very long list of delegations",
    "ar": "جماهيرية ليبيا العربية الشعبية الاشتراكية العظمى باسم مجموعة كبيرة من الدول الأعضاء",
    "zh-hans": "联合国促进性别平等和增强妇女权能署以及国际移民组织和联合国毒品和犯罪问题办公室代表团",
    "ru": "Структура Организации Объединённых Наций по вопросам гендерного равенства и расширения прав женщин",
}


@pytest.fixture
def console(new_page, sign_in):
    """The console of a session on which nobody has the floor: `console("rehearsal/sessions/opening")`."""

    def open_console(session):
        page = new_page()
        sign_in(page, "floor-officer")
        page.goto(f"/en/{session}/console/")
        if page.locator("#conclude").is_visible():  # other tests have spoken here
            page.keyboard.press("c")
        expect(page.locator("#speaker")).to_have_text("Nobody has the floor.")
        return page

    return open_console


def give_floor(console, code, name):
    """Gives the floor to a delegation by its slip."""
    request = console.locator(".request", has_text=name)
    if not request.count():
        console.keyboard.press("s")
        console.keyboard.type(code)
        console.keyboard.press("Enter")
        expect(request).to_have_count(1)
        console.keyboard.press("Escape")
    request.locator(".give").click()
    expect(console.locator("#speaker")).to_have_text(name)


def until(page, holds):
    """`wait_for_function` evaluates in the page, which its content security policy refuses."""
    for _look in range(50):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never: {holds}")


def module(page, name):
    """Returns the address from which the page has loaded a module: the module itself, not another copy of it."""
    loaded = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    return next(address for address in loaded if re.search(rf"/static/{name}\..*js$", address))


def visible(page, selector):
    return page.locator(f"{selector} >> visible=true")


def test_clock_is_a_function_of_the_speaker_and_of_the_time(page):
    page.goto("/en/rehearsal/sessions/panel-1/live/")

    def reading(now, **fields):
        speaking = {"given_at": 0, "allowed": 180_000, "paused_at": None, "paused_for": 0, **fields}
        found = page.evaluate(
            "async ([file, ...given]) => (await import(file)).reading(...given)",
            [module(page, "floor/live/speaker-clock"), speaking, now],
        )
        return found["digits"], found["stage"], found["isPaused"]

    assert reading(-500) == ("3:00", "running", False)  # a clock that is a little behind
    assert reading(0) == ("3:00", "running", False)
    assert reading(1) == ("3:00", "running", False)
    assert reading(149_999) == ("0:31", "running", False)
    assert reading(150_000) == ("0:30", "last", False)
    assert reading(179_999) == ("0:01", "last", False)
    assert reading(180_000) == ("+0:00", "over", False)
    assert reading(181_000) == ("+0:01", "over", False)
    assert reading(905_000) == ("+12:05", "over", False)
    assert reading(900_000, paused_at=60_000) == ("2:00", "running", True)
    assert reading(190_000, paused_for=60_000) == ("0:50", "running", False)
    assert reading(0, allowed=3_600_000) == ("60:00", "running", False)


def test_server_and_browser_say_the_same_of_a_state(page):
    page.goto("/en/rehearsal/sessions/panel-1/live/")
    speaking = {
        **{"kind": "answer", "person": "A", "group": None, "language": "fr"},
        **{"given_at": 0, "allowed": 60_000, "paused_at": None, "paused_for": 0},
    }
    state = {"speaking": speaking, "next": None, "waiting": 2, "presiding": None, "ends_at": 0, "takes_requests": True}

    found = page.evaluate(
        "async ([file, state]) => [...(await import(file)).facts(state, 45_000)]",
        [module(page, "floor/live/room"), state],
    )

    assert set(found) == {"speaking", "kind-answer", "person", "language", "language-fr", "waiting", "last"}


@pytest.mark.every_database
def test_screens_follow_the_floor_without_a_reload(new_page, console):
    session = "rehearsal/sessions/opening"
    officer = console(session)
    screen, phone = new_page(), new_page(viewport=PHONE, locale="ar")
    screen.goto(f"/en/{session}/screen/")
    phone.goto(f"/ar/{session}/live/")
    expect(visible(screen, ".nobody")).to_have_count(1)

    give_floor(officer, "ph", "Philippines")

    expect(visible(screen, ".speaker")).to_have_text("Philippines")
    expect(visible(phone, ".speaker")).to_have_text("الفلبين")
    before = screen.locator(".clock .digits").inner_text()
    expect(screen.locator(".clock .digits")).not_to_have_text(before)  # it runs

    officer.keyboard.press("p")
    expect(visible(screen, ".words span")).to_have_text("Paused")
    officer.keyboard.press("c")
    expect(visible(screen, ".nobody")).to_have_count(1)
    expect(screen.locator(".clock")).to_be_hidden()


def test_screen_without_a_network_keeps_counting_and_says_so(new_page, console, faults):
    session = "rehearsal/sessions/closing"
    officer = console(session)
    screen = new_page()
    screen.goto(f"/en/{session}/screen/")
    give_floor(officer, "pt", "Portugal")
    expect(visible(screen, ".speaker")).to_have_text("Portugal")

    screen.context.set_offline(True)
    expect(visible(screen, ".connection")).to_contain_text("Not connected")
    before = screen.locator(".clock .digits").inner_text()
    expect(screen.locator(".clock .digits")).not_to_have_text(before)
    officer.keyboard.press("c")
    screen.wait_for_timeout(500)
    expect(visible(screen, ".speaker")).to_have_text("Portugal")

    screen.context.set_offline(False)
    expect(visible(screen, ".nobody")).to_have_count(1)
    expect(visible(screen, ".connection")).to_have_count(0)
    faults[:] = [fault for fault in faults if "ERR_INTERNET_DISCONNECTED" not in fault]


@pytest.mark.every_database
def test_polling_takes_over_where_streams_cannot_be_had(new_page, console, faults):
    session = "human-trafficking-2012/sessions/opening"
    officer = console(session)
    phone = new_page(viewport=PHONE)
    phone.route("**/live/**/public", lambda route: route.abort())
    phone.goto(f"/en/{session}/live/")

    give_floor(officer, "lu", "Luxembourg")

    expect(visible(phone, ".speaker")).to_have_text("Luxembourg")
    expect(visible(phone, ".connection")).to_have_count(0)
    faults[:] = [fault for fault in faults if "ERR_FAILED" not in fault]


def test_screen_turns_through_its_languages_each_in_its_direction(new_page):
    screen = new_page()
    screen.goto("/en/rehearsal/sessions/panel-2/screen/?languages=ar,fr&seconds=5")
    html = screen.locator("html")
    expect(html).to_have_attribute("dir", "rtl")
    expect(html).to_have_attribute("lang", "ar")
    title, count = (screen.locator(f".turn:not([hidden]) {part}").bounding_box() for part in (".title", ".count"))
    assert title["x"] + title["width"] > 1200 > 100 > count["x"]  # of 1280: the whole layout is turned round

    expect(html).to_have_attribute("dir", "ltr", timeout=15_000)
    expect(html).to_have_attribute("lang", "fr")
    expect(visible(screen, ".turn")).to_have_attribute("data-language", "fr")


@pytest.mark.parametrize("size", SIZES)
def test_long_names_fit_and_nothing_scrolls(new_page, size):
    width, height = SIZES[size]
    screen = new_page(viewport={"width": width, "height": height})
    for code, name in LONG.items():
        screen.goto(f"/en/rehearsal/sessions/panel-2/screen/?languages={code}")
        screen.evaluate(
            """async ([code, name, file, clock]) => {
              const [{ show }, { now }] = await Promise.all([import(file), import(clock)]);
              const fit = () => dispatchEvent(new Event("resize"));
              const update = show(document.querySelector(".turn"), now, fit);
              const who = { kind: "intervention", name: { [code]: name }, group: { [code]: name }, person: name,
                            language: "other", other_language: "Português", given_at: now() - 1e6, allowed: 1e5,
                            paused_at: null, paused_for: 0 };
              update({ version: 1e9, speaking: who, next: who, presiding: { [code]: name }, waiting: 123, ends_at: 0 });
            }""",
            [code, name, module(screen, "floor/live/room"), module(screen, "shared/clock")],
        )
        expect(screen.locator(".speaker bdi")).to_have_text(name)

        cut = screen.evaluate(
            """() => [...document.querySelectorAll(".fits")].filter((place) =>
              place.scrollHeight > place.clientHeight * 1.05 + 1 || place.scrollWidth > place.clientWidth + 1
            ).map((place) => place.className)"""
        )
        beyond = screen.evaluate(
            """() => [
              document.documentElement.scrollWidth > innerWidth,
              document.documentElement.scrollHeight > innerHeight,
              [...document.querySelectorAll(".clock, footer, header, .count")].some((part) => {
                const box = part.getBoundingClientRect();
                return box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
              })]"""
        )
        smallest = screen.evaluate("parseFloat(getComputedStyle(document.querySelector('.speaker')).fontSize)")
        assert (cut, beyond) == ([], [False, False, False]), code
        assert smallest > height / 30, code


def test_screen_is_made_full_by_a_key_and_hides_the_pointer(new_page):
    screen = new_page()
    screen.goto("/en/rehearsal/sessions/panel-2/screen/")

    screen.keyboard.press("f")

    until(screen, "document.fullscreenElement !== null")
    expect(screen.locator("html")).to_have_class("is-idle")
    screen.mouse.move(100, 100)
    expect(screen.locator("html")).not_to_have_class("is-idle")


@pytest.mark.parametrize("page_name", ["live", "screen"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_barriers(new_page, page_name, scheme):
    page = new_page(color_scheme=scheme)
    page.goto(f"/en/rehearsal/sessions/panel-2/{page_name}/")

    assert barriers(page) == []


def test_live_page_works_without_java_script(new_page, console):
    session = "human-trafficking-2012/sessions/closing"
    give_floor(console(session), "ph", "Philippines")
    phone = new_page(viewport=PHONE, java_script_enabled=False)

    phone.goto(f"/en/{session}/live/")

    expect(visible(phone, ".speaker")).to_have_text("Philippines")
    phone.get_by_role("link", name="Load again").click()
    expect(visible(phone, ".speaker")).to_have_text("Philippines")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_page_that_was_put_away_closes_its_stream_and_comes_back(new_page):
    session = "human-trafficking-2012/sessions/break"
    page = new_page()
    page.goto(f"/en/{session}/live/")
    page.evaluate(
        """() => {
          Object.defineProperty(document, "hidden", { get: () => window.isPutAway ?? false });
          window.opened = [];
          const Original = EventSource;
          window.EventSource = class extends Original { constructor(url) { super(url); window.opened.push(this); } };
        }"""
    )
    expect(page.locator(".connection")).to_be_hidden()
    put_away = "(away) => { window.isPutAway = away; document.dispatchEvent(new Event('visibilitychange')); }"

    page.evaluate(put_away, True)
    page.wait_for_timeout(5500)
    # On a busy machine the first stream may have been opened only after the look at its class.
    until(page, "window.opened.every((stream) => stream.readyState === 2)")
    first = page.evaluate("window.opened.length")
    page.evaluate(put_away, False)

    until(page, f"window.opened.length === {first + 1} && window.opened.at(-1).readyState === 1")
