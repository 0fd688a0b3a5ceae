"""No list of the admin tells by its filters, order, search or choices what its reader's role may not see."""

import json

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.test import RequestFactory
from django.utils import timezone

from conference.adminsite.lookups import GuardedLookups
from conference.models import AuditEntry, User
from conference.roles import ROLES
from tests.factories import in_six, make_conference, make_session, make_speaker
from tests.loading import load
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
KINDS = ("", "__startswith", "__gt", "__isnull", "__in", "__regex")


def request_of(user):
    request = RequestFactory().get("/en/admin/")
    request.user = user
    return request


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
def test_columns_that_a_role_is_not_shown_are_no_filters(model):
    load("apply_roles")
    site = admin.site._registry[model]
    people = [make_member(role.slug) for role in ROLES] + [User.objects.create_superuser("root")]

    let_through = [
        (person.username, lookup)
        for person in people
        for lookup in hidden_lookups(site, request_of(person))
        if site.lookup_allowed(lookup, "a", request_of(person))
    ]

    assert isinstance(site, GuardedLookups)
    assert let_through == []
    assert site.lookup_allowed("pk", "1", request_of(people[0]))


def hidden_lookups(site, request):
    """Lookups of each column that the user is not shown, and of each column of each row that leads to or from it."""
    shown = {*flatten_fieldsets(site.get_fieldsets(request)), *site.get_list_display(request)}
    if site.model is User:
        shown |= set(flatten_fieldsets(site.fieldsets)) - {"password"}
    named = (item[0] if isinstance(item, tuple) else item for item in site.get_list_filter(request))
    filters = {name for name in named if isinstance(name, str)}
    for field in site.opts.get_fields():
        if field.concrete and not field.is_relation and field.name not in {*shown, *filters, site.opts.pk.name}:
            yield from (f"{field.name}{kind}" for kind in KINDS)
        if field.is_relation and field.related_model:
            beyond = [f"{field.name}__{far.name}" for far in field.related_model._meta.concrete_fields]
            yield from (f"{name}{kind}" for name in beyond if name not in filters and _tells(name) for kind in KINDS)


def _tells(name):
    """Keys tell nothing beyond the relation itself, which may be shown."""
    return name.split("__")[-1] in {
        "email",
        "password",
        "former_slug",
        "correspondence_language",
        "sort_name_en",
        "key",
    }


@pytest.mark.parametrize("role", [role.slug for role in ROLES if role.slug != "secretariat"])
@pytest.mark.parametrize(
    "question", ["email__startswith=a", "former_slug__startswith=r", "correspondence_language=fr", "time_zone__gt=A"]
)
def test_list_of_speakers_is_not_asked_for_their_correspondence(role, question):
    speaker = make_speaker(make_conference(), email="aleya.secret@mission.example")
    browser = browser_of(make_member(role))

    assert browser.get(f"/en/admin/speakers/speaker/?slug__startswith={speaker.slug}").context["cl"].result_count == 1
    assert browser.get(f"/en/admin/speakers/speaker/?{question}").status_code == 400


def test_secretariat_filters_speakers_by_what_it_sees():
    conference = make_conference()
    make_speaker(conference, email="aleya@mission.example")
    make_speaker(conference)

    answer = browser_of(make_member("secretariat")).get("/en/admin/speakers/speaker/?email__startswith=aleya")

    assert answer.context["cl"].result_count == 1


def test_delegation_is_not_found_by_the_key_of_a_protected_speaker():
    conference = make_conference()
    delegation = conference.delegations.create(kind="media", **in_six("name", "Press"))
    speaker = protected(conference, delegation=delegation)
    browser = browser_of(make_member("presidents-office"))

    assert browser.get(f"/en/admin/speakers/delegation/?pk={delegation.pk}").context["cl"].result_count == 1
    assert browser.get(f"/en/admin/speakers/delegation/?speakers={speaker.pk}").status_code == 400
    assert browser.get(f"/en/admin/speakers/delegation/?speakers__pk={speaker.pk}").status_code == 400


def protected(conference, **fields):
    named = in_six("name", "Perpetua Hollingworth") | in_six("displayed_name", "A survivor")
    return make_speaker(conference, protected=True, slug="participant-2b3c4d5e6f", **named | fields)


def test_sessions_are_found_by_a_protected_speaker_only_by_those_who_know_the_name():
    conference = make_conference()
    session = make_session(conference)
    session.roles.create(speaker=protected(conference), kind="speaker")
    session.roles.create(speaker=make_speaker(conference, **in_six("name", "Ana Open")), kind="speaker")
    found = {
        (role, name): browser_of(make_member(role, f"{role} {name}"))
        .get("/en/admin/programme/session/", {"q": name})
        .context["cl"]
        .result_count
        for role in ("secretariat", "presidents-office")
        for name in ("Open", "Perpetua", "session")
    }

    assert found == {
        ("secretariat", "Open"): 1,
        ("secretariat", "Perpetua"): 1,
        ("secretariat", "session"): 1,
        ("presidents-office", "Open"): 1,
        ("presidents-office", "Perpetua"): 0,
        ("presidents-office", "session"): 1,
    }


@pytest.mark.parametrize("role", ["presidents-office", "translator-fr"])
def test_choices_order_and_search_of_speakers_know_no_protected_one(role):
    conference = make_conference()
    hidden, seen = protected(conference), make_speaker(conference, **in_six("name", "Ana Open"), email="z@a.example")
    browser = browser_of(make_member(role))
    page = "/en/admin/speakers/speaker/"

    lists = [browser.get(f"{page}?{ask}").context["cl"] for ask in ("o=1", "o=-2", "o=99.email", "q=Open", "q=ana")]
    nothing = [browser.get(f"{page}?{ask}").context["cl"] for ask in ("q=Perpetua", "q=z@a.example")]
    choices = browser.get("/en/admin/autocomplete/?app_label=programme&model_name=role&field_name=speaker&term=")

    assert [list(each.result_list) for each in lists] == [[seen]] * 5
    assert [each.result_count for each in nothing] == [0, 0]
    assert [row["id"] for row in json.loads(choices.content)["results"]] == [str(seen.pk)] != [str(hidden.pk)]


def test_audit_trail_is_not_asked_for_its_details():
    AuditEntry.objects.create(act="load", subject_type="a.b", subject_id="1", subject_name="S", at=timezone.now())
    browser = browser_of(make_member("presidents-office"))

    assert browser.get("/en/admin/conference/auditentry/?act=load").context["cl"].result_count == 1
    for question in ("detail__has_key=email", "detail__icontains=e", "detail__email__startswith=a"):
        assert browser.get(f"/en/admin/conference/auditentry/?{question}").status_code == 400
