"""Two languages of a Summary that come late, each at its time, are each reissued; a withdrawal keeps its reason."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

SUMMARY = """
from conference.languages import CODES
from conference.models import User
from summary.models import Paragraph
from summary.text.progress import texts_of
from tests.factories import MORNING, make_conference
from tests.summary.conftest import make_summary
from translation.texts.states import set_state
by = User.objects.get(username="secretariat")
summary = make_summary(make_conference(slug="reissue"), stage="in-translation", symbol="A/66/REISSUE")
late = summary.sections.get().paragraphs.order_by("pk")[0]
Paragraph.objects.filter(pk=late.pk).update(text_ar="", text_zh_hans="")
summary.refresh_from_db()
for row, field in texts_of(summary):
    for code in CODES:
        set_state(row, field, code, "revised", by=by, at=MORNING)
"""
DRAFT = "/en/reissue/summary/draft/"


@pytest.fixture
def member(site, new_page, sign_in):
    def open_as(role):
        page = new_page()
        sign_in(page, role)
        return page

    return open_as


def issue(page, kind, exception=""):
    page.goto(f"{DRAFT}issue/")
    page.locator(f'input[name=kind][value="{kind}"]').check()
    if exception:
        page.get_by_label("Exception").fill(exception)
    page.get_by_role("button", name="Issue", exact=True).click()
    page.wait_for_url("**/summary/editions/*/")


def reopen(page):
    page.goto(f"{DRAFT}clearance/")
    form = page.locator("form.step", has_text="Reopen the translations only")
    form.get_by_label("Reason").fill("A language came.")
    form.get_by_role("button").click()
    expect(page.get_by_role("button", name="Reopen the translations only")).to_have_count(0)


def translate(page, code, words):
    page.goto(f"{DRAFT}translations/{code}/")
    page.get_by_role("link", name="Go to the first one").click()
    page.wait_for_url(re.compile("#text-[0-9]+$"))
    pair = page.locator(f"#{urlsplit(page.url).fragment}")
    pair.locator("textarea[name=text]").fill(words)
    pair.get_by_role("button", name="Translated", exact=True).click()
    expect(pair.locator(".state-name")).to_have_text("translated")
    page.context.close()


def test_each_late_language_is_reissued_and_a_second_withdrawal_changes_no_reason(site, member, faults):
    site.run(SUMMARY)
    officer = member("secretariat")
    issue(officer, "first", "Arabic and Chinese are late.")

    reopen(officer)
    translate(member("translator-ar"), "ar", "نص الفقرة الأولى.")
    issue(officer, "reissue", "Chinese is late.")
    officer.goto("/ar/reissue/summary/")
    expect(officer.locator("main")).to_contain_text("نص الفقرة الأولى.")

    reopen(officer)
    translate(member("translator-zh-hans"), "zh-hans", "第一段的案文。")
    issue(officer, "reissue")
    for code, words in (("zh-hans", "第一段的案文。"), ("ar", "نص الفقرة الأولى.")):
        officer.goto(f"/{code}/reissue/summary/")
        expect(officer.locator("main")).to_contain_text(words)

    pages = [officer, officer.context.new_page()]
    for page in pages:
        page.goto(f"{DRAFT}issue/")
    for page, reason in zip(pages, ("The first reason.", "Another reason."), strict=True):
        edition = page.locator(".trail > li").first
        edition.locator("summary", has_text="Withdraw").click()
        edition.get_by_label("Reason").fill(reason)
        edition.get_by_role("button", name="Withdraw").click()
        page.wait_for_load_state()
    expect(pages[1].locator("body")).to_contain_text("was withdrawn before")
    expect(pages[1].locator(".trail > li").first).to_contain_text("The first reason.")
