"""The form of the periods after which personal data of a conference is erased."""

from django import forms
from django.db import transaction

from conference.models import AuditEntry
from operations.models import RetentionPeriod
from operations.models.retention import LONGEST, days_of


class PeriodsForm(forms.Form):
    """For how many days after the conference each kind is kept."""

    def __init__(self, *args, conference, **kwargs):
        self.conference, self.before = conference, days_of(conference)
        super().__init__(*args, **kwargs)
        for kind, days in self.before.items():
            self.fields[kind.value] = forms.IntegerField(label=kind.label, min_value=0, max_value=LONGEST, initial=days)

    @transaction.atomic
    def save(self, *, by, at):
        """Keeps what was changed, with an entry in the audit trail; returns whether anything was."""
        changed = {
            kind.value: [days, self.cleaned_data[kind.value]]
            for kind, days in self.before.items()
            if self.cleaned_data[kind.value] != days
        }
        for kind, (_before, days) in changed.items():
            RetentionPeriod.objects.update_or_create(conference=self.conference, kind=kind, defaults={"days": days})
        if changed:
            AuditEntry.objects.record(
                act=AuditEntry.Act.CHANGE,
                subject=self.conference,
                by=by,
                at=at,
                conference=self.conference,
                detail={f"retention of {kind}": days for kind, days in changed.items()},
            )
        return bool(changed)
