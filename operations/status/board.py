"""All that the status page shows, warnings first."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.languages.lists import listed
from operations.models import ServingProcess
from operations.status.floors import shown_floors
from operations.status.installation import Installation, installation
from operations.status.processes import ShownProcess, ShownScreen, shown_processes, shown_screens, streams_by_floor


def board(at: datetime) -> dict[str, Any]:
    """Returns the context of the page at a moment."""
    rows = list(ServingProcess.objects.lately(at))
    processes, screens = shown_processes(rows, at), shown_screens(rows, at)
    shared = installation(at)
    return {
        "at": at,
        "processes": processes,
        "screens": screens,
        "floors": shown_floors(streams_by_floor(rows, at), at),
        "installation": shared,
        "warnings": [*_of_screens(screens), *_of_processes(processes), *_of_installation(shared)],
    }


def _of_screens(screens: list[ShownScreen]) -> Iterator[str]:
    for screen in screens:
        name = screen.name or screen.key
        if screen.state == "silent":
            yield _("The room screen {name} gives no sign of life; the last was {ago}.").format(
                name=name, ago=screen.seen
            )
        elif screen.state == "lost":
            yield _("The room screen {name} has lost its connection.").format(name=name)
        if screen.is_off and screen.state != "silent":
            words = _("The clock of the room screen {name} is wrong by {seconds} seconds.")
            yield words.format(name=name, seconds=screen.seconds)


def _of_processes(processes: list[ShownProcess]) -> Iterator[str]:
    for process in processes:
        if process.state == "silent":
            words = _("The process {name} gives no sign of life; the last was {ago}.")
            yield words.format(name=process.row, ago=process.seen)
    versions = sorted({process.row.version for process in processes if process.state == "ok"})
    if len(versions) > 1:
        yield _("Processes of different versions serve: {versions}.").format(versions=listed(versions))


def _of_installation(shared: Installation) -> Iterator[str]:
    if not shared.backup:
        yield _("No backup has been made.")
    elif shared.is_backup_late:
        yield _("The latest backup was made {ago}.").format(ago=shared.backup)
    if shared.redis is False:
        yield _("The Redis server does not answer; steps on the floor reach other processes through the database.")
    if shared.is_disk_full:
        yield _("The disk of the data folder is nearly full.")
    if shared.goes_nowhere:
        yield _("Mail goes nowhere: no mail server is named.")
    if number := shared.failed_letters:
        words = ngettext("{number} letter could not be sent.", "{number} letters could not be sent.", number)
        yield words.format(number=number)
    if number := shared.jobs.get("failed", 0):
        words = ngettext("{number} job of the background failed.", "{number} jobs of the background failed.", number)
        yield words.format(number=number)
