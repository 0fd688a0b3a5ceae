"""Give delegations that an import made by the name of a State alone that State, and with it code and region."""

from django.db import migrations
from django.utils import timezone

COLUMNS = [f"name_{suffix}" for suffix in ("ar", "zh_hans", "en", "fr", "ru", "es")]


def folded(text):
    return " ".join((text or "").split()).casefold()


def give_states(apps, schema_editor):
    """Set the State where the name tells one that has no other delegation there; a double is left to people.

    Each act has an entry in the audit trail. The names stay as they are.
    """
    database = schema_editor.connection.alias
    states = list(apps.get_model("speakers", "State").objects.using(database).all())
    delegations = apps.get_model("speakers", "Delegation").objects.using(database)
    entries = apps.get_model("conference", "AuditEntry").objects.using(database)
    by_name = {}
    for state in states:
        for column in COLUMNS:
            by_name.setdefault(folded(getattr(state, column)), set()).add(state.pk)
    codes = {state.pk: state.iso3 for state in states}
    taken = set(delegations.exclude(state=None).values_list("conference_id", "state_id"))
    for row in delegations.filter(state=None, kind="states").order_by("pk"):
        names = {folded(getattr(row, column)) for column in COLUMNS} - {""}
        found = set().union(*(by_name.get(name, ()) for name in names))
        if len(found) != 1 or (row.conference_id, *found) in taken:
            continue
        (state,) = found
        taken.add((row.conference_id, state))
        delegations.filter(pk=row.pk).update(state_id=state)
        entries.create(
            at=timezone.now(),
            act="change",
            conference_id=row.conference_id,
            subject_type="speakers.delegation",
            subject_id=str(row.pk),
            subject_name=next(getattr(row, column) for column in COLUMNS if getattr(row, column)),
            detail={"state": [None, codes[state]]},
        )


class Migration(migrations.Migration):
    dependencies = [("speakers", "0041_choices_are_known")]

    operations = [migrations.RunPython(give_states, migrations.RunPython.noop)]
