import pytest

from tests.factories import make_conference, make_panel
from tests.staff import browser_of, make_member
from translation.models import Text

pytestmark = pytest.mark.django_db

SOURCE = "The President opened the dialogue on trafficking in persons with 30 delegations."
FRENCH = "Le Président a ouvert le dialogue sur la traite des personnes avec 30 délégations."
FRAGMENT = {"HTTP_ROSTRUM_FRAGMENT": "help"}


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def panel(conference):
    return make_panel(conference)


@pytest.fixture
def theme(panel):
    return panel.themes.create(position=9, text_en=SOURCE)


@pytest.fixture
def client():
    return browser_of(make_member("translator-fr", "translator"))


def listed(row, field="text"):
    return Text.objects.of(row, field).get()


def address(row, code="fr", act="help/"):
    return f"/en/{listed(row).conference.slug}/texts/{listed(row).pk}/{code}/{act}"


def test_help_is_a_fragment(theme, client):
    page = client.get(address(theme))

    assert page.status_code == 200
    assert page.content.decode().strip().startswith('<div class="help"')
