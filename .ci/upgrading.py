"""Upgrades by docs/upgrading.md while people are at work: `python .ci/upgrading.py`, as root, in about a minute.

Three processes of the last version behind nginx, on PostgreSQL: three readers ask again and again, three streams of a
floor stay open, and an officer opens and closes its requests. Then the commands of the guide bring the present version,
and at the end the last one back. No request may fail; each stream ends properly and comes back to a later state.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from contextlib import closing, suppress

from guide import CONFERENCE, PASSWORD, RUNNING, UPGRADING, git, make_conference, run_blocks, say
from machine import HOST, ROOT, Machine
from visitors import Site, next_state, wait_for

# What is upgraded from where no version was tagged yet: what is written down as 0.1.0 in lint/released_migrations.txt.
FIRST = "668576ba2ce45aec2bc6adb9317e7e057d383b39"
OLD, NEW = "0.0", "1.0"
ACT = "an act of the officer"
PANEL = """
from programme.models import Session
print("slug", Session.objects.filter(conference__slug="measured", kind="panel").in_order()[0].slug)
"""


def main():
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--venv", default=sys.prefix, help="the environment with the packages")
    venv = arguments.parse_args().venv
    if os.geteuid():
        sys.exit("The guide is for the root account, and so is this.")
    last = last_version()
    if not last:
        print("The history is not here (a shallow clone), so that there is no last version to upgrade from.")
        return
    with tempfile.TemporaryDirectory(prefix="rostrum-machine-", dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        machine = Machine(folder, venv)
        try:
            machine.start_servers()
            upgrade(machine, last)
        except AssertionError:
            print(machine.log()[-6000:])
            raise
        finally:
            machine.stop()


def last_version():
    """The commit of the last tag before this one, or the first version; None if it is not in this clone."""
    tags = git("tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname").split()
    tags = [tag for tag in tags if git("rev-parse", f"{tag}^{{commit}}") != git("rev-parse", "HEAD")]
    commit = tags[0] if tags else FIRST
    for _time in range(2):
        with suppress(subprocess.CalledProcessError):
            return git("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
        subprocess.run(["git", "fetch", "--quiet", "--depth=1", "origin", commit], cwd=ROOT, stderr=subprocess.DEVNULL)
    return None


def upgrade(machine, last):
    run_blocks(machine, RUNNING, "installing", OLD, commit=last, without=["timers", "first", "locked-out"])
    make_conference(machine)
    panel = machine.as_rostrum("shell", "--no-imports", "-c", PANEL).split()[-1]
    site = Site(machine)
    with People(site, panel) as people:
        people.work()
        run_blocks(machine, UPGRADING, "upgrading", NEW, without=["back"])
        people.work()
        wait_for(lambda: people.failures or all("epoch" in stream.state for stream in people.streams))
        assert all(stream.ends for stream in people.streams), "A stream stayed with a process that was restarted."
        say(people.told())
        run_blocks(machine, UPGRADING, "upgrading", OLD, only=["back"])
        people.work()
    say(f"and back: {people.told()}")
    assert not people.failures, people.failures[:10]


class People:
    """Readers, streams and an officer, each in a thread, from the beginning to the end of `with`."""

    def __init__(self, site, panel):
        self.site, self.is_over = site, threading.Event()
        self.answers, self.failures = Counter(), []
        self.streams = [Stream(self, f"/live/{CONFERENCE}/{panel}/public") for _number in range(3)]
        below = f"/en/{CONFERENCE}/sessions/{panel}"
        self.reads = reads = (f"/en/{CONFERENCE}/", f"{below}/live/state.json", "/en/sign-in/")
        work = [(self.read, path) for path in reads] + [(self.act, f"{below}/console/")]
        self.threads = [threading.Thread(target=target, args=[path]) for target, path in work]
        self.threads += [threading.Thread(target=stream.follow) for stream in self.streams]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.is_over.set()
        for thread in self.threads:
            thread.join(60)

    def note(self, path, status, wanted=200):
        self.answers[path] += 1
        if status != wanted:
            self.failures.append((path, status))

    def read(self, path):
        while not self.is_over.is_set():
            try:
                self.note(path, self.site.ask(path).status)
                self.is_over.wait(0.25)  # the machine has other work too
            except OSError as error:
                self.failures.append((path, repr(error)))

    def act(self, console):
        """A floor officer, whose acts go to whichever process nginx chooses."""
        try:
            status, cookies = self.site.sign_in(PASSWORD)
            self.note("sign-in", status, 302)
            cookies, token = self.site.form(console, cookies)
            head = {"Cookie": cookies, "Origin": f"https://{HOST}:{self.site.port}"}
            head["Content_Type"] = "application/x-www-form-urlencoded"
            while not self.is_over.is_set():
                for act in ("open", "close"):
                    body = f"csrfmiddlewaretoken={token}"
                    self.note(ACT, self.site.ask(f"{console}{act}/", body, **head).status, 302)
                    self.is_over.wait(0.3)
        except (OSError, AssertionError) as error:
            self.failures.append((console, repr(error)))

    def work(self):
        """Wait until everybody has had some answers, and each stream a later state."""
        before, again = Counter(self.answers), [*self.reads, ACT]
        versions = [stream.state.get("version", 0) for stream in self.streams]
        wait_for(lambda: self.failures or all(self.answers[each] >= before[each] + 5 for each in again))
        pairs = list(zip(self.streams, versions, strict=True))
        wait_for(lambda: self.failures or all(each.state.get("version", 0) > version for each, version in pairs))
        assert not self.failures, self.failures[:10]

    def told(self):
        ends = [stream.ends for stream in self.streams]
        return f"{self.answers.total()} answers, none failed; the streams ended and came back {ends} times"


class Stream:
    """A screen: it comes back when its stream ends, and keeps the newest state."""

    def __init__(self, people, path):
        self.people, self.path, self.state, self.ends = people, path, {}, 0

    def follow(self):
        while not self.people.is_over.is_set():
            try:
                self.listen()
            except OSError as error:
                self.people.failures.append((self.path, repr(error)))

    def listen(self):
        site = self.people.site
        with closing(site.connect(timeout=40)) as connection:
            connection.request("GET", self.path, headers={"Host": f"{HOST}:{site.port}"})
            answer = connection.getresponse()
            self.people.note(self.path, answer.status)
            while not self.people.is_over.is_set():
                try:
                    self.state = next_state(answer)
                except AssertionError:  # the stream has ended
                    self.ends += 1
                    return


if __name__ == "__main__":
    try:
        main()
    except AssertionError as error:
        sys.exit(str(error))
