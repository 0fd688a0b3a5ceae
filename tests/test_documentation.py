"""Every command in README and the guides is run as it is written, from a folder like a clone.

A block of commands begins with ```sh and says what it needs: `make` (a Python that only says what it was asked to do;
continuous integration runs the same targets for real), `wheel` and `container` (compared with the Dockerfile and
compose.yaml, whose steps continuous integration does), `prepare` (an empty data folder), `demonstration` (what
`prepare` made), `prepared`, `serve` (it goes on until it is interrupted) and `served`. `backup` and `restore` are run
in their order. It takes a minute or two: the dialogue is prepared twice, served twice and written out in every format
of the guides.
"""

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
import yaml
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError

from tests.browser.conftest import free_port, read_sign_ins, wait_for
from tests.browser.prepared import database_of_its_own
from tests.documentation import PAGES, ROOT, blocks, fences, inline_commands
from tests.template import begin_migrated

DATABASE = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
NEEDS = {"make", "prepare", "demonstration", "prepared", "serve", "served", "backup", "restore", "wheel", "container"}
BY_CI = {"installing": ".ci/installing.py", "upgrading": ".ci/upgrading.py"}  # with what such a block is about
NEEDS |= {*BY_CI, "source", "packages", "proxy", "restart", "back", "timers", "first", "locked-out"}
NOT_COMMANDS = {"text", "json", "nginx", "ini", "python"}
PUBLIC = ("/ar/human-trafficking-2012/", "/en/human-trafficking-2012/summary/")
LONGEST = 600  # seconds, on a busy machine
pytestmark = pytest.mark.timeout(LONGEST)


def named(need):
    """The blocks of a need; the same words on two pages, as in two languages of a guide, are run once."""
    different = {block.commands: block for block in reversed(blocks()) if need in block.needs}
    return [pytest.param(block, id=str(block)) for block in reversed(different.values())]


def required(*programs):
    """The programs that a guide uses and Rostrum does not bring: continuous integration installs them."""
    missing = [name for name in programs if not shutil.which(name)]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"{', '.join(missing)} must be installed in CI.", pytrace=False)
    if missing:
        pytest.skip(f"{', '.join(missing)} is not installed: what the guide says of it was not run")


def run(block, environment, folder):
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.commands],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    assert done.returncode == 0, f"{block}:\n{block.commands}\n{done.stdout}{done.stderr}"
    return done.stdout


# The form of the pages


def test_every_block_says_whether_it_is_commands_and_what_they_need():
    assert blocks()
    for page, line, words in fences():
        assert words, f"{page}:{line}: the block does not say what it is"
        assert words[0] in NOT_COMMANDS or (words[0] == "sh" and set(words[1:]) <= NEEDS), f"{page}:{line}: {words}"
        assert words != ["sh"], f"{page}:{line}: the block does not say what it needs"


def test_commands_stand_in_blocks_and_not_in_indented_lines():
    for page in PAGES:
        assert not re.search(r"^ {4}(make|curl|python|manage\.py|\.venv/)", page.read_text("utf-8"), re.M), page


def test_commands_that_a_sentence_names_exist():
    targets = set(re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.M)[1].split())
    named_in_sentences = inline_commands()

    assert {"make", "manage.py", "python"} == {words[0] for words, _place in named_in_sentences}
    for (program, *words), place in named_in_sentences:
        if program == "make":
            assert words[0] in targets, place
        elif program == "manage.py":
            assert understood(words), f"{place}: manage.py {shlex.join(words)}"
        else:
            assert is_there(words), place


def understood(words):
    """Whether a command of manage.py takes these arguments; a name alone only has to exist."""
    name, *arguments = words
    app = get_commands().get(name)
    if app is None or not arguments:
        return app is not None
    command = load_command_class(app, name)
    command._called_from_command_line = False
    try:
        command.create_parser("manage.py", name).parse_args(arguments)
    except CommandError:
        return False
    return True


def is_there(words):
    if words[0] == "-m":
        return importlib.util.find_spec(words[1]) is not None
    return (ROOT / words[0]).is_file()


# make


@pytest.fixture
def folder_of_make(tmp_path):
    """A fresh clone after an installation, with stand-ins for the programs of its environment and for GNU gettext."""
    for name in ("Makefile", "make.py", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in {path.name for path in Path(sys.executable).parent.iterdir()} | {"xgettext"}:
        (programs / name).write_text('#!/bin/sh\necho "was asked: $@"\n')
        (programs / name).chmod(0o755)
    for name in ("requirements.txt", "requirements-dev.txt"):
        stamp = f"import make; make.PYTHON = {str(programs / 'python')!r}; print(make.wanted({name!r}), end='')"
        said = subprocess.run([sys.executable, "-c", stamp], cwd=tmp_path, capture_output=True, text=True, check=True)
        (tmp_path / ".venv" / f"{name}.installed").write_text(said.stdout)
    return tmp_path


@pytest.mark.parametrize("block", named("make"))
def test_make(block, folder_of_make):
    gettext = folder_of_make / "gettext"
    gettext.mkdir()
    (gettext / "xgettext").symlink_to(folder_of_make / ".venv" / "bin" / "xgettext")
    environment = {"PATH": f"{gettext}:{os.environ['PATH']}", "PYTHON": sys.executable}
    for line in block.commands.splitlines():
        port = {} if "PORT=" in line else {"PORT": str(free_port())}
        done = subprocess.run(
            ["bash", "-c", line], cwd=folder_of_make, env=environment | port, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert "was asked: " in done.stdout, line


def test_continuous_integration_makes_what_the_pages_tell_to_make():
    ci = (ROOT / ".ci" / "run").read_text() + (ROOT / ".ci" / "smoke.py").read_text()

    assert all(real in ci for real in ("make lint", "make test", '["make", "run"]'))


# What is installed elsewhere, and containers


@pytest.mark.parametrize("block", named("wheel"))
def test_package_is_installed_as_in_the_image(block):
    """Continuous integration does the steps of the Dockerfile for real (.ci/container.py)."""
    steps = re.findall(r"^RUN (.+)$", (ROOT / "Dockerfile").read_text(), re.M)
    in_image = [step.replace("pip --python /opt/rostrum/bin/python", "/opt/rostrum/bin/pip") for step in steps]

    for line in block.commands.splitlines():
        step = line.replace("python3", "python").replace("-m venv ", "-m venv --without-pip ")
        assert step.replace("pip install", "pip install --no-cache-dir") in in_image, line


@pytest.mark.parametrize("block", named("container"))
def test_containers_are_told_what_there_is(block):
    """No engine is needed: the services are those of compose.yaml, the commands those of Rostrum."""
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    for line in block.commands.splitlines():
        words = shlex.split(re.sub(r"^[A-Z_]+=\S+\([^)]*\) ", "", line))
        assert words[:2] == ["docker", "compose"], line
        act, *rest = [word for word in words[2:] if not word.startswith("--")]
        assert act in ("build", "up", "run", "exec"), line
        assert set(rest[:1]) <= services.keys(), line
        assert not rest[1:] or (rest[1] == "rostrum" and understood(rest[2:])), line


# An installation


class Installation:
    """A data folder, a database, a folder for backups and a folder like a clone, as the guide has them."""

    def __init__(self, folder, database):
        self.data, self.backup, self.clone = folder / "data", folder / "backup", folder / "clone"
        self.log = folder / "server.log"
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = os.environ | {
            "ROSTRUM_DATA": str(self.data),
            "ROSTRUM_URL": self.url,
            "DATABASE_URL": database,
            "PORT": str(self.port),
            "BACKUP": str(self.backup),
        }
        self.backup.mkdir(parents=True)
        self.clone.mkdir()
        tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        for name in {line.split("/")[0] for line in tracked.stdout.splitlines()}:
            (self.clone / name).symlink_to(ROOT / name)
        (self.clone / ".venv").symlink_to(sys.prefix)

    def run(self, block):
        return run(block, self.environment, self.clone)

    @contextmanager
    def serving(self, block):
        with self.log.open("wb") as out:
            server = subprocess.Popen(
                ["bash", "-c", f"exec {block.commands.strip()}"],
                cwd=self.clone,
                env=self.environment,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_for(self.url, server, self.log)
            yield
        finally:
            server.terminate()
            server.wait(30)

    def page(self, path):
        with urllib.request.urlopen(self.url + path, timeout=60) as answer:
            return answer.read().decode()

    def sign_in(self, name, password):
        """The address at which somebody ends who signs in by the form."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        form = browser.open(f"{self.url}/en/sign-in/", timeout=60).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
        sent = urlencode({"csrfmiddlewaretoken": token, "username": name, "password": password})
        with browser.open(f"{self.url}/en/sign-in/", sent.encode(), timeout=60) as answer:
            return urlsplit(answer.url).path


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guide")
    with database_of_its_own(f"rostrum_guide_{os.getpid()}") as database:
        installation = Installation(folder, database)
        installation.data.mkdir(mode=0o700)
        begin_migrated(installation.data)
        for need in ("prepare", "demonstration"):
            for block in blocks():
                if need in block.needs:
                    installation.run(block)
        yield installation


@pytest.mark.parametrize("block", named("prepared"))
def test_commands_of_an_installation(block, installation):
    installation.run(block)


@pytest.mark.parametrize("block", named("served"))
def test_commands_of_programs_that_read_it(block, installation):
    required("curl")
    serve = next(block for block in blocks() if "serve" in block.needs)
    with installation.serving(serve):
        assert "human-trafficking-2012" in installation.run(block)


def named_in_order(need):
    """The blocks of a need, in the order of the guide."""
    return [block for block in blocks() if need in block.needs]


def test_backup_is_restored(installation):
    """Everything is lost between the two: the data folder, and the tables of the database. None runs then."""
    serve = named_in_order("serve")[0]
    secret, password = (installation.data / "secret-key").read_text(), read_sign_ins(installation.data)["secretariat"]
    statement = installation.data / "media" / "statements" / "statement.pdf"
    statement.parent.mkdir()
    statement.write_bytes(b"%PDF")

    with installation.serving(serve):
        pages = [installation.page(address) for address in PUBLIC]
        for block in named_in_order("backup"):
            installation.run(block)
        with pytest.raises(AssertionError, match="Rostrum is running on this data folder"):
            installation.run(named_in_order("restore")[0])
    lose_everything(installation)
    for block in named_in_order("restore"):
        installation.run(block)

    copies = list(installation.backup.rglob("*"))
    assert copies
    assert not [path for path in copies if path.stat().st_mode & 0o077]
    assert ((installation.data / "secret-key").read_text(), statement.read_bytes()) == (secret, b"%PDF")
    with installation.serving(serve):
        assert [installation.page(address) for address in PUBLIC] == pages
        assert installation.sign_in("secretariat", password) == "/en/sign-in/pages/"


def lose_everything(installation):
    shutil.rmtree(installation.data)
    if DATABASE == "postgresql":
        import psycopg2

        with closing(psycopg2.connect(installation.environment["DATABASE_URL"])) as connection, connection:
            connection.cursor().execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def test_every_block_of_commands_is_run_here_or_by_a_step_of_continuous_integration():
    steps = (ROOT / ".ci" / "run").read_text()
    for block in blocks():
        assert set(block.needs) & NEEDS, block
        assert block.needs[0] not in BY_CI or BY_CI[block.needs[0]] in steps, block
