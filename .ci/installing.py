"""Installs by docs/running.md and looks whether it holds: `python .ci/installing.py`, as root, in about a minute.

The commands of the guide and the files of deploy/ are those that an administrator takes (`machine.py` says what
differs). Nothing of it remains. `--venv` names an environment with the packages, which are not installed once more.
"""

import argparse
import base64
import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing

from guide import CONFERENCE, PASSWORD, RUNNING, blocks, make_conference, run_blocks, say
from machine import HOST, Machine
from visitors import Direct, Site, is_listening, listening, wait_for, wait_for_more

VERSION = "0.0"
FLOOR = """
from django.utils import timezone
from conference.models import User
from floor.procedure import presiding
from programme.models import Session
session = Session.objects.filter(conference__slug="measured", kind="panel").in_order()[0]
presiding.{act}(session, by=User.objects.get(username="colleague"), at=timezone.now())
print("slug", session.slug)
"""


def main():
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--venv", default=sys.prefix, help="the environment with the packages")
    venv = arguments.parse_args().venv
    if os.geteuid():
        sys.exit("The guide is for the root account, and so is this.")
    with tempfile.TemporaryDirectory(prefix="rostrum-machine-", dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        machine = Machine(folder, venv)
        try:
            machine.start_servers()
            run_blocks(machine, RUNNING, "installing", VERSION, without=["first", "locked-out"])
            look(machine)
        except AssertionError:
            print(machine.log()[-6000:])
            raise
        finally:
            machine.stop()


# What must hold


def look(machine):
    site = Site(machine)
    make_conference(machine)
    failed = []
    for check in (
        units_are_sound,
        background_work_goes_on,
        pages_come_by_https,
        other_names_are_refused,
        keys_are_not_written_down,
        nobody_else_reads_the_data,
        backup_was_made,
        first_account_is_made,
        upload_gets_through,
        lock_out_holds_and_is_undone,
        streams_hear_of_other_processes,
        killed_process_is_not_noticed,
        readers_are_told_when_all_is_down,
    ):
        began = time.monotonic()
        try:
            said = check(machine, site) or ""
        except (AssertionError, OSError) as error:
            said = f"FAILED: {error!r}"
            failed.append(check.__name__)
        say(f"{check.__name__.replace('_', ' ')} ({time.monotonic() - began:.1f} s) {said}")
    assert not failed, f"Failed: {', '.join(failed)}"


def units_are_sound(machine, _site):
    if subprocess.run(["which", "systemd-analyze"], capture_output=True).returncode:
        return "without systemd-analyze, which is not here"
    folder = machine.etc / "systemd/system"
    names = [path.name.replace("@.", "@8001.") for path in folder.iterdir()]
    said = subprocess.run(
        ["systemd-analyze", "verify", *names],
        env=os.environ | {"SYSTEMD_UNIT_PATH": f"{folder}:/lib/systemd/system"},
        capture_output=True,
        text=True,
    )
    ours = [line for line in said.stderr.splitlines() if "rostrum" in line and "User" not in line]
    assert not ours, "\n".join(ours)
    return None


def background_work_goes_on(machine, _site):
    os.kill(machine.pid("rostrum-worker"), 0)
    assert "Rostrum does background work." in machine.log()


def pages_come_by_https(machine, site):
    address = f"{machine.address}/en/{CONFERENCE}/"
    curl = ["curl", "--silent", "--show-error", "--resolve", f"{HOST}:{site.port}:127.0.0.1"]
    curl += ["--cacert", machine.etc / "rostrum/tls/fullchain.pem", "--output", os.devnull]
    said = subprocess.run(
        [*curl, "--http2", "--write-out", "%{http_version} %{response_code}", address], capture_output=True, text=True
    )
    assert said.stdout == "2 200", said
    answer = site.ask(f"/en/{CONFERENCE}/")
    form = site.ask("/en/sign-in/")
    assert form.headers["Strict-Transport-Security"] == "max-age=3600", form.headers["Strict-Transport-Security"]
    assert "Secure" in form.headers["Set-Cookie"], form.headers["Set-Cookie"]
    style = re.search(rb'href="(/static/[^"]+\.css)"', answer.body)[1].decode()
    assert "immutable" in site.ask(style).headers["Cache-Control"], style
    with closing(http.client.HTTPConnection("127.0.0.1", int(machine.ports["80"]))) as plain:
        plain.request("GET", "/en/sign-in/?next=x", headers={"Host": HOST})
        moved = plain.getresponse()
    assert (moved.status, moved.headers["Location"]) == (301, f"{machine.address}/en/sign-in/?next=x"), moved.headers


def other_names_are_refused(_machine, site):
    for host in ("evil.example", "127.0.0.1", f"{HOST}.evil.example"):
        for path in (f"/en/{CONFERENCE}/", "/live/time"):
            status = site.ask(path, Host=host).status
            assert status == 421, f"{path} at {host} answers {status}"
    assert site.ask("/en/sign-in/", X_Forwarded_Host="evil.example").status == 200


def keys_are_not_written_down(machine, site):
    log = machine.folder / "var/log/nginx/access.log"
    ways = [f"/en/{CONFERENCE}/join/", f"/en/{CONFERENCE}/answer/"]
    ways += ["/en/sign-in/first-password/", "/en/sign-in/new-password/MQ/"]
    for way in ways:
        site.ask(f"{way}a-key-that-opens/?x=1")
    until = time.monotonic() + 15  # each worker of nginx writes what it has to tell by itself
    while not all(f"{way}-" in (text := log.read_text()) for way in ways) and time.monotonic() < until:
        time.sleep(0.1)
    assert all(f"{way}-" in text for way in ways), text[-900:]
    assert "a-key-that-opens" not in text + machine.log()


def nobody_else_reads_the_data(machine, _site):
    data = machine.folder / "var/lib/rostrum"
    for path in (data, data / "secret-key", data / "media", machine.etc / "rostrum/rostrum.env"):
        mode = path.stat().st_mode & (0o007 if "etc" in path.parts else 0o077)
        assert not mode, f"{path} can be read by others"
    writable = subprocess.run(
        ["runuser", "-u", "nobody", "--", "find", machine.folder / "opt", "-writable", "-not", "-type", "l"],
        capture_output=True,
        text=True,
    )
    assert not writable.stdout, f"The service can change its code: {writable.stdout}"


def backup_was_made(machine, _site):
    [backup] = (machine.folder / "var/backups/rostrum").iterdir()
    assert not backup.stat().st_mode & 0o077, f"{backup} can be read by others"
    assert "verified" in machine.log()


def first_account_is_made(machine, site):
    [(_needs, commands)] = [block for block in blocks(RUNNING) if "first" in block[0]]
    link = machine.run(commands).split()[-1]
    assert link.startswith(machine.address), link
    path = link.removeprefix(machine.address)
    assert site.ask(path).status == 200, path
    assert site.ask(path[:-2] + "/").status != 200


def upload_gets_through(_machine, site):
    status, cookies = site.sign_in(PASSWORD)
    assert status == 302, status
    cookies, token = site.form(f"/en/{CONFERENCE}/files/", cookies)
    rows = "".join(f"person-{n},{base64.b64encode(os.urandom(6000)).decode()}\r\n" for n in range(260))
    boundary = "a-boundary"
    parts = {
        "csrfmiddlewaretoken": token,
        "kind": "speakers",
        'file"; filename="people.csv': "short_name,biography_en\r\n" + rows,
    }
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts.items()
    )
    body += f"--{boundary}--\r\n"
    assert len(body) > 2_000_000
    answer = site.ask(
        f"/en/{CONFERENCE}/files/import/",
        body,
        Cookie=cookies,
        Origin=f"https://{HOST}:{site.port}",
        Content_Type=f"multipart/form-data; boundary={boundary}",
    )
    assert answer.status == 302, f"{answer.status}: {answer.body[:500]}"


def lock_out_holds_and_is_undone(machine, site):
    """Each try says that it comes from another address, which nginx must not hand on."""
    told = []
    while 429 not in told and len(told) < 20:
        told.append(site.sign_in("a wrong password", X_Forwarded_For=f"203.0.113.{len(told)}")[0])
    assert told[-1] == 429, told
    assert len(told) <= 11, told
    assert site.sign_in(PASSWORD)[0] == 429
    [(_needs, unlock)] = [block for block in blocks(RUNNING) if "locked-out" in block[0]]
    assert "can sign in again" in machine.run(unlock)
    assert site.sign_in(PASSWORD)[0] == 302
    return f"after {len(told)} tries"


def streams_hear_of_other_processes(machine, site):
    """A step that another process makes reaches the streams of all three, through Redis and the database."""
    import redis

    channel = redis.Redis(port=int(machine.ports["6379"])).pubsub()
    channel.subscribe("rostrum_floor")
    slug = machine.as_rostrum("shell", "--no-imports", "-c", FLOOR.format(act="open_requests")).split()[-1]
    path = f"/live/{CONFERENCE}/{slug}/public"
    with listening(site, path) as state:
        states = [state()]
        ports = [int(name.partition("@")[2]) for name in machine.processes()]
        direct = [Direct(port, path) for port in ports]
        before = [each.state()["version"] for each in direct]
        machine.as_rostrum("shell", "--no-imports", "-c", FLOOR.format(act="close_requests"))
        states.append(state())
        after = [each.state()["version"] for each in direct]
    assert states[0]["version"] < states[1]["version"], states
    assert len({*before}) == 1, before
    assert [version - earlier for version, earlier in zip(after, before, strict=True)] == [1] * 3, (before, after)
    heard = [message["data"] for message in iter(lambda: channel.get_message(timeout=1), None)]
    assert any(isinstance(data, bytes) for data in heard), "Nothing went through Redis."


def killed_process_is_not_noticed(machine, site):
    """Six readers ask without pause while one of three processes is killed and started again."""
    answers, failures, is_over = [], [], threading.Event()

    def read(path):
        while not is_over.is_set():
            try:
                answers.append(status := site.ask(path).status)
                if status != 200:
                    failures.append((path, status))
            except OSError as error:
                failures.append((path, repr(error)))

    paths = (f"/en/{CONFERENCE}/", "/en/sign-in/", "/live/time") * 2
    readers = [threading.Thread(target=read, args=[path]) for path in paths]
    for reader in readers:
        reader.start()
    name = machine.processes()[0]
    wait_for_more(answers, 30)
    os.kill(machine.pid(name), signal.SIGKILL)
    wait_for_more(answers, 60)
    machine.run(f"systemctl start {name}")
    wait_for(lambda: is_listening(name))
    wait_for_more(answers, 60)
    is_over.set()
    for reader in readers:
        reader.join()
    assert not failures, failures[:10]
    asked = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'rostrum'"
    connections = machine.run(f'runuser -u postgres -- psql --tuples-only --command "{asked}"').strip()
    return f"{len(answers)} answers; PostgreSQL has {connections} connections of three processes"


def readers_are_told_when_all_is_down(machine, site):
    machine.run(f"systemctl stop {' '.join(machine.processes())}")
    answer = site.ask(f"/en/{CONFERENCE}/")
    assert (answer.status, answer.headers["Retry-After"]) == (502, "10"), (answer.status, answer.headers)
    for language in ("ar", "zh-Hans", "en", "fr", "ru", "es"):
        assert f'lang="{language}"' in answer.body.decode(), answer.body


if __name__ == "__main__":
    try:
        main()
    except AssertionError as error:
        sys.exit(str(error))
