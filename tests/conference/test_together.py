"""Two who save at once in the admin: each form is compared with what the other has saved."""

import pytest

from tests.factories import make_conference, make_session
from tests.staff import browser_of, make_member, open_form
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def save_at_once():
    """A session, and the act of two who open its form and save it together, each with a change of their own."""
    session = make_session(make_conference())
    address = f"/en/admin/programme/session/{session.pk}/change/"
    browsers = [browser_of(make_member("secretariat", name)) for name in ("a", "b")]

    def save(*changes):
        forms = [open_form(browser, address) | change for browser, change in zip(browsers, changes, strict=True)]
        answers = at_once(lambda number: browsers[number].post(address, forms[number]).status_code, people=2)
        session.refresh_from_db()
        return session, answers

    return save


def test_two_who_save_two_languages_of_one_row_at_once_both_keep_theirs(save_at_once):
    session, answers = save_at_once({"title_fr": "Ouverture"}, {"title_ru": "Открытие"})

    assert answers == [302, 302]
    assert (session.title_fr, session.title_ru, session.title_en) == ("Ouverture", "Открытие", "Session 0 (en)")


def test_of_two_who_save_one_text_of_a_row_at_once_one_is_kept_and_the_other_told(save_at_once):
    words = ["Ouverture", "Inauguration"]
    session, answers = save_at_once(*({"title_fr": each} for each in words))

    assert sorted(answers) == [200, 302]
    assert session.title_fr == words[answers.index(302)]
