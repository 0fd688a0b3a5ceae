"""The page of components: every sheet of components is shown, in six languages, to the staff alone."""

import re

import pytest
from lxml import html

from conference.components import SampleForm
from conference.languages import LANGUAGES
from lint.findings import ROOT
from lint.styles import CLASS, blanked, outside_brackets, selectors
from tests.staff import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
AS_THE_DEVICE_ASKS = "screen and (prefers-color-scheme: dark)"  # never on paper
# Shown by the pages on which they stand, among rows of data.
OF_THEIR_PAGES = {
    "staff.css": "conflict text-versions compare set-aside counts sittings persons posts person-name marks warnings "
    "figure list-filter mark-chosen",
    "components.css": "arrow errors hint",
}


@pytest.fixture
def page(client):
    client.force_login(make_member("co-chair"))
    return lambda query="": html.document_fromstring(client.get("/en/staff/components/" + query).content)


def test_six_languages_stand_beside_each_other(page):
    samples = page().xpath("//section[@class='sample']")

    assert [(sample.get("lang"), sample.get("dir")) for sample in samples] == [
        (language.html, language.direction) for language in LANGUAGES
    ]
    saves = [sample.xpath("string(.//button[1])") for sample in samples]
    assert saves[2:4] == ["Save", "Enregistrer"]
    assert len(set(saves)) == 6


def test_refusal_of_a_field_is_in_the_language_of_its_sample(page):
    refusals = page().xpath("//section[@class='sample']//ul[@class='errorlist']/li/text()")

    assert refusals[2] == SampleForm({}).errors["name"][0]
    assert len(set(refusals)) == 6


@pytest.mark.parametrize(
    ("query", "media"),
    [
        ("", [AS_THE_DEVICE_ASKS]),
        ("?theme=dark", [None]),
        ("?theme=light", []),
        ("?theme=x", [AS_THE_DEVICE_ASKS]),
    ],
)
def test_theme_links_the_dark_colours_always_never_or_as_the_device_asks(page, query, media):
    links = page(query).xpath("//link[contains(@href, 'dark')]")

    assert [link.get("media") for link in links] == media


@pytest.mark.parametrize("sheet", ["components.css", "staff.css"])
def test_each_component_of_the_shared_sheets_is_shown(page, sheet):
    shown = set(" ".join(page().xpath("//main//@class")).split()) | {"staff-table", "deliveries", "table-wrap"}
    text = blanked((ROOT / "static" / "shared" / sheet).read_text(encoding="utf-8"))
    drawn = {
        name
        for _, selector in selectors(text)
        if len(outside_brackets(selector, " >+~")) == 1
        for name in CLASS.findall(re.sub(r":.*", "", selector))[:1]
    }

    assert drawn & shown
    assert drawn - shown - set(OF_THEIR_PAGES[sheet].split()) == set()
