"""Carry over which digests the audit trail tells were sent, so that none is sent twice.

There is nothing to take back: the trail keeps its entries.
"""

from zoneinfo import ZoneInfo

from django.db import migrations


def carry_over(apps, schema_editor):
    AuditEntry, SentDigest = apps.get_model('conference', 'AuditEntry'), apps.get_model('translation', 'SentDigest')
    entries = AuditEntry.objects.filter(act='text: digest', subject_type='conference.user').exclude(conference=None)
    for entry in entries.select_related('conference').order_by('pk'):
        day = entry.at.astimezone(ZoneInfo(entry.conference.time_zone)).date()
        SentDigest.objects.get_or_create(
            conference=entry.conference, person_id=int(entry.subject_id), day=day, defaults={'at': entry.at}
        )


class Migration(migrations.Migration):

    dependencies = [
        ('conference', '0054_former_audit_acts'),
        ('translation', '0041_sent_digests'),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
