"""`make run` in a clean clone, as a newcomer types it: `python3 smoke.py FOLDER`. Stops at the first thing amiss."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

CLONE = Path(sys.argv[1])
LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")
TEXTS = CLONE / "programme" / "data" / "human-trafficking-2012"
FIRST_START = 600
LATER_START = 180  # seconds; alone on a machine it takes five, but here the tests keep every core busy
PATIENCE = 60  # seconds


def main():
    port = free_port()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = listener.getsockname()[1]
        refused(taken, f"Port {taken} is taken")
    assert not (CLONE / ".venv").exists(), "A taken port was noticed only after the installation."

    with running(port, FIRST_START):
        look_at_the_programme(port)
        sign_ins = (CLONE / "var" / "sign-ins.txt").read_text()
        assert (CLONE / "var" / "sign-ins.txt").stat().st_mode & 0o777 == 0o600, "Others can read the sign-ins."

    edit("Conference.objects.filter(slug='human-trafficking-2012').update(venue_en='Edited by hand')")

    with running(port, LATER_START):
        look_at_the_programme(port)
        refused(free_port(), "Another Rostrum is at work")
    assert (CLONE / "var" / "sign-ins.txt").read_text() == sign_ins, "The second run changed the sign-ins."
    kept = edit("print(Conference.objects.get(slug='human-trafficking-2012').venue_en)")
    assert kept.strip() == "Edited by hand", f"The second run lost what was edited: {kept}"


@contextmanager
def running(port, limit):
    """`make run`, from the first answer until Ctrl-C."""
    began = time.monotonic()
    log = CLONE / "make-run.log"
    with log.open("w") as out:
        process = make_run(port, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        while not answers(port):
            assert process.poll() is None, f"make run ended:\n{log.read_text()}"
            assert time.monotonic() - began < limit, f"No answer within {limit} s:\n{log.read_text()}"
            time.sleep(0.1)
        print(f"make run answered after {time.monotonic() - began:.1f} s", flush=True)
        yield
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(PATIENCE)
        log.unlink()


def make_run(port, **options):
    return subprocess.Popen(["make", "run"], cwd=CLONE, env={**os.environ, "PORT": str(port)}, **options)


def refused(port, sentence):
    process = make_run(port, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode != 0, f"make run started on port {port}:\n{said}"
    assert sentence in said, f"Expected “{sentence}”, but make run said:\n{said}"
    print(said.splitlines()[0], flush=True)


def look_at_the_programme(port):
    for language in LANGUAGES:
        title = json.loads((TEXTS / f"texts.{language}.json").read_text(encoding="utf-8"))["conference.title"]
        page = urllib.request.urlopen(f"http://localhost:{port}/{language}/human-trafficking-2012/", timeout=PATIENCE)
        assert title in page.read().decode(), f"The page in {language} does not say “{title}”."
        print(f"{language}: {title}", flush=True)


def edit(statement):
    shell = [CLONE / ".venv" / "bin" / "python", "manage.py", "shell", "--no-imports", "-c"]
    program = f"from conference.models import Conference; {statement}"
    return subprocess.run([*shell, program], cwd=CLONE, check=True, stdout=subprocess.PIPE, text=True).stdout


def answers(port):
    try:
        urllib.request.urlopen(f"http://localhost:{port}/en/", timeout=PATIENCE).close()
    except OSError:
        return False
    return True


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


if __name__ == "__main__":
    try:
        main()
    except AssertionError as error:
        sys.exit(str(error))
