import json
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).parents[1] / "data" / "groups.json"
FORMS = {"ar": "in_text_ar", "en": "in_text_en", "fr": "of_fr", "ru": "of_ru", "es": "of_es"}


def give_forms(apps, schema_editor):
    """Gives the groups of conferences the forms of those that ship with the product, language by language, by name.

    A group whose name was edited keeps none there: its conference names it after a colon, as before.
    """
    known = json.loads(FILE.read_text(encoding="utf-8"))
    for row in apps.get_model("floor", "Group").objects.all():
        for code, form in FORMS.items():
            name = getattr(row, f"name_{code}")
            found = next((each[form] for each in known if name and each[code] == name), "")
            setattr(row, form, getattr(row, form) or found)
        row.save(update_fields=[*FORMS.values()])


class Migration(migrations.Migration):
    dependencies = [
        ("floor", "0061_name_forms_of_groups"),
    ]

    operations = [
        migrations.RunPython(give_forms, migrations.RunPython.noop, elidable=True),
    ]
