"""Confirm the roles that are proposed for an account, where nobody else can: with one administrator alone."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from conference.accounts.proposals import confirm
from conference.models import RoleProposal


class Command(BaseCommand):
    help = "Confirms the roles that are proposed for an account, in place of a second person."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name by which the person signs in")

    def handle(self, *args, name, **options):
        proposals = list(RoleProposal.objects.filter(user__username=name, decided_at=None))
        if not proposals:
            raise CommandError(f"No role is proposed for {name}.")
        for proposal in proposals:
            confirm(proposal, by=None, at=timezone.now())
            self.stdout.write(f"{name} has the role {proposal.role}, which {proposal.proposed_by} proposed.")
