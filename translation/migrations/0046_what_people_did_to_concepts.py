"""Whether people have changed or deleted what ships: noted in tables of their own, until now it was read in the trail."""

from django.db import migrations, models

import conference.fields


def note(apps, schema_editor):
    AuditEntry = apps.get_model("conference", "AuditEntry")
    Concept, Deleted = (apps.get_model("translation", name) for name in ("Concept", "DeletedConcept"))
    changed = AuditEntry.objects.filter(act="glossary: change", subject_type="translation.concept")
    keys = {int(key) for key in changed.values_list("subject_id", flat=True) if str(key).isdigit()}
    Concept.objects.filter(pk__in=keys).update(is_edited=True)
    deleted = AuditEntry.objects.filter(act="glossary: delete", conference=None).values_list("detail", flat=True)
    keys = {detail["key"] for detail in deleted if "key" in (detail or {})}
    Deleted.objects.bulk_create(Deleted(key=key) for key in sorted(keys))


class Migration(migrations.Migration):
    dependencies = [
        ("conference", "0088_wording_remarks_are_acts"),
        ("translation", "0045_plainer_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="concept",
            name="is_edited",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="changed by hand"
            ),
        ),
        migrations.CreateModel(
            name="DeletedConcept",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", conference.fields.Line(max_length=100, unique=True, verbose_name="number or short name")),
            ],
            options={"verbose_name": "deleted concept", "verbose_name_plural": "deleted concepts"},
        ),
        migrations.RunPython(note, migrations.RunPython.noop, elidable=True),
    ]
