"""The interface for other programs beside the programme page, in one run; and how long a copy of the site takes.

    python benchmarks/api.py [--sizes 20 1000] [--rounds 3] [--seconds 1] [--copies 20 200]

Sample conferences in a temporary installation are served by `manage.py serve`. Shown are the medians of the rounds,
which are interleaved. "cold" is the first request after a release, which Django answers; the others come from memory.
Bytes are those of the body on the wire. A copy is timed as a command, from its start to its end.
"""

import argparse
from statistics import median
from time import perf_counter

from installation import temporary_installation
from load import CLIENT, CONNECTIONS, load

ADDRESSES = {
    "programme page": "/en/measured-{size}/",
    "schedule.json": "/en/measured-{size}/schedule.json",
    "conference": "/api/v1/conferences/measured-{size}/",
    "sessions": "/api/v1/conferences/measured-{size}/sessions/",
    "a session": "/api/v1/conferences/measured-{size}/sessions/panel-1/",
    "speakers": "/api/v1/conferences/measured-{size}/speakers/",
    "changes": "/api/v1/conferences/measured-{size}/changes/",
    "openapi": "/api/v1/openapi.json",
}


def measure(installation, server, sizes, rounds, seconds):
    rows = [(size, name, address.format(size=size)) for size in sizes for name, address in ADDRESSES.items()]
    cold, rates = {row: [] for row in rows}, {row: [] for row in rows}
    for number in range(rounds):
        installation.release()
        for row in rows if number % 2 == 0 else reversed(rows):
            cold[row].append(server.get(row[2], "gzip").seconds)
        for row in rows if number % 2 == 0 else reversed(rows):
            rates[row].append(load(server.url(row[2]), coding="gzip", seconds=seconds))
    print(f"{rounds} rounds of {seconds} s, {CONNECTIONS} connections, loaded by {CLIENT}\n")
    print("sessions  address           KB gzip  KB plain   cold ms  from memory/s   p99 ms")
    for row in rows:
        size, name, path = row
        packed, plain = (len(server.get(path, coding).body) / 1024 for coding in ("gzip", "identity"))
        first = 1000 * median(cold[row])
        rate, most = median(run.rate for run in rates[row]), 1000 * median(run.most for run in rates[row])
        print(f"{size:>8,}  {name:14} {packed:10.1f} {plain:9.1f} {first:9.0f} {rate:14,.0f} {most:8.1f}")


def measure_copies(installation, slugs):
    print("\nA copy of the site in six languages\n")
    for slug in slugs:
        began = perf_counter()
        said = installation.manage("export_site", slug, "--output", str(installation.bytes / "copy.zip"))
        print(f"{slug:24} {perf_counter() - began:6.1f} s  {said.strip().rpartition(': ')[2]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20, 1000])
    parser.add_argument("--copies", type=int, nargs="*", default=[200])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=1)
    asked = parser.parse_args()
    with temporary_installation() as installation:
        installation.prepare(sorted({*asked.sizes, *asked.copies}))
        with installation.serve("conference.settings") as server:
            measure(installation, server, asked.sizes, asked.rounds, asked.seconds)
        measure_copies(installation, ["human-trafficking-2012", *(f"measured-{size}" for size in asked.copies)])


if __name__ == "__main__":
    main()
