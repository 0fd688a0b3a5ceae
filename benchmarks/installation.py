"""An installation for measuring: data in a temporary folder, SQLite, and the real `manage.py serve` on a free port."""

import http.client
import os
import re
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
OURS = ("ROSTRUM_", "DJANGO_", "DATABASE_URL", "PORT")

# Something small changes in each conference, and all are released, as on a busy day.
RELEASE = """
from django.utils import timezone
from conference.models import Conference, Release
from programme.release.content import content_of
now = timezone.now()
for row in Conference.objects.filter(slug__startswith="measured-"):
    row.contact_phone = str(now.timestamp())
    row.save(update_fields=["contact_phone"])
    Release.objects.release(row, Release.Matter.PROGRAMME, content_of(row), note="", by=None, at=now)
"""
SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib import auth
from conference.models import User
user = User.objects.filter(username="measuring").first() or User.objects.create_superuser("measuring")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[auth.SESSION_KEY] = str(user.pk)
session[auth.BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
"""


class Answer(NamedTuple):
    body: bytes
    seconds: float


class Server:
    """A running `manage.py serve`."""

    def __init__(self, process, port):
        self.process = process
        self.address = f"127.0.0.1:{port}"

    def url(self, path):
        return f"http://{self.address}{path}"

    def get(self, path, coding="identity", cookie=None):
        """The body as it came over the wire, and the seconds that it took."""
        connection = http.client.HTTPConnection(self.address, timeout=120)
        began = perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": coding, **({"Cookie": cookie} if cookie else {})})
        response = connection.getresponse()
        answer = Answer(response.read(), perf_counter() - began)
        connection.close()
        if response.status != 200:
            raise RuntimeError(f"{path} answers {response.status}")
        return answer

    def megabytes(self):
        """The memory of the process now and at its highest; None where the system does not tell."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return None
        return tuple(int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) // 1024 for name in ("VmRSS", "VmHWM"))


class Installation:
    def __init__(self, folder, root=ROOT):
        self.root, self.data = root, folder
        self.bytes = folder / "bytes"
        self.bytes.mkdir()
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.environment |= {"ROSTRUM_DATA": str(folder), "BENCHMARK_BYTES": str(self.bytes)}

    def manage(self, *arguments):
        """What the command printed."""
        command = [sys.executable, "manage.py", *arguments]
        run = subprocess.run(command, cwd=self.root, env=self.environment, capture_output=True, text=True)
        if run.returncode:
            sys.exit(f"manage.py {arguments[0]} failed: {run.stderr}")
        return run.stdout

    def prepare(self, sizes):
        self.manage("prepare", "--demonstration")
        for size in sizes:
            self.manage("make_conference", "--sessions", str(size), "--slug", f"measured-{size}")

    def release(self, slugs="measured-"):
        """Release the conferences whose short names begin so."""
        self.manage("shell", "--no-imports", "-c", RELEASE.replace("measured-", slugs))

    def cookie_of_staff(self):
        return self.manage("shell", "--no-imports", "-c", SIGN_IN).strip()

    @contextmanager
    def serve(self, settings, stderr=None):
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": settings}
        command = [sys.executable, "manage.py", "serve", "--port", "0"]
        process = subprocess.Popen(
            command, cwd=self.root, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True
        )
        try:
            line = process.stdout.readline()
            if not line:
                sys.exit(f"manage.py serve with {settings} did not start.")
            yield Server(process, int(line.rpartition(":")[2]))
        finally:
            process.terminate()
            process.wait()


@contextmanager
def temporary_installation(root=ROOT):
    """An installation of the code in a folder; of this one, where none is given."""
    with tempfile.TemporaryDirectory(prefix="rostrum-benchmark-") as folder:
        yield Installation(Path(folder), root)
