"""Every act by POST for every role: who may not press is refused, and nothing is written."""

import re
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session as SignedIn
from django.core.cache import cache
from django.db import connection, transaction

from tests.acts import ACTS
from tests.acts_admin import ADMIN_ACTS
from tests.acts_reading import ONLY_READ
from tests.acts_world import PHONE, World
from tests.addresses import NO_ONE, PATTERNS, ROOT, SAMPLES, all_routes, filled, some_of_each_language

TABLE = ACTS | ADMIN_ACTS
REFUSALS = ("/en/sign-in/?next=", "/en/admin/login/")
ADMIN = "/en/admin/"  # where who is not signed in is led from signing out
# That the list has changed, the same as for a row that was never there; and of no conference, that there is no factor.
TOLD = {"floor:move": 422, "factors-reset": 422}
ROWS = {"pk", "text", "concept", "letter", "secret", "number", "edition"}
ROUTES = all_routes()
WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"(?!django_session")(\w+)"', re.I)


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def contents(tables=None):
    """All rows of these tables, or of all but those of who is signed in: {table: rows}."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    names = models.keys() - {SignedIn._meta.db_table} if tables is None else tables
    return {name: list(models[name]._base_manager.order_by("pk").values_list()) for name in names}


def changed(tables, before):
    """Whether the rows of tables that were written differ from those of before."""
    return any(rows != before[name] for name, rows in contents(tables).items())


@contextmanager
def pressed():
    """What is done here is undone at the end; the names of the tables that were written."""
    tables = set()

    def note(execute, sql, params, many, context):
        if found := WRITE.match(sql):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note), transaction.atomic():
        yield tables
        transaction.set_rollback(True)


def place(world, name, act, **otherwise):
    """The address of an act, all that it leaves open filled."""
    at = {key: value(world) if callable(value) else value for key, value in act.at.items()}
    return filled(ROUTES[name], SAMPLES | at | otherwise)


def from_the_beginning(form):
    """A form whose files have not been read yet."""
    for value in form.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return form


def is_refused(response):
    if response.status_code == 302:
        address = response.headers["Location"]
        return address.startswith(REFUSALS) or address == ADMIN
    return response.status_code in (403, 404)


def wrongs_of(world, name, act, before):
    """What an act does that its line does not say, pressed by each person."""
    written = set()
    people = who_presses(world, name, act)
    address, form = place(world, name, act), act.form(world)  # each time all is as before
    for person in sorted(people):
        client = world.visitors[person]
        cache.clear()  # what allauth counts of one address: here everybody has the same
        signed_in = client.cookies.copy()
        with pressed() as tables:
            response = client.post(address, from_the_beginning(form))
            # What was rolled back is not written; for those who may write, one look at the tables is enough.
            if tables and ((written & act.writers and person in act.writers) or changed(tables, before)):
                written.add(person)
        client.cookies = signed_in
        if is_refused(response) != (person not in act.to):
            yield f"{name}: {person} is answered {response.status_code}"
    for person in sorted(written ^ (act.writers & people)):
        yield f"{name}: {person} {'writes' if person in written else 'does not write'}"


def who_presses(world, name, act):
    """Everybody, but of translators and revisers for whom the line says the same some, and others at each act.

    On PostgreSQL one who may: that is decided above the database, and what is written is not.
    """
    everybody = world.visitors.keys()
    if connection.vendor == "sqlite":
        alike = {}
        for person in everybody:
            alike.setdefault((person in act.to, person in act.writers), []).append(person)
        return set().union(*(some_of_each_language(people, name) for people in alike.values()))
    may = [person for person in everybody if person in (act.writers or act.to)]
    return set(may[-1:])


AREAS = {
    "floor": lambda name: name.startswith("floor:"),
    "admin": lambda name: name.startswith("admin:"),
    "others": lambda name: not name.startswith(("floor:", "admin:")),
}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("area", AREAS)
def test_act_is_refused_to_all_but_those_of_its_line_and_then_nothing_is_written(world, area):
    """Some two hundred acts are each pressed by some fifteen people: a minute for all areas."""
    before = contents()
    lines = {name: act for name, act in TABLE.items() if AREAS[area](name)}

    wrong = [line for name, act in lines.items() for line in wrongs_of(world, name, act, before)]

    assert not wrong, "\n".join(wrong)


@pytest.mark.one_database
def test_row_of_another_conference_is_not_there(world):
    """Who may do anything is refused where the row that the address names belongs to another conference."""
    before = contents()
    wrong = []
    for name, act in ACTS.items():
        if not set(act.at) & ROWS:
            continue
        person = ROOT if ROOT in act.to or act.to == NO_ONE else PHONE
        address = place(world, name, act, conference="other")
        with pressed() as tables:
            status = world.visitors[person].post(address, act.form(world)).status_code
            if status != TOLD.get(name, 404) or (tables and changed(tables, before)):
                wrong.append(f"{address} ({name}): {person} is answered {status}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.one_database
def test_each_address_that_takes_what_is_posted_has_a_line(world):
    """Whatever does not refuse POST is in the table, or only reads: then nothing is written."""
    everything = world.visitors[ROOT]
    world.join(everything, world.delegations["free"])
    world.open_answer(everything)
    found, wrote = set(), []
    for name, route in ROUTES.items():
        if name in TABLE:
            continue
        with pressed() as tables:
            status = everything.post(filled(PATTERNS.get(route, route), SAMPLES | world.samples())).status_code
        if status != 405:
            found.add(name)
        if tables:
            wrote.append(name)

    assert found ^ ONLY_READ == set()
    assert wrote == []
    assert set(TABLE) - set(ROUTES) == set()
