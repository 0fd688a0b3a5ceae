"""A table of the draft: added by a button, written cell by cell, given a row and a column where it needs them."""

from playwright.sync_api import expect

SUMMARY = """
from tests.factories import make_conference
from tests.summary.conftest import make_summary
make_summary(make_conference(slug="tables"))
"""


def test_table_is_added_written_and_grown(site, new_page, sign_in, faults):
    site.run(SUMMARY)
    drafter = new_page(viewport={"width": 1280, "height": 900})
    sign_in(drafter, "secretariat")
    drafter.goto("/en/tables/summary/draft/")
    cell = drafter.get_by_label

    paragraph = drafter.locator(".text.paragraph").first
    paragraph.get_by_text("Arrange").click()
    paragraph.get_by_role("button", name="Add a table after it").click()
    expect(cell("Title of Table 1")).to_be_focused()
    drafter.keyboard.type("Contributions")
    cell("Table 1, row 1, column 1").fill("State")
    cell("Table 1, row 2, column 1").fill("Qatar")
    expect(drafter.locator(".text.cell").nth(2).locator(".text-said")).to_have_text("Saved")

    drafter.get_by_role("button", name="Add a row below row 2").click()
    expect(cell("Table 1, row 3, column 1")).to_be_focused()
    drafter.keyboard.type("Australia")
    drafter.get_by_role("button", name="Add a column after column 2").click()
    expect(cell("Table 1, row 4, column 3")).to_have_count(1)
    expect(cell("Table 1, row 3, column 1")).to_have_value("Australia")
    drafter.get_by_role("button", name="Remove row 2").click()
    expect(drafter.locator("#said")).to_contain_text("There are still words in it")
    assert "409" in faults.pop()

    drafter.reload()
    expect(cell("Title of Table 1")).to_have_value("Contributions")
    assert drafter.locator(".draft-table tbody textarea").evaluate_all("all => all.map(each => each.value)") == [
        *("State", "", ""),
        *("Qatar", "", ""),
        *("Australia", "", ""),
        *("", "", ""),
    ]
