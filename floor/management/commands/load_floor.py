from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from conference.models import Conference, Release
from floor.demo.dialogue_2012 import load_floor_2012
from programme.demo.dialogue_2012 import REHEARSAL, SLUG
from programme.release.content import content_of
from programme.release.history import unreleased_changes
from speakers.models import Delegation, State


class Command(BaseCommand):
    help = (
        "Load what is known of the floor of 3 April 2012, and let the rehearsal have all Member States, observers and "
        "groups as delegations, where they are missing. What was edited stays as it is."
    )

    @transaction.atomic
    def handle(self, **options):
        now = timezone.now()
        settled = [
            row
            for row in Conference.objects.filter(slug__in=(SLUG, REHEARSAL), archived_at=None)
            if unreleased_changes(row) == []
        ]
        self._load(now)
        for conference in settled:
            self._release(conference, now)

    def _load(self, now):
        interventions, pledges = load_floor_2012(at=now)
        self.stdout.write(f"The floor of 2012: {interventions} interventions and {pledges} pledges added.")
        rehearsal = Conference.objects.filter(slug=REHEARSAL, archived_at=None).first()
        if rehearsal:
            added = Delegation.objects.add_states(rehearsal, State.objects.all())
            self.stdout.write(f"The rehearsal: {len(added)} delegations added.")
            if not rehearsal.groups.exists():
                call_command("load_groups", REHEARSAL, stdout=self.stdout)

    def _release(self, conference, now):
        """The delegations go out too, only if nothing else was waiting."""
        if unreleased_changes(conference):
            content = content_of(conference)
            Release.objects.release(conference, Release.Matter.PROGRAMME, content, note="Loaded.", by=None, at=now)
