import pytest

from programme.release.changes import changes_between
from programme.release.content import content_of
from programme.release.programme import Programme
from speakers.models import Delegation, State
from tests.factories import in_six, make_conference, make_released, make_session, make_speaker, release
from tests.loading import load

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def make_delegations(conference, *codes):
    load("load_states")
    Delegation.objects.add_states(conference, State.objects.filter(iso3__in=codes))


def without_delegations(content):
    return {name: value for name, value in content.items() if name != "delegations"}


def test_content_names_each_delegation_in_six_languages():
    conference = make_conference()
    make_delegations(conference, "TUR")
    conference.delegations.create(kind="un-system", **in_six("name", "Office"))

    state, office = content_of(conference)["delegations"]

    assert (state["kind"], state["iso3"], state["name"]["zh-hans"]) == ("states", "TUR", "土耳其")
    assert (office["kind"], office["iso3"], office["name"]["fr"]) == ("un-system", "", "Office (fr)")


@pytest.mark.every_database
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ["Albania", "Egypt", "Peru", "United States of America"]),
        ("fr", ["Albanie", "Égypte", "États-Unis d’Amérique", "Pérou"]),
        ("zh-hans", ["阿尔巴尼亚", "埃及", "秘鲁", "美利坚合众国"]),
        ("ar", ["ألبانيا", "بيرو", "مصر", "الولايات المتحدة الأمريكية"]),
    ],
)
def test_delegations_are_in_the_order_of_the_page(client, code, expected):
    conference = make_conference()
    make_delegations(conference, "ALB", "EGY", "PER", "USA")
    release(conference)

    body = client.get(f"/{code}/dialogue/delegations/").content.decode()

    assert sorted(expected, key=lambda name: body.index(f"<bdi>{name}</bdi>")) == expected


def test_delegations_are_grouped_by_kind_with_states_first(client):
    conference = make_conference()
    conference.delegations.create(kind="media", **in_six("name", "Agency"))
    conference.delegations.create(kind="civil-society", **in_six("name", "Association"))
    make_delegations(conference, "ZWE")
    release(conference)

    groups = client.get("/en/dialogue/delegations/").context["kinds"]

    assert [kind for kind, __ in groups] == ["states", "civil-society", "media"]


def test_delegations_are_in_the_navigation_where_there_are_any(client):
    conference = make_released()
    assert "/en/dialogue/delegations/" not in client.get("/en/dialogue/").content.decode()

    make_delegations(conference, "ZWE")
    release(conference)

    assert 'href="/en/dialogue/delegations/"' in client.get("/en/dialogue/").content.decode()


def test_delegation_without_a_name_in_the_language_is_labelled(client):
    conference = make_conference()
    conference.delegations.create(kind="media", name_en="Agency")
    release(conference)

    body = client.get("/ar/dialogue/delegations/").content.decode()

    assert '<span lang="en" dir="ltr">Agency</span>' in body


def test_programme_released_before_there_were_delegations_is_shown(client):
    conference = make_conference()
    make_session(conference)

    programme = Programme(without_delegations(content_of(conference)))

    assert programme.delegations_by_kind("en") == []


def test_first_delegations_of_an_old_programme_are_no_change():
    conference = make_conference()
    before = without_delegations(content_of(conference))
    make_delegations(conference, "ZWE")

    assert changes_between(before, content_of(conference)) == []


def test_delegation_that_comes_is_told():
    conference = make_conference()
    before = content_of(conference)
    make_delegations(conference, "ZWE")

    changes = changes_between(before, content_of(conference))

    assert [(change.act, change.what, change.name["en"]) for change in changes] == [("new", "delegation", "Zimbabwe")]


def test_delegations_are_in_the_map_of_the_site(client):
    make_released(slug="without")
    conference = make_released(slug="with")
    make_delegations(conference, "ZWE")
    release(conference)

    body = client.get("/sitemap.xml").content.decode()

    assert "/en/with/delegations/" in body
    assert "/en/without/delegations/" not in body


def test_list_of_all_states_is_light(client):
    conference = make_conference()
    make_speaker(conference)
    load("load_states")
    Delegation.objects.add_states(conference, State.objects.all())
    release(conference)

    assert len(client.get("/ru/dialogue/delegations/").content) < 60_000
