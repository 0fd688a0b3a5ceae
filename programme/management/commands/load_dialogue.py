from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from conference.models import Conference, Release
from conference.models.audit import AuditEntry
from programme.demo.dialogue_2012 import REHEARSAL, SLUG, load_dialogue, move_to
from programme.release.content import content_of
from programme.release.history import unreleased_changes


class Command(BaseCommand):
    help = (
        "Load and release the dialogue of 3 April 2012 and its rehearsal, where they are not there yet, "
        "and move a rehearsal that is over to today. What was edited stays as it is."
    )

    @transaction.atomic
    def handle(self, **options):
        now = timezone.now()
        if not Conference.objects.filter(slug=SLUG).exists():
            self._load(load_dialogue(), now)
        rehearsal = Conference.objects.filter(slug=REHEARSAL).first()
        if not rehearsal:
            rehearsal = load_dialogue(slug=REHEARSAL, purpose=Conference.Purpose.REHEARSAL)
            move_to(rehearsal, now.astimezone(rehearsal.zone).date())
            self._load(rehearsal, now)
        else:
            self._keep_up(rehearsal, now)

    def _load(self, conference, now):
        conference.texts.accept(at=now)
        AuditEntry.objects.record(act=AuditEntry.Act.LOAD, subject=conference, by=None, at=now, conference=conference)
        self._release(conference, now, "Loaded.")
        self.stdout.write(f"Loaded and released {conference.slug} ({conference.starts_on}).")

    def _keep_up(self, rehearsal, now):
        """Move a rehearsal that is over to today; its draft goes out with it only if nothing else was waiting."""
        today = now.astimezone(rehearsal.zone).date()
        if rehearsal.archived_at or rehearsal.ends_on >= today:
            return
        settled = unreleased_changes(rehearsal) == []
        was = rehearsal.starts_on
        move_to(rehearsal, today)
        AuditEntry.objects.record(
            act=AuditEntry.Act.MOVE,
            subject=rehearsal,
            by=None,
            at=now,
            conference=rehearsal,
            detail={"starts_on": [was.isoformat(), today.isoformat()]},
        )
        if settled:
            self._release(rehearsal, now, "Moved to today.")
        self.stdout.write(f"Moved the rehearsal to {today}{'' if settled else ' (its draft awaits your release)'}.")

    def _release(self, conference, now, note):
        content = content_of(conference)
        Release.objects.release(conference, Release.Matter.PROGRAMME, content, note=note, by=None, at=now)
