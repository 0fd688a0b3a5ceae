"""Visitors of an installation: what a browser asks through nginx, streams of a floor, and waiting for something."""

import http.client
import json
import re
import ssl
import time
from contextlib import closing, contextmanager
from socket import create_connection
from urllib.parse import urlencode

from machine import HOST


class Site:
    """The installation as a browser sees it, through nginx."""

    def __init__(self, machine):
        self.port = int(machine.ports["443"])
        self.trust = ssl.create_default_context(cafile=machine.etc / "rostrum/tls/fullchain.pem")

    def connect(self, timeout=60):
        connection = http.client.HTTPSConnection(HOST, self.port, context=self.trust, timeout=timeout)
        connection.sock = self.trust.wrap_socket(
            create_connection(("127.0.0.1", self.port), timeout=timeout), server_hostname=HOST
        )
        return connection

    def ask(self, path, body=None, **headers):
        with closing(self.connect()) as connection:
            headers = {
                "Host": f"{HOST}:{self.port}",
                **{name.replace("_", "-"): value for name, value in headers.items()},
            }
            connection.request("GET" if body is None else "POST", path, body, headers)
            answer = connection.getresponse()
            answer.body = answer.read()
            return answer

    def form(self, path, cookies=None):
        """The cookies and the token of a form."""
        answer = self.ask(path, **({"Cookie": cookies} if cookies else {}))
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.body.decode())
        assert token, f"{path} answers {answer.status} without a form"
        return join(cookies, answer), token[1]

    def sign_in(self, password, **headers):
        cookies, token = self.form("/en/sign-in/")
        sent = urlencode({"csrfmiddlewaretoken": token, "username": "colleague", "password": password})
        origin = f"https://{HOST}:{self.port}"
        answer = self.ask(
            "/en/sign-in/",
            sent,
            Cookie=cookies,
            Origin=origin,
            Content_Type="application/x-www-form-urlencoded",
            **headers,
        )
        return answer.status, join(cookies, answer)


def join(cookies, answer):
    jar = dict(pair.split("=", 1) for pair in cookies.split("; ")) if cookies else {}
    for line in answer.headers.get_all("Set-Cookie", []):
        name, _equals, value = line.partition(";")[0].partition("=")
        jar[name] = value
    return "; ".join(f"{name}={value}" for name, value in jar.items())


@contextmanager
def listening(site, path):
    """A stream through nginx: a function that waits for the next state."""
    with closing(site.connect(timeout=20)) as connection:
        connection.request("GET", path, headers={"Host": f"{HOST}:{site.port}"})
        answer = connection.getresponse()
        assert answer.status == 200, answer.status
        yield lambda: next_state(answer)


class Direct:
    """A stream of one process."""

    def __init__(self, port, path):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.connection.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https"})
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200, self.answer.status

    def state(self):
        return next_state(self.answer)


def next_state(answer):
    while line := answer.readline():
        if line.startswith(b'data: {"version"'):
            return json.loads(line.removeprefix(b"data: "))
    raise AssertionError("The stream ended.")


def wait_for_more(answers, number):
    wanted = len(answers) + number
    wait_for(lambda: len(answers) >= wanted)


def is_listening(name):
    try:
        create_connection(("127.0.0.1", int(name.partition("@")[2]))).close()
    except OSError:
        return False
    return True


def wait_for(condition, longest=60):
    until = time.monotonic() + longest
    while not condition():
        assert time.monotonic() < until, "It took too long."
        time.sleep(0.02)
