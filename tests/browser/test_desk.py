"""The desk in a browser: what is typed outlasts a lost network and a lost session; the keyboard; two at one text."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import barriers

CONFERENCE = """
from tests.factories import make_conference, make_session
conference = make_conference(slug="desk", title_ar="")
for title in ("Opening", "Panel of 3 speakers", "Closing"):
    make_session(conference, title_en=title, title_ar="")
"""
DESK = "/en/desk/texts/ar/programme/"
ROLES = """
from tests.factories import MORNING, make_conference, make_session
from translation.texts.states import set_state
conference = make_conference(slug="roles", title_zh_hans="")
for title, words in (("Opening", "开幕"), ("Panel", ""), ("Closing", "闭会")):
    session = make_session(conference, title_en=title, title_zh_hans=words)
    if words:
        set_state(session, "title", "zh-hans", "translated", by=None, at=MORNING)
"""
COMMAS = """
from tests.factories import MORNING, make_conference, make_session
from translation.desk.background_work import check_translations
from translation.texts.states import set_state
conference = make_conference(slug="commas", title_zh_hans="")
for title, words in (("Opening", "开幕,致辞"), ("Panel", "小组讨论,答问"), ("Closing", "闭幕,休会")):
    session = make_session(conference, title_en=title, title_zh_hans=words)
    set_state(session, "title", "zh-hans", "translated", by=None, at=MORNING)
check_translations.call()
"""
ROLES_DESK = "/zh-hans/roles/texts/zh-hans/programme/"
PHONE, LAPTOP = {"width": 360, "height": 740}, {"width": 1400, "height": 900}


@pytest.fixture(autouse=True, scope="module")
def conference(site):
    site.run(CONFERENCE)


@pytest.fixture
def open_desk(new_page, sign_in):
    def open_it(role="translator-ar", address=DESK, **options):
        page = new_page(viewport=LAPTOP, **options)
        sign_in(page, role)
        page.goto(address)
        return page

    return open_it


def pair(page, words):
    return page.locator(".pair").filter(has=page.locator(".source-words", has_text=words))


def test_what_is_typed_without_a_network_is_there_after_a_reload_and_saved(open_desk, faults):
    page = open_desk()
    opening = pair(page, "Opening")
    page.route("**/save/**", lambda route: route.abort())
    opening.locator("textarea").fill("الافتتاح")
    expect(page.locator("#connection")).to_contain_text("Not connected")

    page.unroute("**/save/**")
    page.reload()

    expect(opening.locator("textarea")).to_have_value("الافتتاح")
    expect(opening.locator(".save-message")).to_have_text("Saved as: draft")
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(opening.locator("textarea")).to_have_value("الافتتاح")
    faults[:] = [fault for fault in faults if "ERR_FAILED" not in fault]


def test_who_is_signed_out_is_told_and_what_was_typed_is_saved_after_signing_in_elsewhere(open_desk, sign_in, faults):
    page = open_desk()
    closing = pair(page, "Closing")
    page.context.clear_cookies(name="sessionid")
    closing.locator("textarea").fill("الاختتام")
    expect(page.locator("#connection")).to_contain_text("You are signed out")

    sign_in(page.context.new_page(), "translator-ar")

    expect(closing.locator(".save-message")).to_have_text("Saved as: draft")
    expect(page.locator("#connection")).to_be_hidden()
    faults[:] = [fault for fault in faults if "403" not in fault]  # the old page's token, which is then renewed


def test_keyboard_alone_saves_and_goes_on(open_desk):
    page = open_desk()
    pair(page, "Opening").locator("textarea").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("افتتاح")
    page.keyboard.press("Control+Enter")
    panel = pair(page, "Panel")
    expect(pair(page, "Opening").locator(".state-name")).to_have_text("translated")
    expect(panel.locator("textarea")).to_be_focused()

    page.keyboard.press("Alt+f")
    expect(panel.locator("textarea")).to_have_value("3")
    page.keyboard.press("Alt+2")
    expect(panel.locator(".state-name")).to_have_text("tentative")
    page.keyboard.press("Alt+ArrowUp")
    expect(pair(page, "Opening").locator("textarea")).to_be_focused()


def test_direction_marks_are_put_in_and_shown(open_desk):
    page = open_desk()
    panel = pair(page, "Panel")
    panel.locator("textarea").fill("66")
    panel.locator("textarea").select_text()

    panel.get_by_role("button", name="Left-to-right isolate").click()
    page.keyboard.press("Alt+i")

    expect(panel.locator("textarea")).to_have_value("\u206666\u2069")
    expect(panel.locator(".unseen-mark")).to_have_text(["LRI", "PDI"])


@pytest.mark.every_database
def test_two_at_one_text_see_each_other_and_keep_both_texts(open_desk, faults):
    first, second = open_desk(), open_desk("reviser-ar")
    first_opening, second_opening = pair(first, "Dialogue"), pair(second, "Dialogue")
    first_opening.locator("textarea").first.focus()
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(second_opening.locator(".present").first).to_have_text("translator-ar is editing")

    first_opening.locator("textarea").first.fill("الحوار")
    first.keyboard.press("Control+Enter")
    expect(first_opening.locator(".state-name").first).to_have_text("translated")
    second_opening.locator("textarea").first.fill("الحوار التفاعلي")
    conflict = second_opening.locator(".conflict")
    expect(conflict.locator(".standing-text")).to_have_text("الحوار")
    expect(second_opening.locator("textarea").first).to_have_value("الحوار التفاعلي")

    conflict.get_by_role("button", name="Continue with the current text").click()
    expect(second_opening.locator("textarea").first).to_have_value("الحوار")
    expect(conflict).to_have_count(0)
    faults[:] = [fault for fault in faults if "409" not in fault]


def test_remark_is_typed_on_while_what_helps_comes_anew(open_desk):
    page = open_desk()
    closing, helps = pair(page, "Closing"), page.locator("#desk-side")
    closing.locator("textarea").focus()
    remark = helps.get_by_label("Remark")
    helps.get_by_label("Search earlier texts").fill("Closing")
    page.keyboard.press("Control+Enter")  # sends the form in which one types
    expect(helps.locator(".concordance [role=status]")).to_be_visible()

    closing.locator("textarea").fill("الاختتام 2012")
    remark.press_sequentially("Which ")
    expect(helps.locator(".help-warnings .message").first).to_contain_text("2012")
    page.keyboard.type("year?")
    expect(remark).to_have_value("Which year?")
    expect(helps.locator(".concordance [role=status]")).to_be_visible()
    expect(helps.get_by_label("Search earlier texts")).to_have_value("Closing")

    for key in ("Alt+3", "Alt+c", "Control+1", "Control+Enter"):
        page.keyboard.press(key)
    expect(helps.locator(".remark .words")).to_have_text("Which year?")
    expect(remark).to_have_value("")
    expect(remark).to_be_focused()
    expect(closing.locator("textarea")).to_have_value("الاختتام 2012")
    expect(closing.locator(".state-name")).to_have_text("draft")


def test_chosen_field_stays_where_it_is_when_the_help_above_it_goes(new_page, sign_in):
    page = new_page(viewport={"width": 1180, "height": 800})
    sign_in(page, "translator-ar")
    page.goto(DESK)
    first, second = pair(page, "Opening"), pair(page, "Panel")
    first.locator("textarea[name=text]").click()
    first.locator(".help-slot section").first.wait_for()
    assert first.locator(".help-slot").bounding_box()["height"] > 300
    field = second.locator("textarea[name=text]")
    field.evaluate("(one) => scrollBy({ top: one.getBoundingClientRect().top - 400, behavior: 'instant' })")
    before = field.bounding_box()["y"]

    page.mouse.click(field.bounding_box()["x"] + 40, before + 20)
    expect(field).to_be_focused()
    second.locator(".help-slot section").first.wait_for()

    assert abs(field.bounding_box()["y"] - before) < 5


@pytest.mark.parametrize(("code", "scheme", "viewport"), [("ar", "light", PHONE), ("en", "dark", LAPTOP)])
def test_desk_is_accessible(new_page, sign_in, code, scheme, viewport):
    page = new_page(viewport=viewport, color_scheme=scheme)
    sign_in(page, "translator-ar")
    page.goto(f"/{code}/desk/texts/ar/programme/?beside=fr")
    page.locator("textarea").first.focus()
    page.locator(".help-slot section").first.wait_for()

    assert barriers(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_desk_works_without_the_script(open_desk):
    page = open_desk(java_script_enabled=False)
    closing = pair(page, "Closing")

    closing.locator("textarea").fill("اختتام الدورة")
    closing.get_by_role("button", name="Translated").click()

    expect(page.locator(".messages")).to_have_text("Saved as: translated")
    expect(closing.locator("textarea")).to_have_value("اختتام الدورة")


def test_keys_confirm_in_ones_role_and_a_text_goes_back_to_its_translator(site, open_desk):
    site.run(ROLES)
    page = open_desk("reviser-zh-hans", ROLES_DESK)
    first, second = pair(page, "Opening"), pair(page, "Closing")
    first.locator("textarea[name=text]").focus()
    page.keyboard.press("Control+Enter")
    expect(first.locator(".state-name")).to_have_text("已审校")
    expect(second.locator("textarea[name=text]")).to_be_focused()

    second.get_by_text("退回译者").click()
    second.locator("[name=remark]").fill("请用“闭幕”")
    page.keyboard.press("Alt+4")  # is not for the text while one types elsewhere
    page.keyboard.press("Control+Enter")

    expect(second.locator(".state-name")).to_have_text("草稿")
    expect(second.locator(".returned")).to_contain_text("请用“闭幕”")
    families = page.locator("[lang=en]").evaluate_all("all => all.map((one) => getComputedStyle(one).fontFamily)")
    assert families
    assert not [family for family in families if "SC" in family]


def test_commas_of_all_texts_are_found_dismissed_and_put_right(site, new_page, sign_in):
    site.run(COMMAS)
    page = new_page(viewport=PHONE)
    sign_in(page, "translator-zh-hans")
    page.goto("/zh-hans/commas/texts/")
    page.get_by_role("link", name="中文标点").click()
    expect(page.locator(".found-pair")).to_have_count(3)
    assert barriers(page) == []
    page.locator(".found-pair [name=warning]").first.check()
    page.locator("[name=reason]").fill("原文如此")
    page.get_by_role("button", name="忽略所选警告").click()
    expect(page.locator(".found-pair")).to_have_count(2)

    page.get_by_role("link", name="全部更正").click()
    expect(page.locator(".found-pair ins")).to_have_text(["，", "，"])
    assert barriers(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.get_by_role("button", name="更正所选文本").click()

    expect(page.locator(".messages")).to_contain_text("已改动2条文本")
    expect(page.locator(".found-pair")).to_have_count(0)
