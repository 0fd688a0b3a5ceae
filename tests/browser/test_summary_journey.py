"""A President's Summary from the record to a document issued in six languages, by the people who make one."""

import re

import pytest
from playwright.sync_api import expect

DRAFT = "/en/journey/summary/draft/"
SAMPLE = """
from django.core.management import call_command
call_command("make_conference", sessions=1, slug="journey")
"""
GIST = """
from datetime import timedelta
from uuid import uuid4
from conference.models import User
from floor.procedure import presiding
from floor.procedure.requests import ask_for_floor
from floor.record.gists import write_gist
from programme.models import Session
from translation.texts.index import refresh_all
session = Session.objects.filter(conference__slug="journey").order_by("starts_at")[0]
Session.objects.filter(pk=session.pk).update(kind="panel", number=session.number or 1)
session.refresh_from_db()
by, at = User.objects.get(username="secretariat"), session.starts_at
presiding.open_requests(session, by=by, at=at)
asked = ask_for_floor(session, session.conference.delegations.first(), key=uuid4(), through="slip", at=at)
presiding.give_floor(asked, by=by, at=at)
text = "A delegation spoke of the victims. It asked for more help to them."
write_gist(asked, text, 0, language="en", by=by, at=at + timedelta(minutes=1))
presiding.conclude(session, expected=asked.pk, by=by, at=at + timedelta(minutes=2))
refresh_all()
"""


@pytest.fixture
def member(site, new_page, sign_in):
    """Opens a page as somebody of the staff."""

    def open_as(role):
        page = new_page(viewport={"width": 1280, "height": 900})
        sign_in(page, role)
        return page

    return open_as


def texts(page):
    return [field.input_value() for field in page.locator(".text.paragraph > .text-body > .text-form textarea").all()]


def paragraph(page, words):
    """The paragraph that begins with some words."""
    number = next(place for place, text in enumerate(texts(page)) if text.startswith(words))
    return page.locator(".text.paragraph").nth(number)


def arrange(row, button):
    if not row.get_by_role("button", name=button).is_visible():  # what is open stays open
        row.get_by_text("Arrange").click()
    row.get_by_role("button", name=button).click()


def saved(row):
    expect(row.locator(".text-said")).to_have_text("Saved")


def test_summary_goes_from_the_record_to_six_languages(site, member, faults):
    site.run(SAMPLE)
    site.run(GIST)
    drafter = member("secretariat")

    # The record lays out a skeleton; a person writes it together.
    drafter.goto(DRAFT)
    drafter.get_by_role("button", name="Start from the record").click()
    expect(drafter.locator(".all-reflected")).to_be_visible()
    spoke = paragraph(drafter, "A delegation spoke")
    expect(spoke.locator(".sources .count")).to_have_text("1")
    field = spoke.locator(".text-form textarea")
    field.fill("A delegation spoke of the victims of trafficking. It asked for more help to them.")
    saved(spoke)

    # It is split where the cursor stands, and merged again, with what it rests on.
    arrange(spoke, "Split")
    asked = drafter.locator(".text.paragraph", has=drafter.locator("textarea", has_text=re.compile("^It asked")))
    expect(asked.locator(".sources .count")).to_have_text("1")
    arrange(paragraph(drafter, "A delegation spoke"), "Merge with the next one")
    expect(asked).to_have_count(0)

    # Two who write the same paragraph both keep their words.
    colleague = member("note-taker")
    colleague.goto(DRAFT)
    theirs = paragraph(colleague, "A delegation spoke").locator(".text-form textarea")
    colleague.route("**/draft/version/", hear_nothing(colleague))  # of what happens in the meantime
    mine = paragraph(drafter, "A delegation spoke")
    mine.locator(".text-form textarea").fill("A delegation spoke of those who suffer. It asked for more help to them.")
    saved(mine)
    theirs.fill("A delegation spoke of the children. It asked for more help to them.")
    conflict = colleague.locator(".text-conflict .conflict")
    expect(conflict).to_contain_text("secretariat has changed this text in the meantime. Both texts are kept.")
    expect(conflict.locator(".difference ins").last).to_have_text("children")
    colleague.get_by_role("button", name="Continue with the current text").click()
    expect(theirs).to_have_value("A delegation spoke of those who suffer. It asked for more help to them.")
    assert [fault for fault in faults if "409" not in fault] == []
    faults.clear()

    # The President's office asks, the drafters answer, the office clears.
    step(drafter, "Send to the President’s office")
    office = member("presidents-office")
    office.goto(DRAFT)
    row = paragraph(office, "A delegation spoke")
    row.get_by_text("Comments").click()
    row.get_by_placeholder("Write to the others").fill("Who asked?")
    row.get_by_role("button", name="Comment").click()
    expect(row.locator(".comments .count")).to_have_text("1")
    step(office, "Clear")
    drafter.goto(DRAFT)
    expect(drafter.locator(".reading-only")).to_contain_text("cleared and can only be read")
    expect(drafter.locator(".text-form textarea")).to_have_count(0)

    # The masthead, then the translators.
    drafter.goto(f"{DRAFT}masthead/")
    drafter.get_by_label("Symbol").fill("A/66/JOURNEY/1")
    drafter.get_by_label("Date of the document").fill("2012-05-11")
    drafter.get_by_role("button", name="Save").first.click()
    step(drafter, "Send to translation")
    for code in ("ar", "zh-hans", "fr", "ru", "es"):
        translate(member(f"translator-{code}"), code)

    # Nothing is missing: it is issued, and the public reads it in its own language.
    drafter.goto(f"{DRAFT}issue/")
    drafter.get_by_role("button", name=re.compile("^Issue")).click()
    drafter.wait_for_url(re.compile("/journey/summary/"))
    for code, words in (("en", "those who suffer"), ("ar", "ترجمة"), ("zh-hans", "ترجمة")):
        drafter.goto(f"/{code}/journey/summary/")
        expect(drafter.locator("main")).to_contain_text(words)
    expect(drafter.locator("main")).to_contain_text("A/66/JOURNEY/1")


def step(page, name):
    page.goto(f"{DRAFT}clearance/")
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)


def translate(page, code):
    """Says of each text that it is translated; the one that has no words yet gets some."""
    page.goto(f"{DRAFT}translations/{code}/")
    page.wait_for_url(f"**/texts/{code}/summary/")
    pairs = page.locator(".pair")
    assert pairs.count()
    for place in range(pairs.count()):
        pair = pairs.nth(place)
        field = pair.locator("textarea[name=text]")
        field.focus()
        if not field.input_value():
            field.fill("ترجمة")
        pair.get_by_role("button", name="Translated", exact=True).click()
        expect(pair.locator(".state-name")).to_have_text("translated")
    page.context.close()


def hear_nothing(page):
    version = page.locator("#draft").get_attribute("data-version")
    return lambda route: route.fulfill(json={"version": int(version)})
