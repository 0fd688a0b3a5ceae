import pytest

from conference.languages import CODES
from programme.public.ahead import read_first
from tests.factories import make_released

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_what_is_read_first_are_released_pages_of_the_current_conference_in_six_languages(client):
    make_released()

    paths = read_first()

    assert sorted(paths) == sorted(path for code in CODES for path in (f"/{code}/", f"/{code}/dialogue/"))
    assert all(client.get(path).headers["Rostrum-Cache"].startswith("released") for path in paths[:4])


def test_where_nothing_is_released_the_front_page_is_read_first():
    assert read_first() == [f"/{code}/" for code in CODES]
