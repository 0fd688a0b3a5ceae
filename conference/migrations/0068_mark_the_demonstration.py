"""Marks what an earlier version loaded for demonstration, by what the audit trail tells of it."""

from django.db import migrations

SLUGS = ("human-trafficking-2012", "rehearsal")


def mark(apps, schema_editor):
    entries = apps.get_model("conference", "AuditEntry").objects.filter(by=None)
    mark_conferences(apps, entries.filter(act="load", subject_type="conference.conference"))
    mark_accounts(apps, entries.filter(act="create account", subject_type="conference.user"))


def mark_conferences(apps, entries):
    marks = apps.get_model("conference", "DemonstrationConference").objects
    loaded = {int(key) for key in entries.values_list("subject_id", flat=True)}
    for conference in apps.get_model("conference", "Conference").objects.filter(slug__in=SLUGS, pk__in=loaded):
        marks.create(conference_id=conference.pk)


def mark_accounts(apps, entries):
    marks = apps.get_model("conference", "DemonstrationAccount").objects
    existing = set(apps.get_model("conference", "User").objects.values_list("pk", flat=True))
    for name, key in entries.order_by("pk").values_list("subject_name", "subject_id"):
        user = int(key) if int(key) in existing else None
        if name:
            marks.update_or_create(name=name, defaults={"user_id": user})


class Migration(migrations.Migration):
    dependencies = [("conference", "0067_demonstration")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=True)]
