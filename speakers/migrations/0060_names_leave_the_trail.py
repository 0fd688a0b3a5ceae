"""Take out of the audit trail who a protected speaker is, and of every speaker what only the secretariat sees."""

from django.db import migrations
from django.utils import timezone

from conference.audit_redaction import WITHHELD, redacted, strings_in, telling, withhold
from conference.database_triggers import suspended

LANGUAGES = ('ar', 'zh_hans', 'en', 'fr', 'ru', 'es')
NAMES = [f'{field}_{language}' for field in ('name', 'sort_name') for language in LANGUAGES]
CORRESPONDENCE = {'email', 'correspondence_language', 'time_zone', 'former_slug'}
TOLD = {
    'conference', 'status', 'protected', 'consents_to_photograph', 'consents_to_recording', 'consents_to_indexing',
    *(f'displayed_name_{language}' for language in LANGUAGES),
}


def redact(apps, schema_editor):
    AuditEntry, Speaker = apps.get_model('conference', 'AuditEntry'), apps.get_model('speakers', 'Speaker')
    own = {}
    for entry in AuditEntry.objects.filter(subject_type='speakers.speaker').order_by('pk'):
        own.setdefault(entry.subject_id, []).append(entry)
    protected = {str(row.pk): row for row in Speaker.objects.filter(protected=True)}
    there = {str(key) for key in Speaker.objects.values_list('pk', flat=True)}
    hidden = protected.keys() | {key for key in own.keys() - there if any(map(_protects, own[key]))}
    columns = {field.name for field in Speaker._meta.concrete_fields}
    changed = {}
    names = {_conference_of(key, own, protected): set() for key in hidden}
    for key in hidden:
        names[_conference_of(key, own, protected)] |= _names(protected.get(key), own.get(key, ()))
    for key, entries in own.items():
        for entry in entries:
            shown = '' if key in hidden else entry.subject_name
            _keep(changed, entry, shown, withhold(entry.detail, columns - TOLD if key in hidden else CORRESPONDENCE))
    for conference, known in names.items():
        pattern = telling(known)
        rows = AuditEntry.objects.filter(conference__in=[conference]) | AuditEntry.objects.filter(conference=None)
        for entry in rows.exclude(subject_type='speakers.speaker').iterator(chunk_size=1000):
            entry = changed.get(entry.pk, entry)
            _keep(changed, entry, *redacted(entry.subject_name, entry.detail, pattern))
    _write(AuditEntry, changed, schema_editor.connection)


def _protects(entry):
    return True in (entry.detail.get('protected') or ())


def _conference_of(key, own, protected):
    if key in protected:
        return protected[key].conference_id
    return next((entry.conference_id for entry in own[key] if entry.conference_id), None)


def _names(row, entries):
    values = [getattr(row, name) for name in (*NAMES, 'former_slug')] if row else []
    values += [entry.detail.get(name) for entry in entries for name in (*NAMES, 'slug', 'former_slug')]
    shown = {getattr(row, f'displayed_name_{language}') for language in LANGUAGES} | {row.slug} if row else set()
    return {text for value in values for text in strings_in(value)} - shown - {WITHHELD}


def _keep(changed, entry, name, detail):
    if (name, detail) != (entry.subject_name, entry.detail):
        entry.subject_name, entry.detail = name, detail
        changed[entry.pk] = entry


def _write(AuditEntry, changed, connection):
    if not changed:
        return
    now = timezone.now()
    for entry in changed.values():
        entry.redacted_at = now
    with suspended(connection, 'conference_auditentry'):
        fields = ['subject_name', 'detail', 'redacted_at']
        AuditEntry.objects.bulk_update(changed.values(), fields, batch_size=200)
    AuditEntry.objects.create(
        at=now,
        act='withhold',
        subject_type='conference.auditentry',
        subject_id='',
        subject_name='speakers',
        detail={'entries': len(changed)},
    )


class Migration(migrations.Migration):

    dependencies = [
        ('conference', '0051_addresses_leave_the_trail'),
        ('speakers', '0050_precedence'),
    ]

    operations = [
        migrations.RunPython(redact, migrations.RunPython.noop),
    ]
