"""Who holds roles on one conference reads and changes nothing of another: every address, every act, every list."""

import re

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse
from modeltranslation.translator import translator

from conference.adminsite.rights import within
from conference.languages import columns
from conference.models import AuditEntry, Conference, RoleHeld, User
from conference.ownership import owned_models, ways
from conference.roles import ROLES
from tests.acts import ACTS
from tests.acts_admin import ADMIN_ACTS, MODELS
from tests.acts_world import World
from tests.addresses import EVERYBODY, NEVER, NOBODY, ROOT, SAMPLES, address_of
from tests.staff import browser_of
from tests.test_access import TABLE
from tests.test_acts import ROUTES, changed, contents, is_refused, place, pressed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OWN, THERE = "other", "dialogue"  # where the strangers hold their roles, and where they have none
ALL_ROLES = "all roles"
MARKER = "Zanzibar"  # in each text of the other conferences
QUESTIONS = {  # what people may ask a list for
    "translation:glossary": f"?q={MARKER}",
    "translation:concordance": f"?q={MARKER}&source=en&code=fr",
}
REPEATED = re.compile(f'"{MARKER}"|“{MARKER}”|q(=|%3D){MARKER}')  # what was asked for, which the page repeats
TOKEN = re.compile('name="csrfmiddlewaretoken" value="[^"]*"')
SET_PAGES = re.compile("document|revision|edition")  # the same texts once more, in files and of former releases
OF_THE_INSTALLATION = {"conference_user", "auth_group", "speakers_state"}


def make_strangers(conference):
    """A browser for each role, held on one conference alone, and one for somebody who holds all of them there."""
    groups = {group.name: group for group in Group.objects.all()}
    found = {}
    for name, roles in ({role.slug: [role.slug] for role in ROLES} | {ALL_ROLES: groups}).items():
        user = User.objects.create_user(f"stranger {name}")
        RoleHeld.objects.bulk_create(RoleHeld(user=user, role=groups[role], conference=conference) for role in roles)
        found[name] = browser_of(user)
    return found


def asking(strangers, number):
    """Who holds all roles asks for everything, and each of the single roles for its share of every sixth address."""
    single = sorted(strangers.keys() - {ALL_ROLES})
    names = [ALL_ROLES] if number % 6 else [ALL_ROLES, single[number // 6 % len(single)]]
    return {name: strangers[name] for name in names}.items()


def answer(client, address):
    client.cookies.pop("messages", None)  # of the page before
    response = client.get(address)
    text = (b"".join(response) if response.streaming else response.content).decode(errors="replace")
    return response.status_code, response.headers.get("Location", ""), text


def is_closed(name):
    return not any(people >= EVERYBODY for people in TABLE[name].values())


def of_a_row(route):
    """Whether an address of the admin is that of a row that belongs to a conference."""
    if "<path:object_id>" not in route or "/r/" in route:
        return False
    return bool(ways(apps.get_model(*route.split("/")[2:4])))


def wrong_addresses(strangers, keys):
    """Closed addresses of the other conference, or of its rows, that answer otherwise than what never existed."""
    for number, (name, route) in enumerate(sorted(ROUTES.items())):
        if name not in TABLE or not is_closed(name):
            continue
        if "<slug:conference>" in route:
            never = address_of(route, SAMPLES | {"conference": "never"}, keys)
        elif of_a_row(route):
            never = address_of(route, SAMPLES, {})
        else:
            continue
        there, is_row = address_of(route, SAMPLES, keys), "<slug:conference>" not in route
        for person, client in asking(strangers, number):
            found, expected = answer(client, there), answer(client, never)
            if (
                expected[0] == 404 and not is_row
            ):  # within a dialogue that is public, a page that is not there has its menu
                never = never_in(there)
                expected = answer(client, never)
            found, expected = told_alike(found, there), told_alike(expected, never)
            if found[:2] != expected[:2] or (found != expected and not is_row):  # the page of a row links to itself
                yield f"{there} ({name}): {person} is answered {found[:2]}, not {expected[:2]}"


def never_in(address):
    """A page of the same dialogue that never existed."""
    before, there, __ = address.partition(f"/{THERE}/")
    return f"{before}{there}{NEVER}/"


def told_alike(found, address):
    """An answer without the names by which it was asked for."""
    status, location, text = found
    text = text.replace(address.removeprefix("/en"), "/…/")
    return status, location, TOKEN.sub("", re.sub(f"/({THERE}|never|{NEVER})/", "/…/", text))


def wrong_acts(world, strangers):
    """Acts on the other conference that a stranger is not refused, or that write something."""
    before = contents()
    for number, (name, act) in enumerate(sorted((ACTS | ADMIN_ACTS).items())):
        is_of_admin = name in ADMIN_ACTS and name not in ("admin:password_change", "admin:logout")
        if NOBODY in act.to or not (is_of_admin or "<slug:conference>" in ROUTES[name]):
            continue
        for person, client in asking(strangers, number):
            cache.clear()
            with pressed() as tables:
                response = client.post(place(world, name, act), act.form(world))
                wrote = tables and changed(tables, before)
            if wrote or not (is_of_admin or is_refused(response)):
                yield f"{name}: {person} is answered {response.status_code}{', and writes' * bool(wrote)}"


def mark(world):
    """Write a word into all texts of the conferences on which the strangers have no role, after their releases."""
    others = Conference.objects.exclude(pk=world.other.pk)
    for model in set(owned_models()) & set(translator.get_registered_models(abstract=False)):
        rows = within(model._base_manager.all(), others)
        for column in (each for name in translator.get_options_for_model(model).all_fields for each in columns(name)):
            rows.exclude(**{column: ""}).update(**{column: Concat(Value(f"{MARKER} "), F(column))})
    within(apps.get_model("programme.letter").objects.all(), others).update(subject=MARKER)
    within(apps.get_model("floor.intervention").objects.all(), others).update(speaker_name=MARKER)
    told = {"subject": Conference.objects.get(pk=world.dialogue.pk), "by": world.root, "at": world.now}
    AuditEntry.objects.record(act=AuditEntry.Act.CHANGE, conference=world.dialogue, **told)


def lists(world):
    """{address: its name}: pages of several conferences, of one's own, and those of the other that are public."""
    yield from autocompletes(world)
    for name, route in ROUTES.items():
        if name.startswith("admin:") and name.endswith("_changelist"):
            yield f"/{route}", name
        elif name.startswith("admin:") and name.endswith("_add"):
            yield f"/{route}?conference={world.dialogue.pk}", name
        elif "<slug:conference>" in route and name in TABLE and not SET_PAGES.search(name):
            slug = OWN if is_closed(name) else THERE
            yield address_of(route, SAMPLES | {"conference": slug}, {}) + QUESTIONS.get(name, ""), name
        elif "<" not in route and "(?P" not in route:
            yield f"/{route}", name


def autocompletes(world):
    for app, model, field in (("programme", "role", "speaker"), ("speakers", "speaker", "delegation")):
        for more in ("", f"&of_conference={world.dialogue.pk}"):
            asked = f"?term={MARKER}&app_label={app}&model_name={model}&field_name={field}{more}"
            yield reverse("admin:autocomplete") + asked, "admin:autocomplete"


def shows_the_marker(client, address):
    return MARKER in REPEATED.sub("", answer(client, address)[2])


def wrong_lists(world, strangers):
    """Lists and searches that name something of the other conference to a stranger."""
    mark(world)
    pages = list(lists(world))
    for address, name in pages:
        if shows_the_marker(strangers[ALL_ROLES], address) and not shows_the_marker(Client(), address):
            yield f"{address} ({name})"  # beside what is public, as who speaks now
    shown = {f"admin:{model}_changelist" for model in MODELS if model not in OF_THE_INSTALLATION}
    shown |= {"admin:autocomplete", "translation:desks", "operations:home"}
    for address, name in pages:  # each such list does name it to who works on all conferences
        if name in shown and shows_the_marker(world.visitors[ROOT], address):
            shown.remove(name)
    yield from (f"{name} does not have the word at all" for name in shown)


def test_nobody_reads_or_changes_anything_of_another_conference(settings, tmp_path):
    """It takes over 5 s because some 200 closed addresses, 200 acts and 200 lists are asked for; in one world."""
    settings.MEDIA_ROOT = tmp_path
    world = World()
    strangers = make_strangers(world.other)
    keys = {row._meta.label_lower.replace(".", "/"): row.pk for row in (*world.rows.values(), world.dialogue)}

    wrong = [*wrong_addresses(strangers, keys), *wrong_acts(world, strangers), *wrong_lists(world, strangers)]

    assert not wrong, "\n".join(wrong)
    page = answer(strangers[ALL_ROLES], reverse("admin:conference_conference_changelist"))[2]
    assert f"/{world.other.pk}/change/" in page  # their own
    assert answer(strangers["secretariat"], reverse("programme:timetable", args=[OWN]))[0] == 200
