"""Two who save at once in the admin: each form is compared with what the other has saved."""

import pytest

from tests.factories import make_conference, make_session
from tests.staff import browser_of, make_member, open_form
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_save_two_languages_of_one_row_at_once_both_keep_theirs():
    session = make_session(make_conference())
    address = f"/en/admin/programme/session/{session.pk}/change/"
    browsers = [browser_of(make_member("secretariat", name)) for name in ("a", "b")]
    forms = [open_form(browser, address) for browser in browsers]
    forms[0]["title_fr"], forms[1]["title_ru"] = "Ouverture", "Открытие"

    answers = at_once(lambda number: browsers[number].post(address, forms[number]).status_code, people=2)

    assert answers == [302, 302]
    session.refresh_from_db()
    assert (session.title_fr, session.title_ru, session.title_en) == ("Ouverture", "Открытие", "Session 0 (en)")
