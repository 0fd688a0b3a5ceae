"""Take e-mail addresses out of the audit trail, and names of rows out of Django's own log, which is never shown whole."""

import json

from django.db import migrations
from django.utils import timezone

from conference.audit_redaction import withhold, without_addresses
from conference.database_triggers import suspended

ADDRESSES = ('email', 'contact_email')


def redact(apps, schema_editor):
    AuditEntry = apps.get_model('conference', 'AuditEntry')
    now, redacted = timezone.now(), []
    for entry in AuditEntry.objects.order_by('pk').iterator(chunk_size=1000):
        name, detail = without_addresses(entry.subject_name), without_addresses(withhold(entry.detail, ADDRESSES))
        if (name, detail) != (entry.subject_name, entry.detail):
            entry.subject_name, entry.detail, entry.redacted_at = name, detail, now
            redacted.append(entry)
    if redacted:
        with suspended(schema_editor.connection, 'conference_auditentry'):
            AuditEntry.objects.bulk_update(redacted, ['subject_name', 'detail', 'redacted_at'], batch_size=200)
        AuditEntry.objects.create(
            at=now,
            act='withhold',
            subject_type='conference.auditentry',
            subject_id='',
            subject_name='e-mail addresses',
            detail={'entries': len(redacted)},
        )


def forget_names(apps, schema_editor):
    LogEntry = apps.get_model('admin', 'LogEntry')
    for entry in LogEntry.objects.iterator(chunk_size=1000):
        entry.object_repr, entry.change_message = entry.object_id or '', _nameless(entry.change_message)
        entry.save(update_fields=['object_repr', 'change_message'])


def _nameless(message):
    try:
        parts = json.loads(message)
    except ValueError:
        return ''
    if not isinstance(parts, list):
        return ''
    for part in parts:
        for change in part.values():
            if 'object' in change:
                change['object'] = '…'
    return json.dumps(parts)


class Migration(migrations.Migration):

    dependencies = [
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('conference', '0050_audit_redaction'),
    ]

    operations = [
        migrations.RunPython(redact, migrations.RunPython.noop),
        migrations.RunPython(forget_names, migrations.RunPython.noop),
    ]
