"""On which conferences a role counts: on all for its group, else on those on which it is held."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from conference.models import Conference, RoleHeld, User
from conference.rights import conferences_of, may, may_everywhere, may_somewhere, roles_on, work_on
from conference.roles import ROLES
from tests.constraints import refuses
from tests.factories import make_conference
from tests.staff import make_member

pytestmark = pytest.mark.django_db

NOTES, READS = "floor.take_notes", "conference.preview_programme"


@pytest.fixture
def here():
    return make_conference(slug="here")


@pytest.fixture
def there():
    return make_conference(slug="there")


def names(rows):
    return sorted(rows.values_list("slug", flat=True))


def test_role_of_a_group_counts_on_all_conferences(here, there):
    user = make_member("note-taker")

    assert names(conferences_of(user)) == names(conferences_of(user, NOTES)) == ["here", "there"]
    assert may(user, NOTES, here)
    assert user.has_perm(NOTES)
    assert may_everywhere(user, NOTES)


def test_role_on_a_conference_counts_there_alone(here, there):
    user = make_member("note-taker", on=[here])

    assert names(conferences_of(user)) == names(conferences_of(user, NOTES)) == ["here"]
    assert [may(user, NOTES, row) for row in (here, there)] == [True, False]
    assert [user.has_perm(NOTES, row) for row in (here, there)] == [True, False]
    assert [may_somewhere(user, NOTES), may_everywhere(user, NOTES), user.has_perm(NOTES)] == [True, False, False]


def test_permission_without_a_conference_is_that_of_the_conference_at_work(here, there):
    user = make_member("note-taker", on=[here])

    assert [work_on(user, slug).has_perm(NOTES) for slug in ("here", "there", "never", None)] == [True, *[False] * 3]


def test_roles_on_several_conferences_are_kept_apart(here, there):
    user = make_member("note-taker", on=[here])
    RoleHeld.objects.create(user=user, role=Group.objects.get(name="interpreter"), conference=there)

    assert [work_on(user, slug).has_perm(NOTES) for slug in ("here", "there")] == [True, False]
    assert [work_on(user, slug).has_perm("floor.open_booth") for slug in ("here", "there")] == [False, True]
    assert not may_somewhere(user, NOTES, "floor.open_booth")
    assert names(conferences_of(user, NOTES, "floor.open_booth")) == ["here", "there"]
    assert [roles_on(user, row) for row in (here, there)] == [{"note-taker"}, {"interpreter"}]


def test_who_has_no_role_or_no_account_or_is_switched_off_works_nowhere(here):
    switched_off = make_member("note-taker", on=[here], is_active=False)
    users = [switched_off, make_member(username="somebody"), AnonymousUser()]

    assert [names(conferences_of(user)) for user in [*users, make_member("interpreter", on=[here])]] == [
        *[[]] * 3,
        ["here"],
    ]
    assert not any(may(user, READS, here) or may_somewhere(user, READS) for user in users)


def test_superuser_works_on_all_conferences(here, there):
    user = User.objects.create_superuser("root")

    assert names(conferences_of(user, NOTES)) == ["here", "there"]
    assert may(user, NOTES, here)


def test_every_role_works_where_it_is_held():
    """By the permission by which a person without further question works on a conference."""
    assert [role.slug for role in ROLES if READS not in role.permissions] == []


def test_roles_of_a_person_are_read_once(here, there, django_assert_num_queries):
    key = make_member("note-taker", on=[here]).pk
    user = User.objects.get(pk=key)

    with django_assert_num_queries(2):  # as many as Django asks: of permissions given by themselves, and of roles
        assert may(user, NOTES, here)
        assert not may(user, NOTES, there)
        assert not work_on(user, "there").has_perm(NOTES)
        assert may_somewhere(user, READS)


def test_role_is_held_once_on_a_conference(here, there):
    user = make_member("note-taker", on=[here])
    again = {"user": user, "role": Group.objects.get(name="note-taker")}

    assert refuses(RoleHeld.objects.create, **again, conference=here)
    RoleHeld.objects.create(**again, conference=there)


def test_roles_on_a_conference_go_with_it(here, there):
    make_member("note-taker", on=[here, there])

    here.delete()

    assert RoleHeld.objects.get().conference == there
    assert Conference.objects.get() == there
