import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CODES = ["ar", "zh-hans", "en", "fr", "ru", "es"]
LANGUAGES = [("ar", "العربية"), ("zh-hans", "中文"), ("en", "English"), ("fr", "Français"), ("ru", "Русский"), ("es", "Español")]


def forget_former_permissions(apps, schema_editor):
    """Permissions that carry the former name of the model; those of the new name are made after the migration."""
    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    permissions.filter(codename__endswith="_handedin", content_type__app_label="conference").delete()


class Migration(migrations.Migration):

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("conference", "0056_one_trail"),
    ]

    operations = [
        migrations.RenameModel("HandedIn", "ImportFile"),
        migrations.AlterModelOptions(
            name="importfile",
            options={
                "ordering": ["-at", "-pk"],
                "verbose_name": "import file",
                "verbose_name_plural": "import files",
            },
        ),
        migrations.AlterField(
            model_name="importfile",
            name="kind",
            field=models.CharField(
                choices=[
                    ("speakers", "speakers"),
                    ("delegations", "delegations"),
                    ("schedule", "programme"),
                    ("texts", "translations"),
                    ("glossary", "glossary"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="importfile",
            name="file",
            field=models.FileField(upload_to="imports/", verbose_name="file"),
        ),
        migrations.AddField(
            model_name="importfile",
            name="language",
            field=models.CharField(blank=True, choices=LANGUAGES, default="", max_length=10, verbose_name="language"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="importfile",
            name="options",
            field=models.JSONField(default=dict, verbose_name="options"),
        ),
        migrations.AddField(
            model_name="importfile",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="undone at"),
        ),
        migrations.AddField(
            model_name="importfile",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="undone by",
            ),
        ),
        migrations.AddField(
            model_name="importfile",
            name="former_number",
            field=models.PositiveBigIntegerField(
                blank=True, editable=False, null=True, verbose_name="former number"
            ),
        ),
        migrations.AddConstraint(
            model_name="importfile",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=["speakers", "delegations", "schedule", "texts", "glossary"]),
                name="importfile_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importfile",
            constraint=models.CheckConstraint(
                condition=models.Q(kind="texts", language__in=CODES)
                | (~models.Q(kind="texts") & models.Q(language="")),
                name="file_of_translations_has_a_language",
            ),
        ),
        migrations.AddConstraint(
            model_name="importfile",
            constraint=models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False, taken_at__isnull=False),
                name="only_an_import_is_undone_by_a_person",
            ),
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_type", models.CharField(max_length=100, verbose_name="kind of object")),
                ("subject_key", models.CharField(max_length=200, verbose_name="number of the object")),
                ("before", models.JSONField(blank=True, null=True, verbose_name="before")),
                ("after", models.JSONField(blank=True, null=True, verbose_name="after")),
                (
                    "import_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="conference.importfile",
                        verbose_name="import file",
                    ),
                ),
            ],
            options={
                "verbose_name": "imported row",
                "verbose_name_plural": "imported rows",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["import_file", "subject_type", "subject_key"],
                        name="row_is_recorded_once_for_an_import",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(before__isnull=False) | models.Q(after__isnull=False),
                        name="imported_row_was_or_is",
                    ),
                ],
            },
        ),
        migrations.RunPython(forget_former_permissions, migrations.RunPython.noop),
    ]
