"""The steps of the Dockerfile, in order and without a container engine; then what they made is asked for pages.

`python3 .ci/container.py`, where `make test` or `make lint` has installed the packages. An absolute path of the
container is the same path below a folder. What needs a machine of its own (useradd) is left out. The packages of the
lock file are those of `.venv`, because they take minutes. Stops at the first thing amiss.
"""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PACKAGES = HERE / ".venv" / "lib"
OURS = ("ROSTRUM_", "DATABASE_URL", "DJANGO_", "PORT", "PYTHON", "FORWARDED_")
GIVEN = {"SOURCE_COMMIT": subprocess.getoutput(f"git -C {HERE} rev-parse HEAD")}  # as the guide has it
PATH_WITHIN = re.compile(r"(?<![\w.:/])/(?=(?:src|opt|data|usr)\b)")


class Stage:
    """A stage of the image: the folder that is its root, and what its instructions have set."""

    def __init__(self, root):
        self.root, self.folder, self.command, self.health = root, root, None, None
        root.mkdir()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.environment = {**kept, "PATH": f"{HERE / '.venv' / 'bin'}:{kept['PATH']}", "HOME": str(root / "home")}

    def within(self, text):
        """A text with the paths of the container below the root."""
        return PATH_WITHIN.sub(f"{self.root}/", text)

    def place(self, path):
        return self.root / path.lstrip("/") if path.startswith("/") else self.folder / path

    def run(self, command, **options):
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, check=True, text=True, stdout=subprocess.PIPE, **options
        ).stdout


class Image:
    """What the instructions of a Dockerfile make, each by the method of its name."""

    def __init__(self, scratch):
        self.scratch, self.stages, self.last = scratch, {}, None

    def do(self, instruction, words):
        print(f"{instruction} {words}", flush=True)
        getattr(self, f"do_{instruction.lower()}")(words)

    def do_from(self, words):
        _image, *named = words.split(" AS ")
        name = named[0] if named else "final"
        self.last = self.stages[name] = Stage(self.scratch / name)

    def do_workdir(self, path):
        self.last.folder = self.last.place(path)
        self.last.folder.mkdir(parents=True, exist_ok=True)

    def do_copy(self, words):
        *options, source, target = words.split()
        target = self.last.place(target)
        if options:
            stage = self.stages[options[0].removeprefix("--from=")]
            copy_moved(stage.place(source), target, stage.root, self.last.root)
        elif source == ".":
            copy_sources(target)
        else:
            shutil.copy(HERE / source, target)

    def do_run(self, words):
        for command in words.split(" && "):
            if command.startswith("useradd"):
                print("  (left out)", flush=True)
                self.last.place(command.split("--home-dir ")[1].split()[0]).mkdir()
            elif "-r requirements.txt" in command:
                print("  (the packages of .venv)", flush=True)
                link_packages(self.last.root / "opt" / "rostrum")
            else:
                command = re.sub("^pip ", "python -m pip --quiet --disable-pip-version-check ", command)
                self.last.run(["sh", "-euc", self.last.within(command)])

    def do_env(self, words):
        for name, value in (word.split("=", 1) for word in shlex.split(words)):
            value = value.replace("$PATH", self.last.environment["PATH"])
            self.last.environment[name] = self.last.within(value)

    def do_arg(self, words):
        name, _, value = words.partition("=")
        self.last.environment[name] = GIVEN.get(name, value)

    def do_healthcheck(self, words):
        self.last.health = json.loads(words.split("CMD ")[1])

    def do_cmd(self, words):
        self.last.command = json.loads(words)

    def do_nothing(self, words):
        """What only an engine can do."""

    do_user = do_volume = do_expose = do_nothing


def instructions(dockerfile):
    lines = [line for line in dockerfile.read_text().splitlines() if line.strip() and not line.startswith("#")]
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        yield line.split(" ", 1)


def copy_sources(target):
    """What .dockerignore lets in, and git knows."""
    names = [line[1:] for line in (HERE / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    tracked = subprocess.run(["git", "ls-files", *names], cwd=HERE, check=True, text=True, stdout=subprocess.PIPE)
    for name in tracked.stdout.splitlines():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(HERE / name, target / name)


def copy_moved(source, target, before, after):
    """Copy an environment; its programs name the folder in which it was made, which in a container stays the same."""
    shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
    for program in (target / "bin").iterdir():
        if program.is_file() and not program.is_symlink():
            program.write_text(program.read_text().replace(str(before), str(after)))


def link_packages(environment):
    (folder,) = environment.glob("lib/python*/site-packages")
    (packages,) = PACKAGES.glob("python*/site-packages")
    (folder / "packages.pth").write_text(f"{packages}\n")


def files_of(folder):
    """The files and when they were written: whatever changes, changes this."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def look_at(stage):
    """Prepare and serve as compose.yaml does, and ask for what a visitor, a supervisor and the first person need."""
    code = stage.root / "opt"
    before = files_of(code)
    stage.run(["rostrum", "prepare"])
    link = stage.run(["rostrum", "first_account", "j.diallo", "--language", "fr"]).split()[-1]
    with serving(stage) as address:
        stage.run([word.replace("127.0.0.1:8000", address) for word in stage.health])
        page = ask(f"http://{address}/fr/")
        assert '<html lang="fr"' in page, f"The front page is not in French:\n{page}"
        assert "Aucun dialogue" in page, f"The catalogues are not in the image:\n{page}"
        ask(f"http://{address}{re.search('/static/shared/rostrum[.][0-9a-f]+[.]css', page)[0]}")
        assert "Choisissez votre mot de passe" in ask(link.replace("localhost:8000", address))
        told = json.loads(ask(f"http://{address}/version"))
        assert GIVEN["SOURCE_COMMIT"].startswith(told["commit"] or "?"), f"This is another commit: {told}"
        print(f"Version {told['version']}, commit {told['commit']}", flush=True)
    changed = before.items() ^ files_of(code).items()
    assert not changed, f"Something was written into the code: {sorted(str(path) for path, _ in changed)[:5]}"
    assert not list(code.rglob("*.po")), "Sources of catalogues are in the image."


@contextmanager
def serving(stage):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    process = subprocess.Popen(stage.command, cwd=stage.folder, env={**stage.environment, "PORT": port})
    try:
        until = time.monotonic() + 60
        while not answers(f"http://127.0.0.1:{port}/readyz"):
            assert process.poll() is None, "The server ended."
            assert time.monotonic() < until, "The server did not answer within a minute."
            time.sleep(0.1)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        code = process.wait(60)
    assert code == 0, f"The server ended with {code}."


def answers(url):
    try:
        urllib.request.urlopen(url, timeout=60).close()
    except (OSError, urllib.error.URLError):
        return False
    return True


def ask(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read().decode()


def look_at_folder_of_an_account(stage):
    """Without ROSTRUM_DATA, an installed Rostrum keeps its data with the account, not where programs lie."""
    del stage.environment["ROSTRUM_DATA"]
    told = stage.run(["python", "-c", "from conference import environment; print(environment.read()['data'])"]).strip()
    assert told == f"{stage.environment['HOME']}/.local/share/rostrum", f"The data would be in {told}."


def main():
    with tempfile.TemporaryDirectory() as scratch:
        image = Image(Path(scratch))
        for instruction, words in instructions(HERE / "Dockerfile"):
            image.do(instruction, words)
        look_at(image.last)
        look_at_folder_of_an_account(image.last)
    print("What the Dockerfile makes serves.")


if __name__ == "__main__":
    try:
        main()
    except AssertionError as error:
        sys.exit(str(error))
