"""The former pages of translation of the Summary lead to the desk whoever may see the draft, and nobody else."""

import pytest

from summary.models import Summary
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_summary
from translation.models import Text
from translation.texts.index import refresh_all

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ALL = "/en/dialogue/summary/draft/translations/"


@pytest.fixture
def row():
    summary = make_summary(stage="in-translation")
    refresh_all()
    return summary.sections.get().paragraphs.first()


def led(client, address):
    response = client.get(address)
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize("role", ["secretariat", "presidents-office", "translator-fr", "translator-ru"])
def test_former_addresses_lead_to_the_desk_for_good(row, role):
    client, text = browser_of(make_member(role)), Text.objects.of(row, "text").get()

    assert led(client, ALL) == (301, "/en/dialogue/texts/")
    assert led(client, f"{ALL}fr/") == (301, "/en/dialogue/texts/fr/summary/")
    assert led(client, f"{ALL.replace('/en/', '/ar/')}zh-hans/") == (301, "/ar/dialogue/texts/zh-hans/summary/")
    of_text = led(client, f"{ALL}fr/paragraph/{row.pk}/text/")
    assert of_text == (301, f"/en/dialogue/texts/{text.pk}/fr/at-its-place/")
    for address in (ALL, f"{ALL}fr/", f"{ALL}fr/paragraph/{row.pk}/text/"):
        shown = client.get(address, follow=True)
        assert shown.status_code == 200
    assert f'id="paragraph-{row.pk}-text"' in shown.content.decode()  # a former address may name the text so


def test_former_addresses_tell_nothing_to_who_cannot_see_the_draft(row):
    addresses = [ALL, f"{ALL}fr/", f"{ALL}fr/paragraph/{row.pk}/text/"]
    translator, officer = (browser_of(make_member(role)) for role in ("translator-fr", "floor-officer"))
    assert [led(translator, address)[0] for address in addresses] == [301] * 3
    Summary.objects.update(stage="draft")

    for client in (translator, officer):
        assert [led(client, address) for address in addresses] == [(404, None)] * 3


@pytest.mark.parametrize(
    "path",
    [
        "en/",
        "de/",
        "zh/",
        "fr/paragraph/{pk}/heading/",
        "fr/paragraph/{pk}/removed_at/",
        "fr/nothing/{pk}/text/",
        "fr/summary/999999/title/",
        "fr/paragraph/999999/text/",
        "fr/section/999999999999999999999999/heading/",
        "en/paragraph/{pk}/text/",
    ],
)
def test_what_there_never_was_is_not_found(row, path):
    client = browser_of(make_member("translator-fr"))

    assert led(client, ALL + path.format(pk=row.pk)) == (404, None)
    assert led(client, f"{ALL}fr/")[0] == 301
