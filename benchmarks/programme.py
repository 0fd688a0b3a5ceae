"""The public programme in its six languages against a bare Django view of the same bytes, in one run.

    python benchmarks/programme.py [--sizes 20 1000] [--rounds 3] [--seconds 1]

Sample conferences (`manage.py make_conference`) in a temporary installation are served by `manage.py serve`. Beside
ours, under the same server: "bare", a view without any middleware in a process of its own, and "same stack", that view
behind our middlewares. Rounds are interleaved; shown are medians, and medians of the ratios within a round, because
machines are noisy. "cold" is the first request for a page after a release, which Django renders. Bytes are those of the
body on the wire. Columns p50 and p99 are milliseconds under full load, with all connections busy.
"""

import argparse
import re
from statistics import median

from installation import temporary_installation
from load import CLIENT, CONNECTIONS, load

LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")
PAGES = {"programme": "", "session": "sessions/panel-1/", "speakers": "speakers/"}
CODINGS = ("gzip", "identity")
BROWSER = "gzip, br"
# What a page refers to; not the icon that a phone loads when the page is put on its screen.
STATIC = re.compile(rb'<(?!link rel="apple-touch-icon")[^>]*(?:href|src)="(/static/[^"]+)"')


class Row:
    """A page of a size, in a language and a coding; `runs` are its loads by round: {who: [Load]}."""

    def __init__(self, size, page, language, coding):
        self.size, self.page, self.language, self.coding = size, page, language, coding
        self.path = f"/{language}/measured-{size}/{PAGES[page]}"
        self.bare_path = f"/bare/{size}-{page}-{language}.{coding}"
        self.runs = {"ours": [], "bare": [], "same stack": []}
        self.bytes = 0

    def keep_bytes(self, ours, bare, folder):
        """Give the bare view the bytes of ours, and see that it returns them."""
        body = ours.get(self.path, self.coding).body
        (folder / self.bare_path.rpartition("/")[2]).write_bytes(body)
        for server, path in ((ours, self.path), (bare, self.bare_path), (ours, self.bare_path)):
            assert server.get(path, self.coding).body == body, path
        self.bytes = len(body)

    def ratio(self, other):
        return median(one.rate / two.rate for one, two in zip(self.runs["ours"], self.runs[other], strict=True))

    def middle(self, who, field):
        return median(getattr(run, field) for run in self.runs[who])

    def __str__(self):
        words = f"{self.size:>8,}  {self.page:9}  {self.language:8}  {self.coding:8} {self.bytes / 1024:8.1f}"
        for who in ("ours", "bare"):
            half, most = 1000 * self.middle(who, "half"), 1000 * self.middle(who, "most")
            words += f" | {self.middle(who, 'rate'):8,.0f} {half:7.1f} {most:7.1f}"
        return words + (
            f" | {self.middle('same stack', 'rate'):8,.0f} | {self.ratio('bare'):6.1f} {self.ratio('same stack'):6.1f}"
        )


HEADING = (
    "sessions  page       language  coding         KB |   ours/s     p50     p99 |   bare/s     p50     p99 "
    "|  stack/s |  :bare :stack"
)


def measure_rates(rows, ours, bare, rounds, seconds):
    for number in range(rounds):
        for row in rows if number % 2 == 0 else reversed(rows):
            asked = [("ours", ours, row.path), ("bare", bare, row.bare_path), ("same stack", ours, row.bare_path)]
            for who, server, path in asked if number % 2 == 0 else reversed(asked):
                row.runs[who].append(load(server.url(path), coding=row.coding, seconds=seconds))
    print(f"\nRates, {rounds} rounds of {seconds} s, {CONNECTIONS} connections, loaded by {CLIENT}\n\n{HEADING}")
    for row in rows:
        print(row)
    lowest = min(rows, key=lambda row: row.ratio("bare"))
    enough = sum(row.ratio("bare") >= 1 for row in rows)
    print(f"\nAt least the bare view's rate in {enough} of {len(rows)} rows; the lowest ratio is", end=" ")
    print(f"{lowest.ratio('bare'):.2f} ({lowest.size:,} sessions, {lowest.page}, {lowest.language}, {lowest.coding}).")


def measure_cold(installation, sizes, ours, rounds):
    took, first = {}, {size: [] for size in sizes}
    for number in range(rounds):
        installation.release()
        for size in sizes:
            turned = LANGUAGES[number % 6 :] + LANGUAGES[: number % 6]
            for place, (page, language) in enumerate((page, language) for page in PAGES for language in turned):
                seconds = ours.get(f"/{language}/measured-{size}/{PAGES[page]}", "gzip").seconds
                (first[size] if place == 0 else took.setdefault((size, page, language), [])).append(seconds)
    print(f"\nCold: ms of the first request for a page after a release, {rounds} releases\n")
    print("sessions  page      ", *(f"{language:>8}" for language in LANGUAGES))
    for size in sizes:
        for page in PAGES:
            cells = (took.get((size, page, language)) for language in LANGUAGES)
            print(
                f"{size:>8,}  {page:10}", *(f"{1000 * median(cell):8,.0f}" if cell else f"{'–':>8}" for cell in cells)
            )
        print(f"{size:>8,}  the very first, which reads the release: {1000 * median(first[size]):,.0f}")


def measure_staff(sizes, ours, cookie, rounds):
    print("\nFor staff who are signed in nothing is kept, and what awaits release is counted: English programme\n")
    for size in sizes:
        seconds = median(ours.get(f"/en/measured-{size}/", "gzip", cookie).seconds for __ in range(rounds + 2))
        print(f"{size:>8,} sessions: {1000 * seconds:,.0f} ms, {1 / seconds:,.1f} requests a second, one at a time")


def weigh(slugs, ours):
    """The first visit of the programme page: itself and what it refers to, compressed as browsers ask for it."""
    print("\nWeight of a first visit, KB of bodies on the wire (Brotli): page + style, script, mark\n")
    for slug in slugs:
        for language in LANGUAGES:
            path = f"/{language}/{slug}/"
            page = ours.get(path, BROWSER).body
            parts = {ours_path.decode() for ours_path in STATIC.findall(ours.get(path).body)}
            rest = sum(len(ours.get(part, BROWSER).body) for part in parts)
            total = (len(page) + rest) / 1024
            print(f"{slug:22} {language:8} {len(page) / 1024:7.1f} + {rest / 1024:5.1f} = {total:6.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=1)
    asked = parser.parse_args()
    keys = [(size, page, language) for size in asked.sizes for page in PAGES for language in LANGUAGES]
    # Browsers ask for gzip; the plain bytes of the heaviest page show how far it goes without.
    rows = [Row(*key, coding) for coding in CODINGS for key in keys if coding == "gzip" or key[1] == "programme"]
    with temporary_installation() as installation:
        installation.prepare(asked.sizes)
        with installation.serve("benchmarks.settings") as ours, installation.serve("benchmarks.bare_settings") as bare:
            print("Memory of the server at its start:", *ours.megabytes() or "–", "MB (now, at most)")
            measure_cold(installation, asked.sizes, ours, asked.rounds)
            for row in rows:
                row.keep_bytes(ours, bare, installation.bytes)
            measure_rates(rows, ours, bare, asked.rounds, asked.seconds)
            print("\nMemory of the server after the load:", *ours.megabytes() or "–", "MB (now, at most)")
            weigh(["human-trafficking-2012", "rehearsal", *(f"measured-{size}" for size in asked.sizes)], ours)
            measure_staff(asked.sizes, ours, installation.cookie_of_staff(), asked.rounds)


if __name__ == "__main__":
    main()
