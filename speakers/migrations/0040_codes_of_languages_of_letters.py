"""Put the code of a language in place of its name, which the import of a table wrote into the language of letters."""

from django.db import migrations
from django.utils import timezone

CODES = {
    "العربية": "ar",
    "中文": "zh-hans",
    "English": "en",
    "Français": "fr",
    "Русский": "ru",
    "Español": "es",
}


def put_codes(apps, schema_editor):
    """Write the codes, each with an entry in the audit trail; what is no language becomes empty, as for a new speaker."""
    database = schema_editor.connection.alias
    speakers = apps.get_model("speakers", "Speaker").objects.using(database)
    entries = apps.get_model("conference", "AuditEntry").objects.using(database)
    wrong = speakers.exclude(correspondence_language__in=["", *CODES.values()]).order_by("pk")
    for pk, slug, conference, before in wrong.values_list("pk", "slug", "conference_id", "correspondence_language"):
        after = CODES.get(before, "")
        speakers.filter(pk=pk).update(correspondence_language=after)
        entries.create(
            at=timezone.now(),
            act="change",
            conference_id=conference,
            subject_type="speakers.speaker",
            subject_id=str(pk),
            subject_name=slug,
            detail={"correspondence_language": [before, after]},
        )


class Migration(migrations.Migration):
    dependencies = [
        ("conference", "0005_files_handed_in"),
        ("speakers", "0030_former_short_names"),
    ]

    operations = [migrations.RunPython(put_codes, migrations.RunPython.noop)]
