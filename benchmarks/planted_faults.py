"""Plants small faults in the six apps, one at a time, and tells which of them the tests notice.

    python benchmarks/planted_faults.py [--number 180] [--seed 2012] [--app floor] [--only PLACE] [--again]

Each fault stands in a copy of the tree of its own, which is thrown away; the tree itself is never touched. Of the tests
of the fault's room those that reach it are run, the likeliest first, up to the first that fails; where they notice
nothing, so are those of the app's other rooms. Locks are tried on PostgreSQL. What was found is kept in `--folder`: a
run that was broken off goes on, and `--again` tries once more what was not noticed.
"""

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

from equivalents import EQUIVALENT
from faults import APPS, LEFT_OUT, faults_of, is_lock, planted
from reach import PLUGIN, instrument
from runs import Runs

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300  # seconds after which a run hangs, which is noticed as well
KINDS_OF_OUTCOME = ("noticed", "elsewhere", "unnoticed", "unreached", "equivalent")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=180)
    parser.add_argument("--seed", type=int, default=2012)
    parser.add_argument("--app", choices=APPS, action="append")
    parser.add_argument("--only", metavar="PLACE", help="only faults whose place (see the table) holds these letters")
    parser.add_argument("--seconds", type=int, default=60, help="that the tests of a fault may take, without it")
    parser.add_argument("--again", action="store_true", help="try once more what was not noticed")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "rostrum-planted-faults")
    asked = parser.parse_args()
    faults = [fault for fault in drawn(asked.seed, asked.number) if fault.app in (asked.app or APPS)]
    if asked.only:
        faults = [fault for fault in faults if asked.only in fault.place]
    bench = Bench(asked.folder, asked.seconds)
    began = perf_counter()
    for number, fault in enumerate(faults, 1):
        outcome = bench.outcome(fault, again=asked.again)
        print(f"{number}/{len(faults)} {outcome['outcome']:10} {fault.line:4} {fault.place}", flush=True)
    print_table(faults, bench.found, perf_counter() - began)


def drawn(seed, number):
    """Faults at random, spread over the apps by their size, over the rooms of each, and over the kinds of faults."""
    chance = random.Random(seed)
    left = {app: {} for app in APPS}
    for path in tracked("*.py"):
        if path.split("/")[0] in APPS and not LEFT_OUT.search(path):
            for fault in faults_of(path, (ROOT / path).read_text()):
                left[fault.app].setdefault(fault.room, {}).setdefault(fault.kind, []).append(fault)
    sizes = {app: sum(map(_size, rooms.values())) for app, rooms in left.items()}
    chosen = []
    for app, rooms in left.items():
        share = max(number // 10, round(number * sizes[app] / sum(sizes.values())))
        names = sorted(rooms)
        chance.shuffle(names)
        for turn in range(share):
            kinds = rooms[names[turn % len(names)]]
            kind = chance.choice(sorted(kind for kind in kinds if kinds[kind]))
            chosen.append(kinds[kind].pop(chance.randrange(len(kinds[kind]))))
    return chosen


def _size(kinds):
    return sum(map(len, kinds.values()))


def tracked(*patterns):
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    files = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    return sorted(file for file in files if file and (ROOT / file).is_file())


class Bench:
    """The folder of copies, and what was found in them."""

    def __init__(self, folder, longest):
        self.folder, self.longest = folder, longest
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "found.json"
        self.found = json.loads(self.file.read_text()) if self.file.exists() else {}
        self.base = folder / "base"
        self.server = None
        shutil.rmtree(self.base, ignore_errors=True)
        for path in tracked():
            if not (ROOT / path).is_symlink():
                (self.base / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / path, self.base / path)
        subprocess.run([sys.executable, "manage.py", "compile_catalogues"], cwd=self.base, check=True, **QUIET)
        subprocess.run([sys.executable, "-m", "compileall", "-q", *APPS, "tests"], cwd=self.base, **QUIET)
        self.sources = [path for path in tracked("*.py") if path.split("/")[0] in APPS and "/migrations/" not in path]
        self.runs = Runs((folder / "runs.log").open("w"))
        self.runs.load(self.base, [*self.sources, *tracked("tests/*.py")])
        self.tests = {}  # test -> [seconds, passed, set of places]
        self.learned = set()  # apps

    def _learn(self, app):
        """What the tests of an app reach."""
        if app in self.learned:
            return
        self.learned.add(app)
        for group, files in self._groups().items():
            if group.split("/")[1] == app:
                self.tests |= self._reach(group, files)
        for cached in (self.folder / "reaching" / "tests").rglob("*-pytest-*.pyc"):
            target = self.base / "tests" / cached.relative_to(self.folder / "reaching" / "tests")
            shutil.copy2(cached, target)

    def _groups(self):
        groups = {}
        for path in tracked("tests/*/*test_*.py", "tests/*/*/test_*.py"):
            if path.split("/")[1] in APPS:
                groups.setdefault(str(Path(path).parent), []).append(path)
        return groups

    def _reach(self, group, files):
        """What the tests of a folder reach, learned in one run of them."""
        state = hashlib.sha256()
        for path in [*self.sources, *files]:
            state.update((ROOT / path).read_bytes())
        file = self.folder / f"reach-{group.replace('/', '-')}-{state.hexdigest()[:12]}.json"
        copy = self.folder / "reaching"
        if not file.exists():
            if not copy.exists() or (copy / "state").read_text() != self._state():
                shutil.rmtree(copy, ignore_errors=True)
                shutil.copytree(self.base, copy)
                instrument(copy, self.sources)
                (copy / "state").write_text(self._state())
            for path in tracked("tests"):
                shutil.copy2(ROOT / path, copy / path)
            print(f"What do the tests of {group} reach?", flush=True)
            self._pytest(copy, ["-p", PLUGIN, *files], {"REACH": str(file)}, 3 * PATIENCE)
        tests = json.loads(file.read_text())
        always = tests.pop("", [0, True, []])[2]
        failed = [test for test, (__, passed, __) in tests.items() if not passed]
        if failed:
            print(f"  {len(failed)} tests fail without a fault and are left out: {', '.join(failed[:3])}")
        return {test: (seconds, {*places, *always}) for test, (seconds, passed, places) in tests.items() if passed}

    def _state(self):
        state = hashlib.sha256()
        for path in self.sources:
            state.update((ROOT / path).read_bytes())
        return state.hexdigest()

    def outcome(self, fault, again):
        if fault.place in EQUIVALENT:
            self.found[fault.place] = {"outcome": "equivalent", "by": EQUIVALENT[fault.place]}
        elif fault.place not in self.found or (again and self.found[fault.place]["outcome"] != "noticed"):
            began = perf_counter()
            outcome, by = self._try(fault)
            self.found[fault.place] = {"outcome": outcome, "by": by, "seconds": round(perf_counter() - began, 1)}
        self.file.write_text(json.dumps(self.found, indent=1, ensure_ascii=False))
        return self.found[fault.place]

    def _try(self, fault):
        sites = {f"{fault.path}:{line}" for line in fault.sites}
        self._learn(fault.app)
        reaching = self._reaching(sites, fault.app)
        own = [test for test in reaching if is_of_room(test, fault)]
        if by := self._notices(fault, own):
            return "noticed", by
        if own and has_tests(fault):
            others, outcome = [test for test in reaching if test not in set(own)], "elsewhere"
        else:  # a room without tests of its own is pressed by those above it
            for app in APPS:
                self._learn(app)
            reaching, outcome = self._reaching(sites), "noticed"
            others = [test for test in reaching if test not in set(own)]
        if by := self._notices(fault, others):
            return outcome, by
        return ("unnoticed" if reaching else "unreached"), ""

    def _reaching(self, sites, app=""):
        return [test for test, (__, places) in self.tests.items() if places & sites and test.startswith(f"tests/{app}")]

    def _likeliest(self, tests, fault):
        """The tests of the module first, of locks those of people at once; the quick ones first; as time allows."""
        own = Path(fault.path).stem
        together = is_lock(fault)

        def place(test):
            file = Path(test.split("::")[0]).stem
            return together != ("together" in file), own not in file, self.tests[test][0]

        chosen, seconds = [], 0
        for test in sorted(tests, key=place):
            seconds += self.tests[test][0]
            if chosen and seconds > self.longest:
                break
            chosen.append(test)
        return chosen

    def _notices(self, fault, tests):
        """The first test that fails with the fault; nothing where none does."""
        tests = self._likeliest(tests, fault)
        if not tests:
            return ""
        copy = self.folder / "faulty"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.base, copy, copy_function=os.link)
        (copy / fault.path).unlink()
        (copy / fault.path).write_text(planted((ROOT / fault.path).read_text(), fault))
        environment, options = {}, []
        if is_lock(fault):
            self.server = self.server or Postgresql(self)
            self.server.renew()
            environment, options = {"DATABASE_URL": self.server.url}, ["-p", "tests.postgresql", "--reuse-db"]
        code, said = self._pytest(copy, ["-x", *options, *tests], environment, PATIENCE)
        shutil.rmtree(copy)
        if code == 0:
            return ""
        if code == 5 or "ERROR: not found" in said:
            raise SystemExit(f"The tests of {fault.place} were not found:\n{said[-2000:]}")
        failed = re.search(r"^(?:FAILED|ERROR) (.*?)(?: - .*)?$", said, re.M)
        return failed[1] if failed else f"pytest ended with {code}"

    def _pytest(self, copy, arguments, environment, patience):
        options = ["-q", "--tb=line", "-rfE", "-m", "not browser", "-o", f"cache_dir={self.folder / 'cache'}"]
        return self.runs.run(copy, [*options, *arguments], environment, patience)


QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Postgresql:
    """A server for all locks, whose database is as the migrations left it before each run."""

    def __init__(self, bench):
        sys.path.insert(0, str(ROOT))
        from tests.postgresql import Server

        self.server = Server()
        self.server.start()
        self.url = self.server.url
        first = ["-p", "tests.postgresql", "--create-db", "--reuse-db", "tests/speakers/test_models.py"]
        bench._pytest(bench.base, first, {"DATABASE_URL": self.url}, PATIENCE)
        self._say("CREATE DATABASE kept TEMPLATE test_rostrum")

    def renew(self):
        self._say("DROP DATABASE IF EXISTS test_rostrum WITH (FORCE)")
        self._say("CREATE DATABASE test_rostrum TEMPLATE kept")

    def _say(self, words):
        import psycopg2

        connection = psycopg2.connect(host=str(self.server.folder), user="postgres", dbname="postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(words)
        connection.close()


def has_tests(fault):
    return bool(fault.room) and (ROOT / "tests" / fault.app / fault.room).is_dir()


def is_of_room(test, fault):
    """Tests of the room, of its app as a whole and of people at once; all of the app where the room has none."""
    folder, app = Path(test.split("::")[0]).parent, Path("tests", fault.app)
    if folder in (app / fault.room, app):
        return True
    return app in folder.parents and ("test_together" in test or not has_tests(fault))


def print_table(faults, found, seconds):
    outcomes = {fault.place: found[fault.place]["outcome"] for fault in faults}
    print(f"\n{'':12} planted  " + "  ".join(f"{kind:>10}" for kind in KINDS_OF_OUTCOME))
    for app in (*APPS, "all"):
        counts = Counter(outcomes[fault.place] for fault in faults if app in (fault.app, "all"))
        row = "  ".join(f"{counts[kind]:10}" for kind in KINDS_OF_OUTCOME)
        if counts.total():
            print(f"{app:12} {counts.total():7}  {row}   {counts['noticed'] / counts.total():.0%}")
    print(f"\nin {seconds:,.0f} s, not noticed in the room:")
    for fault in faults:
        if outcomes[fault.place] != "noticed":
            by = found[fault.place]["by"]
            print(f"  {outcomes[fault.place]:10} line {fault.line} of {fault.place}{f'  [{by}]' if by else ''}")


if __name__ == "__main__":
    main()
