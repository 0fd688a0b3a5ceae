from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from conference.languages import CODES
from conference.models import Conference, User
from floor.demo.simulation import Simulation, start_of
from floor.durations import as_clock
from floor.statistics.statistics import PANEL
from programme.models import Session
from speakers.models import Delegation


class Command(BaseCommand):
    help = "Simulate a lively half hour on the floor of a rehearsal, and print the statistics of its record."

    def add_arguments(self, parser):
        parser.add_argument("conference", help="its short name in addresses, such as rehearsal")
        parser.add_argument(
            "--panel", help="the short name of the panel; without it the first that is open, or the first"
        )
        parser.add_argument(
            "--speed",
            type=float,
            default=1,
            help="how much faster than life; 0 waits for nothing (1). The clocks of screens are right at 1 alone",
        )
        parser.add_argument("--seed", type=int, default=1, help="another number plays another half hour (1)")
        parser.add_argument("--minutes", type=int, default=30, help="how long it is in its own time (30)")
        parser.add_argument(
            "--language", choices=CODES, help="in which functions, gists and reasons are typed (that of the conference)"
        )
        parser.add_argument("--really", action="store_true", help="also where the conference is no rehearsal")

    def handle(self, *, conference, panel, speed, seed, minutes, really, language, **options):
        if speed < 0 or speed != speed:
            raise CommandError("Give a speed above 0, such as --speed 60, or 0 to wait for nothing.")
        if not 3 <= minutes <= 180:
            raise CommandError("A play lasts from 3 to 180 minutes.")
        with override("en"):
            session = self._session(self._conference(conference, really), panel)
            simulation = Simulation(
                session,
                officer=_account("floor-officer"),
                note_taker=_account("note-taker"),
                at=start_of(session, now=timezone.now(), minutes=minutes, speed=speed),
                minutes=minutes,
                seed=seed,
                speed=speed,
                language=language,
                say=self._say if options["verbosity"] else lambda words: None,
            )
            simulation.run()
            self._print(session, simulation.statistics())

    def _conference(self, slug, really):
        conference = Conference.objects.filter(slug=slug).first()
        if conference is None:
            raise CommandError(f"There is no conference {slug}.")
        if conference.purpose != Conference.Purpose.REHEARSAL and not really:
            raise CommandError(
                f"{slug} is no rehearsal; what is played goes on its record. If you mean it, add --really."
            )
        if conference.delegations.count() < 8:
            raise CommandError(f"{slug} has fewer than eight delegations: run manage.py load_floor, or add some.")
        return conference

    def _session(self, conference, slug):
        panels = conference.sessions.filter(kind=Session.Kind.PANEL).in_order()
        if slug:
            panels = panels.filter(slug=slug)
        chosen = panels.exclude(floor__requests_opened_at=None).first() or panels.first()
        if chosen is None:
            raise CommandError(
                f"{conference.slug} has no panel {slug}." if slug else f"{conference.slug} has no panel."
            )
        return chosen

    def _say(self, words):
        self.stdout.write(words)
        self.stdout.flush()

    def _print(self, session, statistics):
        kinds = {PANEL: "panellists", **dict(Delegation.Kind.choices)}
        self._say(f"== The record of {session}")
        self._say(f"Interventions: {statistics.interventions}; struck: {statistics.struck}")
        if statistics.time is not None:
            self._say(f"Time spoken: {as_clock(statistics.time)}; on average {as_clock(statistics.average)}")
            self._say(f"Beyond the time allowed: {statistics.over}, by {as_clock(statistics.overtime)} in all")
        for share in statistics.by_kind:
            spoken = "-" if share.time is None else as_clock(share.time)
            self._say(f"  {kinds[share.key]}: {share.interventions} ({spoken})")


def _account(name):
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no account {name}, whose part is played: make one with this name and role.")
    return user
