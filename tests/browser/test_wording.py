"""An Arabic reviser reads the interface at a desk and on a phone: marks what is right, and proposes a wording."""

from playwright.sync_api import expect

from tests.browser.barriers import WCAG_ALONE, barriers


def test_reviser_marks_messages_by_keys_and_proposes_a_wording(new_page, sign_in, faults):
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, "reviser-ar")
    page.goto("/ar/sign-in/pages/")
    page.get_by_role("link", name="صياغة الواجهة").click()
    page.get_by_label("موضع الظهور").select_option("console")
    page.get_by_role("button", name="عرض", exact=True).click()
    progress, messages = page.locator("#wording-progress"), page.locator("article.wording-message")
    expect(messages).to_have_count(50)

    # By keys: the first is marked, and the next has the focus; by its button the third.
    page.keyboard.press("Alt+ArrowDown")
    expect(messages.nth(0)).to_be_focused()
    page.keyboard.press("Alt+Enter")
    expect(messages.nth(0)).to_have_class("wording-message is-read")
    expect(messages.nth(1)).to_be_focused()
    messages.nth(2).get_by_role("button", name="مقروءة وصحيحة").click()
    expect(messages.nth(2)).to_have_class("wording-message is-read")
    expect(progress).to_contain_text("قُرئت 2 من أصل")
    messages.nth(2).get_by_role("button", name="إلغاء علامة القراءة").click()
    expect(progress).to_contain_text("قُرئت 1 من أصل")

    # A placeholder stays together in a text from right to left, and may not be another.
    page.goto("/ar/staff/wording/ar/?q=messages+are+marked+as+read")
    messages.first.get_by_role("link", name="إبداء ملاحظة").click()
    field = page.get_by_label("للأعداد 3–10")
    expect(field).to_have_value("عُلِّمت {number} عبارات مقروءة.")
    field.fill("قُرئت {numbers} عبارات.")
    page.get_by_role("button", name="حفظ الملاحظة").click()
    expect(page.get_by_role("alert")).to_contain_text("{numbers}")
    assert "422" in faults.pop()
    field.fill("قُرئت {number} عبارات.")
    page.get_by_role("button", name="حفظ الملاحظة").click()
    expect(page.locator(".wording-remarks ins")).to_contain_text("قُرئت")
    assert barriers(page, WCAG_ALONE) == []

    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/ar/staff/wording/ar/?only=open")
    expect(messages).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(page, WCAG_ALONE) == []
