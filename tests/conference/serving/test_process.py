"""`manage.py serve` as the operator meets it: a process of its own."""

import errno
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from conference.mail_server import GOES_NOWHERE
from conference.serving.server import CannotListen, listen

HERE = Path(__file__).resolve().parent.parent.parent.parent
COMMAND = [sys.executable, "manage.py", "serve"]


@pytest.fixture
def environment(tmp_path):
    (tmp_path / "static").mkdir()
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PORT")}
    return {**kept, "ROSTRUM_DATA": str(tmp_path)}


@pytest.fixture
def served(environment):
    """A running process without a database, so without a worker, and the port that it says it listens on."""
    urls = {"PYTHONPATH": str(HERE), "DJANGO_SETTINGS_MODULE": "tests.conference.serving.settings"}
    process = subprocess.Popen(
        [*COMMAND, "--skip-checks", "--no-worker", "--port", "0"],
        cwd=HERE,
        env={**environment, **urls},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline()
    yield process, int(line.rpartition(":")[2])
    process.kill()
    process.communicate()


def fails_with(environment, *arguments):
    run = subprocess.run([*COMMAND, *arguments], cwd=HERE, env=environment, capture_output=True, text=True, timeout=30)
    assert (run.returncode, run.stdout) == (1, "")
    return run.stderr


def test_serve_answers_once_it_says_so(served):
    __, port = served

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/echo/")

    assert connection.getresponse().read() == b"GET 0 None None"
    connection.close()


@pytest.fixture
def database_away(environment):
    environment["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"


def test_process_answers_probes_on_any_host(database_away, served):
    __, port = served

    def ask(path):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path, headers={"Host": "10.0.0.7"})
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body

    told = json.loads(ask("/version")[1])
    assert ask("/echo/")[0] == 400
    assert ask("/healthz") == (200, "The process lives.\n")
    assert ask("/readyz") == (503, "The database does not answer.\n")
    assert told == {"version": tomllib.loads((HERE / "pyproject.toml").read_text())["project"]["version"], **told}
    assert told["commit"] is None or re.fullmatch("[0-9a-f]{12}", told["commit"])


@pytest.mark.parametrize("asked_to", [signal.SIGTERM, signal.SIGINT])
def test_serve_stops_quickly_though_connections_are_open(served, asked_to):
    process, port = served
    silent = socket.create_connection(("127.0.0.1", port))
    kept_alive = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    kept_alive.request("GET", "/echo/")
    kept_alive.getresponse().read()

    began = time.monotonic()
    process.send_signal(asked_to)

    assert process.wait(5) == 0
    assert time.monotonic() - began < 1.5
    started, warning, stopped = process.stderr.read().splitlines()
    assert warning == GOES_NOWHERE
    assert f"INFO rostrum.process [process={process.pid}] Process {process.pid} has started (Rostrum " in started
    assert stopped.endswith(f"Process {process.pid} stops.")
    silent.close()
    kept_alive.close()


def test_serve_stops_though_a_view_does_not_end(served):
    process, port = served
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /stuck/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.5)
        began = time.monotonic()
        process.terminate()

        assert process.wait(10) == 0
        assert time.monotonic() - began < 4


def test_serve_says_that_the_port_is_taken(environment):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        message = fails_with(environment, "--port", port)

    assert message == f"CommandError: Port {port} of 127.0.0.1 is taken: another process listens there.\n"


def test_serve_refuses_what_was_not_prepared(environment):
    message = fails_with(environment, "--port", "0")

    assert re.fullmatch(
        r"CommandError: The database is not up to date \(.* are missing\): run `manage\.py prepare` first\.\n", message
    )


def test_serve_refuses_a_database_that_does_not_answer(database_away, environment):
    message = fails_with(environment, "--port", "0")

    assert message.startswith("CommandError: The database does not answer: ")
    assert message.count("\n") == 1


def test_serve_listens_where_the_environment_says(environment):
    message = fails_with({**environment, "ROSTRUM_HOST": "192.0.2.1"}, "--port", "0")

    assert message == "CommandError: 192.0.2.1 is not an address of this machine.\n"


def test_serve_wants_a_proxy_that_speaks_https(environment):
    message = fails_with({**environment, "ROSTRUM_URL": "https://dialogue.example.org"}, "--port", "0")

    assert "no proxy is named that speaks it: set FORWARDED_ALLOW_IPS" in message


def test_serve_raises_the_limit_of_open_files(environment):
    code = "import resource; from conference.serving.connections import raise_open_files_limit as raise_it; "
    code += "resource.setrlimit(resource.RLIMIT_NOFILE, (256, 4096)); print(raise_it()); "
    code += "print(resource.getrlimit(resource.RLIMIT_NOFILE))"

    run = subprocess.run([sys.executable, "-c", code], cwd=HERE, env=environment, capture_output=True, text=True)

    assert run.stdout == "4096\n(4096, 4096)\n"


@pytest.mark.parametrize(("limit", "connections", "streams"), [(256, 192, 96), (1024, 824, 412), (20000, 19800, 19300)])
def test_streams_of_the_public_leave_connections_for_requests(environment, limit, connections, streams):
    code = "import resource; from conference.serving.connections import most_connections, most_streams; "
    code += f"resource.setrlimit(resource.RLIMIT_NOFILE, ({limit}, {limit})); print(most_connections(), most_streams())"

    run = subprocess.run([sys.executable, "-c", code], cwd=HERE, env=environment, capture_output=True, text=True)

    assert run.stdout == f"{connections} {streams}\n"


def test_serve_takes_the_port_of_the_environment(environment):
    message = fails_with({**environment, "PORT": "http"})

    assert message == "CommandError: 'http' is not a port: give a number from 1 to 65535.\n"


@pytest.mark.parametrize("port", ["", "http", "-1", "65536", "8000.0", "٨٠٠٠", "9" * 5000])
def test_listen_refuses_what_is_not_a_port(port):
    with pytest.raises(CannotListen, match="is not a port"):
        listen("127.0.0.1", port)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 300, "bad..name"])
def test_listen_refuses_a_host_that_does_not_exist(host):
    with pytest.raises(CannotListen, match="There is no host called"):
        listen(host, "0")


def test_listen_refuses_an_address_of_another_machine():
    with pytest.raises(CannotListen, match=r"^192\.0\.2\.1 is not an address of this machine\.$"):
        listen("192.0.2.1", "0")


def test_listen_says_when_a_privilege_is_missing(monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket, "create_server", refuse)

    with pytest.raises(CannotListen, match="may not listen on port 80"):
        listen("127.0.0.1", "80")


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_listen_on_ipv6():
    try:
        listener = listen("::1", "0")
    except CannotListen:
        pytest.skip("this machine has no IPv6 address")

    assert listener.family == socket.AF_INET6
    listener.close()
