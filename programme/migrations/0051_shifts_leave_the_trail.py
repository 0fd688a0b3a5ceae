"""Carry over the shifts that the audit trail tells, so that the last one can still be undone.

There is nothing to take back: the trail keeps its entries.
"""

from datetime import datetime

from django.db import migrations

TIMES = ('starts_at', 'ends_at')


def carry_over(apps, schema_editor):
    AuditEntry = apps.get_model('conference', 'AuditEntry')
    TimeShift, Session = apps.get_model('programme', 'TimeShift'), apps.get_model('programme', 'Session')
    made = {}
    entries = AuditEntry.objects.filter(act__in=['shift', 'put back times']).exclude(conference=None)
    for entry in entries.order_by('pk'):
        together = entry.conference_id, entry.detail.get('together')
        if entry.act == 'put back times':
            TimeShift.objects.filter(pk=made.get(together)).update(undone_at=entry.at)
            continue
        if together not in made:
            values = {'conference_id': entry.conference_id, 'at': entry.at, 'by_id': entry.by_id}
            made[together] = TimeShift.objects.create(**values).pk
        shift = TimeShift.objects.get(pk=made[together])
        session = Session.objects.filter(pk=entry.subject_id, conference=entry.conference_id).first()
        times = _times(entry.detail, session)
        if times:
            shift.sessions.create(session=session, **times)
        else:  # what is withheld from the trail cannot be put back
            shift.undone_at = entry.at
            shift.save()


def _times(detail, session):
    """The former and new times of a session; those that the shift did not change are as they are now."""
    pairs = {name: detail[name] for name in TIMES if isinstance(detail.get(name), list)}
    if not pairs:
        return None
    pairs = {name: [datetime.fromisoformat(moment) for moment in pair] for name, pair in pairs.items()}
    for name in TIMES:
        if name not in pairs:
            other, = pairs.values()
            pairs[name] = [getattr(session, name)] * 2 if session else other
    (started_at, starts_at), (ended_at, ends_at) = (pairs[name] for name in TIMES)
    return {'started_at': started_at, 'ended_at': ended_at, 'starts_at': starts_at, 'ends_at': ends_at}


class Migration(migrations.Migration):

    dependencies = [
        ('conference', '0054_former_audit_acts'),
        ('programme', '0050_time_shifts'),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
