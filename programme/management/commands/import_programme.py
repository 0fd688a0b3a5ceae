from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from conference.files.safe_open import FileRefused
from conference.models import Conference
from conference.models.import_file import ImportRefused
from programme.imports.apply import apply_schedule
from programme.imports.parse import parse_schedule
from programme.imports.plan import ConflictPolicy, ScheduleChoices, ScheduleItemKind
from programme.imports.preview import preview_schedule
from speakers.models import Speaker

# Kinds that are listed part by part, because somebody should check them.
TO_LOOK_AT = (ScheduleItemKind.REFUSED, ScheduleItemKind.OUTSIDE, ScheduleItemKind.CONFLICT, ScheduleItemKind.GONE)
MOST_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Show what a schedule.json or schedule.xml of another system would do to the programme of a conference; with"
        " --confirm, import it. The exit code is 1 if a part of the file cannot be imported."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="schedule.json or schedule.xml")
        parser.add_argument("--conference", required=True, help="its short name, such as human-trafficking-2012")
        parser.add_argument("--confirm", action="store_true", help="write; without it, nothing is")
        parser.add_argument(
            "--conflicts", default="leave", choices=ConflictPolicy.values, help="what was changed here since"
        )
        parser.add_argument(
            "--widen", action="store_true", help="let the conference last as long as the file has sessions"
        )
        parser.add_argument("--remove", action="store_true", help="remove sessions that are no longer in the file")
        parser.add_argument("--confirmed", action="store_true", help="new speakers come as confirmed, not as invited")

    def handle(self, *, file, conference, confirm, conflicts, widen, remove, confirmed, **options):
        row = Conference.objects.filter(slug=conference).first()
        if row is None:
            raise CommandError(f"There is no conference {conference}.")
        status = Speaker.Status.CONFIRMED if confirmed else Speaker.Status.INVITED
        choices = ScheduleChoices(conflicts=conflicts, widen=widen, remove=remove, status=status)
        try:
            with override("en"):
                schedule = _read(file)
                found = preview_schedule(schedule, row)
                self._show(found, row)
                if confirm and found.to_apply(choices):
                    written = apply_schedule(schedule, row, choices=choices, at=timezone.now())
                    self.stdout.write(f"{written} parts of the file were imported.")
                elif confirm:
                    self.stdout.write("Nothing was written: there is nothing to import.")
                else:
                    self.stdout.write("Nothing was written; --confirm imports it.")
        except (FileRefused, ImportRefused) as refusal:
            raise CommandError(str(refusal)) from None
        if refused := found.counts[ScheduleItemKind.REFUSED]:
            raise CommandError(f"{refused} of the file’s parts cannot be imported; they are named above.")

    def _show(self, found, conference):
        counts = ", ".join(f"{number} {kind}" for kind, number in found.counts.items())
        self.stdout.write(f"{conference.slug}: {counts}.")
        for words in found.warnings:
            self.stdout.write(f"  {words}")
        for kind in TO_LOOK_AT:
            self._list(str(kind), found.of(kind))
        self._list("look at", [each for each in found.warned if each.kind not in TO_LOOK_AT])

    def _list(self, heading, items):
        for each in items[:MOST_SHOWN]:
            words = " ".join([each.why, *each.warnings])
            self.stdout.write(f"  {heading}: {each.part} “{each.name}” {each.when} {words}".rstrip())
            for one in each.differences:
                self.stdout.write(f"    {one.label}: “{one.ours}”, in the file “{one.theirs}”")
        if len(items) > MOST_SHOWN:
            self.stdout.write(f"  {heading}: and {len(items) - MOST_SHOWN} more")


def _read(path):
    try:
        with open(path, "rb") as file:
            return parse_schedule(file)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
