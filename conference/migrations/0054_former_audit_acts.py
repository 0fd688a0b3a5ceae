"""Map the acts of entries that the software no longer knows, so that the next migration can close the list.

An act that has another name today gets it; any other becomes “former”, and the entry's detail tells it. That this was
done is an entry of its own. There is no way back, because every former text can still be read.
"""

from django.db import migrations
from django.utils import timezone

from conference.database_triggers import suspended

KNOWN = [
    'add', 'change', 'delete', 'load', 'withhold', 'release', 'withdraw', 'create account', 'set password',
    'change own password', 'apply role', 'former', 'text: write', 'text: set aside', 'text: still right',
    'text: typographical', 'texts: import', 'text: assign', 'text: change assignment',
    'text: close assignment', 'text: ask', 'text: comment', 'text: settle', 'text: digest',
    'warning: dismiss', 'warning: take back', 'glossary: add', 'glossary: change', 'glossary: delete',
    'glossary: import', 'speakers: import', 'delegations: import', 'add States', 'programme: import', 'clone',
    'shift', 'put back times', 'move', 'renumber', 'actual times', 'keep clock times', 'letters: write',
    'letter: rewrite', 'letter: change', 'letter: send', 'letter: failed', 'letter: cancel',
    'letters: overtaken', 'letter template: change', 'letter template: as shipped', 'floor: open',
    'floor: close', 'floor: ask', 'floor: withdraw', 'floor: give', 'floor: pause', 'floor: resume',
    'floor: conclude', 'floor: move', 'floor: shorten', 'floor: extend', 'floor: preside', 'floor: strike',
    'floor: correct', 'floor: undo', 'load the floor', 'add groups', 'intervention: themes', 'gist: write',
    'gist: set aside', 'statement: hand in', 'statement: link', 'statement: post', 'statement: withdraw',
    'pledge: announce', 'pledge: confirm', 'pledge: strike', 'seat: make', 'seat: revoke', 'seat: keep until',
    'seat: remove a device', 'summary: begin', 'summary: start from the record', 'summary: masthead',
    'summary: submit', 'summary: return', 'summary: clear', 'summary: translate', 'summary: reopen',
    'summary: reopen-translations', 'summary: add section', 'summary: move section up',
    'summary: move section down', 'summary: level of section', 'summary: remove section',
    'summary: add paragraph', 'summary: move paragraph', 'summary: move paragraph up',
    'summary: move paragraph down', 'summary: indent paragraph', 'summary: outdent paragraph',
    'summary: remove paragraph', 'summary: put paragraph back', 'summary: split paragraph',
    'summary: merge paragraphs', 'summary: rest on', 'summary: rest no more on', 'summary: comment',
    'summary: settle comment',
]
RENAMED = {'summary text: write': 'text: write', 'summary text: set aside': 'text: set aside'}


def map_former(apps, schema_editor):
    AuditEntry = apps.get_model('conference', 'AuditEntry')
    former = list(AuditEntry.objects.exclude(act__in=KNOWN).order_by('pk'))
    if not former:
        return
    for entry in former:
        if entry.act not in RENAMED:
            entry.detail = {**entry.detail, 'act': entry.act.replace('@', '\uff20')}
        entry.act = RENAMED.get(entry.act, 'former')
    with suspended(schema_editor.connection, 'conference_auditentry'):
        AuditEntry.objects.bulk_update(former, ['act', 'detail'], batch_size=200)
    AuditEntry.objects.create(
        at=timezone.now(),
        act='change',
        subject_type='conference.auditentry',
        subject_id='',
        subject_name='former actions',
        detail={'entries': len(former)},
    )


class Migration(migrations.Migration):

    dependencies = [
        ('conference', '0053_account_notices'),
    ]

    operations = [
        migrations.RunPython(map_former, migrations.RunPython.noop),
    ]
