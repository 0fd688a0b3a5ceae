"""The pages as they are drawn in six languages: public and staff's, of the dialogue of 2012 and a rehearsal that runs.

Each language asks for some ninety pages of one database, which takes over 5 s.
"""

from io import StringIO

import pytest
from django.core.management import call_command

from conference.languages import CODES, official
from conference.models import User
from floor.models import Floor
from tests.languages.addresses import REHEARSAL, addresses
from tests.languages.blocks import OTHER, blocks
from tests.languages.faults import faults
from tests.loading import beginning, load
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.one_database, pytest.mark.timeout(600)]


def make_world():
    """The dialogue with its floor and its Summary, and a rehearsal whose floor was run; one who may see all."""
    load("load_states", "load_dialogue")
    load("load_floor")
    load("load_summary")
    for role in ("floor-officer", "note-taker"):
        make_member(role)
    call_command("rehearse", REHEARSAL, "--speed", "0", "--minutes", "8", stdout=StringIO())
    session = Floor.objects.exclude(events=None).get(session__conference__slug=REHEARSAL).session
    return User.objects.create_superuser("secretariat"), session.slug


@pytest.mark.parametrize("code", CODES)
def test_pages_keep_the_rules_of_their_language(db, code):
    user, session = beginning("world of six languages", make_world)
    browser, told = browser_of(user), {}
    asked = [f"/{code}/{address}" for address in addresses(session)]

    for address in asked:
        answer = browser.get(address)
        assert answer.status_code == 200, address
        body = b"".join(answer) if answer.streaming else answer.content
        for text in blocks(body, official(code).html) if body.strip() else ():
            for fault in faults(code, text):
                told.setdefault((fault, text), address)

    assert len(asked) >= 40
    assert [f"{address}: {fault}: {text}" for (fault, text), address in told.items()] == []


@pytest.mark.parametrize(
    ("code", "html", "found"),
    [
        ("fr", "<p>Séance: ouverture</p>", ["In French a non-breaking space stands before “:”."]),
        ("fr", '<p>Séance\u00a0: <span lang="en">Opening: words</span></p>', []),
        ("zh-hans", "<p>新增： 代表团</p>", ["There is a space beside a full-width mark."]),
        ("zh-hans", "<p>代表团 <b>名单</b></p>", ["There is a space between two Chinese characters."]),
        ("zh-hans", '<p>代表团 <span class="minor">名单</span></p>', []),
        ("ar", "<p>الجلسة, الوفد</p>", ["the marks of Arabic are ، ؛ ؟"]),
        ("ar", "<p>الجلسة Opening</p>", ["Latin letters: Opening"]),
        ("ar", '<p>الجلسة <bdi lang="en">Opening</bdi> (PDF), A/66/1, un.org</p>', []),
        ("ru", '<p><img alt="Search"> Поиск <code>session</code></p>', ["Latin letters: Search"]),
        ("es", '<input type="submit" value="Seguro?"><p>¿Seguro?</p>', ["a question begins with ¿"]),
    ],
)
def test_fault_of_a_page_is_found(code, html, found):
    texts = blocks(html.encode(), official(code).html)

    assert [fault for text in texts for fault in faults(code, text)] == found


def test_text_of_a_page_is_read_block_by_block():
    html = '<main><p>One <b>and</b> <i lang="fr">deux</i>.</p><ul><li>Two<li>Three <code>x</code></ul><br>Four</main>'

    assert blocks(html.encode(), "en") == [f"One and {OTHER}.", "Two", f"Three {OTHER}", "Four"]
