"""Files of translations move to the table of all imports, with their files, their outcome and their former number."""

from django.db import migrations
from django.db.models import Max

COLUMNS = ("conference_id", "name", "by_id", "at", "taken_at", "outcome", "language", "file")


def to_import_files(apps, schema_editor):
    using = schema_editor.connection.alias
    deliveries = apps.get_model("translation", "Delivery").objects.using(using).order_by("pk")
    files = apps.get_model("conference", "ImportFile").objects.using(using)
    last = deliveries.aggregate(last=Max("pk"))["last"]
    if last is None:
        return
    # A key above every former number, so that an old address leads to one file alone.
    key = max(last, files.aggregate(last=Max("pk"))["last"] or 0)
    rows = []
    for key, delivery in enumerate(deliveries, start=key + 1):
        facts = {name: getattr(delivery, name) for name in COLUMNS}
        rows.append(files.model(pk=key, kind="texts", former_number=delivery.pk, options={}, **facts))
    files.bulk_create(rows, batch_size=500)
    _count_on(schema_editor, files.model, key)


def to_deliveries(apps, schema_editor):
    using = schema_editor.connection.alias
    deliveries = apps.get_model("translation", "Delivery").objects.using(using)
    files = apps.get_model("conference", "ImportFile").objects.using(using).filter(kind="texts")
    former = {row.pk: row.former_number for row in files if row.former_number}
    free = max([*former.values(), 0]) + 1
    rows = []
    for row in files.order_by("pk"):
        number = former.get(row.pk) or free
        free += number == free
        rows.append(deliveries.model(pk=number, **{name: getattr(row, name) for name in COLUMNS}))
    deliveries.bulk_create(rows, batch_size=500)
    _count_on(schema_editor, deliveries.model, max((row.pk for row in rows), default=0))
    files.delete()


def _count_on(schema_editor, model, last):
    """Let the database count on from the last key; SQLite does so by itself."""
    if last and schema_editor.connection.vendor == "postgresql":
        table = model._meta.db_table
        schema_editor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})")


class Migration(migrations.Migration):

    dependencies = [
        ("conference", "0057_import_files"),
        ("translation", "0042_digests_leave_the_trail"),
    ]

    operations = [migrations.RunPython(to_import_files, to_deliveries)]
