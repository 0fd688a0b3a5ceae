"""The state of each text stands beside its field in the forms of the admin."""

import re

import pytest
from django.utils import timezone

from programme.models import Session
from tests.factories import make_conference, make_session
from tests.staff import browser_of, make_member
from translation.texts.index import refresh_rows
from translation.texts.states import set_state

pytestmark = pytest.mark.django_db


def states_in(page):
    """What the page says of each text: [words], in the order of the languages."""
    return re.findall('<span class="text-state[^>]*>([^<]*)<', page)


def test_each_language_of_a_title_shows_its_state():
    session = make_session(make_conference(), title_es="", title_zh_hans="")
    refresh_rows([session], timezone.now())
    for code, state in (("fr", "revised"), ("ru", "translated")):
        set_state(session, "title", code, state, by=None, at=timezone.now())
    Session.objects.filter(pk=session.pk).update(title_en="Another title")
    session.refresh_from_db()
    set_state(session, "title", "fr", "revised", by=None, at=timezone.now())

    page = browser_of(make_member("secretariat")).get(f"/en/admin/programme/session/{session.pk}/change/")

    assert states_in(page.content.decode())[:6] == [
        "outdated",
        "missing",
        "original",
        "revised",
        "outdated",
        "missing",
    ]


def test_new_row_has_no_states():
    page = browser_of(make_member("secretariat")).get("/en/admin/programme/session/add/").content.decode()

    assert "id_title_fr" in page
    assert states_in(page) == []
