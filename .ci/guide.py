"""The blocks of a guide, run on a machine as an administrator would: in their order, on a version of the sources."""

import re
import subprocess
import time

from machine import HOST, ROOT

RUNNING, UPGRADING = ROOT / "docs" / "running.md", ROOT / "docs" / "upgrading.md"
PASSWORD = "only for this machine 1"
CONFERENCE = "measured"
PEOPLE = f"""
from conference.models import User
User.objects.create_superuser("colleague", password={PASSWORD!r})
"""


def run_blocks(machine, page, kind, version, commit="", without=(), only=()):
    """Run the blocks of a page that begin with `kind`: those about all of `only`, and about nothing of `without`."""
    source = source_of(machine, version, commit)
    folder = machine.folder / "opt/rostrum" / version
    for needs, commands in blocks(page):
        if needs[0] != kind or set(without) & set(needs) or not set(only) <= set(needs):
            continue
        began = time.monotonic()
        if "source" not in needs and not (folder / "conference/serving/probes.py").exists():
            commands = commands.replace("/readyz", "/live/time")  # 0.1.0 has no other address that answers on any host
        if "packages" in needs:
            machine.make_venv(folder / ".venv")
        else:
            machine.run(commands, VERSION=version, SOURCE=str(source))
        if "source" in needs:
            put_deployment(machine, folder)
        say(f"{commands.splitlines()[0][:70]} ... {time.monotonic() - began:.1f} s")


def put_deployment(machine, folder):
    """Have the files of deploy/ of a version name what there is here; one from before there were any takes ours."""
    if not (folder / "deploy").exists():
        subprocess.run(["cp", "-r", ROOT / "deploy", folder], check=True)
        known = (folder / "conference" / "environment.py").read_text()
        settings = folder / "deploy" / "rostrum.env"
        lines = settings.read_text().splitlines(keepends=True)
        settings.write_text("".join(line for line in lines if not line[:1].isalpha() or line.split("=")[0] in known))
        service = folder / "deploy" / "systemd" / "rostrum@.service"
        service.write_text(service.read_text().replace(" --no-worker", ""))  # there was no background work yet
    machine.adapt(folder)
    tls = machine.etc / "rostrum/tls"
    if not tls.exists():
        make_certificate(tls)


def make_conference(machine):
    """A released conference and somebody who may do everything on it."""
    machine.as_rostrum("make_conference", "--sessions", "4", "--slug", CONFERENCE)
    machine.as_rostrum("shell", "--no-imports", "-c", PEOPLE)


def blocks(page):
    """The blocks of commands of a page: (what they need, their text)."""
    found = re.findall(r"^```sh (.*)\n((?:(?!^```).*\n)*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [(needs.split(), commands) for needs, commands in found]


def source_of(machine, version, commit=""):
    """A repository like the one that the administrator was given, with a tag of the version (this folder as added)."""
    source = machine.folder / "source.git"
    if not source.exists():
        subprocess.run(["git", "init", "--quiet", "--bare", source], check=True)
        subprocess.run(["git", "-C", source, "config", "receive.shallowUpdate", "true"], check=True)
    if not (source / "refs/tags" / f"v{version}").exists():
        commit = commit or git("stash", "create") or git("rev-parse", "HEAD")
        git("push", "--quiet", str(source), f"{commit}:refs/tags/v{version}")
    return source


def git(*arguments):
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def make_certificate(folder):
    folder.mkdir(mode=0o700)
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    names = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    subprocess.run(
        [*command.split(), "-keyout", key, "-out", certificate, *names], check=True, stderr=subprocess.DEVNULL
    )


def say(words):
    print(f"  {words}", flush=True)
