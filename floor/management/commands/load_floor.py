from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from conference.models import Conference
from floor.afternoon import load_afternoon
from programme.dialogue import REHEARSAL
from speakers.models import Delegation, State


class Command(BaseCommand):
    help = (
        "Load what is known of the floor of 3 April 2012, and let the rehearsal have all Member States, observers and "
        "groups as delegations, where they are missing. What was edited stays as it is."
    )

    def handle(self, **options):
        interventions, pledges = load_afternoon(at=timezone.now())
        self.stdout.write(f"The floor of 2012: {interventions} interventions and {pledges} pledges added.")
        rehearsal = Conference.objects.filter(slug=REHEARSAL).first()
        if rehearsal:
            added = Delegation.objects.add_states(rehearsal, State.objects.all())
            self.stdout.write(f"The rehearsal: {len(added)} delegations added.")
            if not rehearsal.groups.exists():
                call_command("load_groups", REHEARSAL, stdout=self.stdout)
