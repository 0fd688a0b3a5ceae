"""Django's own log of the admin ends: what only it tells goes into the audit trail, and its rows are deleted.

There is no way back: the log named no row, and the trail says more of nearly every act.
"""

from datetime import timedelta

from django.db import migrations

ACTS = {1: 'add', 2: 'change', 3: 'delete'}  # django.contrib.admin.models
NEAR = timedelta(minutes=1)  # the admin wrote into both within a request
NOTHING = ('', '[]')  # what the log says of a form that was saved without a change


def carry_over(apps, schema_editor):
    AuditEntry, LogEntry = apps.get_model('conference', 'AuditEntry'), apps.get_model('admin', 'LogEntry')
    told_nowhere_else = []
    for log in LogEntry.objects.exclude(content_type=None).select_related('content_type').order_by('pk'):
        act, moment = ACTS[log.action_flag], log.action_time
        if act == 'change' and log.change_message in NOTHING:
            continue
        subject = {
            'subject_type': f'{log.content_type.app_label}.{log.content_type.model}',
            'subject_id': (log.object_id or '')[:60],
        }
        near = AuditEntry.objects.filter(by=log.user_id, at__range=(moment - NEAR, moment + NEAR), **subject)
        if not near.exists():
            told_nowhere_else.append(AuditEntry(at=moment, by_id=log.user_id, act=act, subject_name='', **subject))
    AuditEntry.objects.bulk_create(told_nowhere_else, batch_size=200)
    LogEntry.objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('conference', '0055_audit_act_is_one_of'),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
