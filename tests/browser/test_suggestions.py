"""The Office of the President suggests words in place; the drafters accept one and refuse one."""

from playwright.sync_api import expect

DRAFT = "/en/suggested/summary/draft/"
SAMPLE = """
from django.core.management import call_command
from conference.models import Conference, User
from django.utils import timezone
from summary.draft.skeleton import begin
from summary.draft.structure import add_paragraph, add_section
from summary.clearance.stages import change_stage
from summary.text.writing import digest, write_text
call_command("make_conference", sessions=1, slug="suggested")
who = {"by": User.objects.get(username="secretariat"), "at": timezone.now()}
summary = begin(Conference.objects.get(slug="suggested"), **who)
section = add_section(summary, **who)
for text in ("The victims of trafficking spoke. They asked for help.", "States thanked them. The meeting rose."):
    write_text(add_paragraph(section, **who), "text", "en", text, digest(""), **who)
change_stage(summary, "submit", **who)
"""


def row(page, number):
    return page.locator(".text.paragraph").nth(number)


def suggest(page, number, words, why=""):
    place = row(page, number)
    place.get_by_text("Suggest other words").click()
    place.locator(".suggestion-form textarea").fill(words)
    if why:
        place.locator(".suggestion-form [name=reason]").fill(why)
    expect(place.locator(".suggestion-form .text-said")).to_have_text("Saved")


def test_office_suggests_and_drafters_accept_and_refuse(site, new_page, sign_in):
    site.run(SAMPLE)
    office, drafter = (
        new_page(viewport={"width": 1280, "height": 900}),
        new_page(viewport={"width": 390, "height": 800}),
    )
    sign_in(office, "presidents-office")
    sign_in(drafter, "secretariat")

    # What is typed is kept as a suggestion by itself; the text stays as it was.
    office.goto(DRAFT)
    suggest(office, 0, "The survivors of trafficking spoke. They asked for more help.", why="The word they use.")
    suggest(office, 1, "States thanked them.")
    expect(row(office, 0).locator(".suggestion del")).to_have_text("victims")
    expect(row(office, 0).locator("form.text-form:not(.suggestion-form) textarea")).to_have_value(
        "The victims of trafficking spoke. They asked for help."
    )

    # The drafter sees it in place, accepts one change of the first and refuses the second suggestion.
    drafter.goto(DRAFT)
    expect(drafter.locator(".suggestion-count")).to_have_text("2 suggestions to decide")
    first = row(drafter, 0)
    expect(first.locator(".suggestion-reason")).to_have_text("The word they use.")
    first.get_by_text("Change by change").click()
    first.locator(".singles").get_by_role("button", name="Accept").first.click()
    expect(first.locator(".reading")).to_have_text("The survivors of trafficking spoke. They asked for help.")
    expect(first.locator(".suggestion ins")).to_have_text(" more")
    row(drafter, 1).get_by_role("button", name="Refuse").click()
    expect(row(drafter, 1).locator(".suggestion")).to_have_count(0)
    expect(row(drafter, 1).locator(".reading")).to_have_text("States thanked them. The meeting rose.")

    # A comment hangs on the words that are selected.
    first.locator(".reading").evaluate(
        "(p) => { const text = p.firstChild; getSelection().setBaseAndExtent(text, 4, text, 13) }"
    )
    first.get_by_text("Comments").click()
    expect(first.locator("[name=quotation]")).to_have_value("survivors")
    first.get_by_placeholder("Write to the others").fill("All of them?")
    first.get_by_role("button", name="Comment", exact=True).click()
    expect(first.locator(".reading mark")).to_have_text("survivors")

    # The office finds what was decided without loading the page again.
    expect(row(office, 0).locator("form.text-form:not(.suggestion-form) textarea")).to_have_value(
        "The survivors of trafficking spoke. They asked for help."
    )
    expect(office.locator(".suggestion")).to_have_count(1)
