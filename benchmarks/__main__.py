"""What Rostrum costs, in one table: `python -m benchmarks`.

    python -m benchmarks [--only WORD ...] [--on sqlite postgresql] [--sessions 1000]

"before" is what was measured on 29 November 2026, "target" what it is to be; what is measured now is shown for both
databases. A bare Django view, measured in the same run, says how fast this machine is beside that one. Each row in its
quick form; the modules beside this one measure thoroughly.
"""

import argparse
import json
import subprocess
import sys

from benchmarks.rows import all_rows

DATABASES = ("sqlite", "postgresql")
BARE_BEFORE = "0.54 ms"  # a bare view of the programme of 20 sessions on that day


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=[], help="rows that have one of these words in their subject")
    parser.add_argument("--on", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--measure", choices=DATABASES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    rows = [row for row in all_rows() if not asked.only or any(word in row.subject for word in asked.only)]
    if asked.measure:
        measure(rows, asked.measure, asked.sessions)
    else:
        report(rows, {on: _measured_apart(on, sys.argv[1:]) for on in asked.on})


def _measured_apart(on, arguments):
    """What a process of its own measured on a database: {subject: figure}."""
    command = [sys.executable, "-m", "benchmarks", "--measure", on, *arguments]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(line) for line in run.stdout.splitlines())


def measure(rows, on, sessions):
    from benchmarks.world import World

    with World(on, sessions) as world:
        _tell("", f"{world.bare():.2f} ms")
        for row in rows:
            if row.measure:
                print(f"{on}: {row.subject}", file=sys.stderr, flush=True)
                try:
                    _tell(row.subject, row.measure(world))
                except Exception as error:  # one row that fails must not hide the others
                    _tell(row.subject, f"failed: {error}"[:40])


def _tell(subject, figure):
    print(json.dumps([subject, figure]), flush=True)


def report(rows, found):
    for on, figures in found.items():
        bare = figures.get("", "not measured")
        print(f"A bare Django view, for one request under the same server: {bare} ({on}), before {BARE_BEFORE}.")
    wide = max(len(row.subject) for row in rows)
    before, target = (max(len(getattr(row, name)) for row in rows) for name in ("before", "target"))
    print(f"\n{'':{wide}}  {'before':{before}}  {'target':{target}}", *(f"  now, {on:12}" for on in found))
    for row in rows:
        cells = [figures.get(row.subject, f"see {row.see}" if row.see else "–") for figures in found.values()]
        bare = figures.get("", "not measured")
        print(f"A bare Django view, for one request under the same server: {bare} ({on}), before {BARE_BEFORE}.")
        print(
            f"{row.subject:{wide}}  {row.before:{before}}  {row.target:{target}}", *(f"  {cell:17}" for cell in cells)
        )


if __name__ == "__main__":
    main()
