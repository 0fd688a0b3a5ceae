"""How long a whole programme takes to arrive: `python -m benchmarks.schedule_import [--sizes 79 1000] [--rounds 3]`.

A schedule of so many sessions, in eight rooms side by side, with texts as long as real ones (1,500 characters) and a
person and a half for each, is read, looked at and taken into an empty conference in a temporary SQLite database; then
looked at again, when nothing is new, and taken with every title changed. Times are on the clock, medians of the rounds.
"""

import argparse
import json
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from statistics import median

from benchmarks.translation_desk import temporary_database

ROOMS = 8
WORDS = "The dialogue heard victims, practitioners and experts on how to prevent trafficking in persons. " * 8
FIRST = datetime(2019, 8, 21, 8, tzinfo=UTC)


def schedule_of_size(sessions, mark=""):
    """The bytes of a `schedule.json` as frab writes it."""
    days = {}
    for number in range(sessions):
        day, within = divmod(number, ROOMS * 10)
        at = FIRST + timedelta(days=day, hours=within // ROOMS)
        room = f"Room {number % ROOMS}"
        days.setdefault(at.date().isoformat(), {}).setdefault(room, []).append(_event(number, at, room, mark))
    conference = {
        "acronym": "measured",
        "title": "Measured",
        "time_zone_name": "UTC",
        "days": [{"date": day, "rooms": rooms} for day, rooms in days.items()],
    }
    return json.dumps({"schedule": {"version": "1", "conference": conference}}).encode()


def _event(number, at, room, mark):
    return {
        "id": number,
        "guid": f"0a99f1db-dfad-4534-888c-{number:012}",
        "date": at.isoformat(),
        "start": f"{at:%H:%M}",
        "duration": "00:45",
        "room": room,
        "title": f"Session {number}{mark}",
        "subtitle": "",
        "type": "lecture",
        "language": "en",
        "abstract": WORDS,
        "description": WORDS + "More.",
        "persons": [
            {"id": (number * 3 + place) // 2, "public_name": f"Person {(number * 3 + place) // 2}"} for place in (0, 1)
        ],
    }


def measured(sessions):
    """The seconds of each step: {step: seconds}."""
    from conference.models import Conference
    from programme.imports.apply import apply_schedule
    from programme.imports.parse import parse_schedule
    from programme.imports.plan import ScheduleChoices
    from programme.imports.preview import preview_schedule

    slug = f"measured-{time.monotonic_ns()}"
    day = FIRST.date()
    conference = Conference.objects.create(slug=slug, starts_on=day, ends_on=day, time_zone="UTC", title_en="Measured")
    first, second, found = schedule_of_size(sessions), schedule_of_size(sessions, " again"), {}

    def clock(step, act):
        began = time.perf_counter()
        result = act()
        found[step] = time.perf_counter() - began
        return result

    arrived = clock("read", lambda: parse_schedule(BytesIO(first)))
    clock("look", lambda: preview_schedule(arrived, conference))
    clock("take", lambda: apply_schedule(arrived, conference, choices=ScheduleChoices(widen=True), at=FIRST))
    same = clock("look again", lambda: preview_schedule(arrived, conference))
    assert {str(each.kind) for each in same.items} == {"unchanged"}
    changed = parse_schedule(BytesIO(second))
    clock("take changes", lambda: apply_schedule(changed, conference, choices=ScheduleChoices(), at=FIRST))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[79, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with temporary_database():
        measured(3)  # what is loaded at the first use
        for size in asked.sizes:
            rounds = [measured(size) for _round in range(asked.rounds)]
            steps = ", ".join(f"{step} {median(each[step] for each in rounds) * 1000:,.0f} ms" for step in rounds[0])
            print(f"{size:,} sessions, {len(schedule_of_size(size)) / 1024 / 1024:.1f} MB: {steps}")


if __name__ == "__main__":
    main()
