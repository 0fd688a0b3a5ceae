"""A real server, prepared and started as `make run` does it, and a real browser in front of it.

Playwright runs an event loop in the thread of the tests, and Django refuses the ORM there: the tests of this folder
see the database through pages alone, and run after all others.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.prepared import copy_of_the_site

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
# The first is the browser without its windows, which takes half the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LONGEST_START = 120  # seconds
PATIENCE = 20_000  # milliseconds: on a busy machine everything takes longer, and nothing waits that need not


def pytest_itemcollected(item):
    """Mark the tests of this folder before `-m` chooses among all; the first of each worker prepares the whole site."""
    item.add_marker(pytest.mark.browser)
    item.add_marker(pytest.mark.timeout(300))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: "browser" in item.keywords)


@dataclass(frozen=True)
class Site:
    """The running server: its address, and the sign-ins that `make_accounts` made."""

    url: str
    sign_ins: dict = field(repr=False)
    environment: dict = field(repr=False)
    shell: subprocess.Popen = field(repr=False)

    def run(self, code):
        """Run Python within the site's own settings and database, in a process of its own (`shell.py`)."""
        said = Path(self.environment["ROSTRUM_DATA"], "said")
        self.shell.stdin.write(json.dumps({"code": code, "said": str(said)}) + "\n")
        self.shell.stdin.flush()
        assert self.shell.stdout.readline() == "0\n", said.read_text()


@pytest.fixture(scope="session")
def site(chromium_path, tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # of all workers
    port = free_port()
    url = f"http://localhost:{port}"
    with copy_of_the_site(shared, data) as database:
        environment = os.environ | {"ROSTRUM_DATA": str(data), "ROSTRUM_URL": url, "DATABASE_URL": database}
        log = data / "server.log"
        with log.open("wb") as out:
            server = manage("serve", environment, "--port", str(port), stdout=out, stderr=subprocess.STDOUT)
        try:
            wait_for(url, server, log)
            with shell_of(environment) as shell:
                yield Site(url, read_sign_ins(data), environment, shell)
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@contextmanager
def shell_of(environment):
    command = [sys.executable, "-m", "tests.browser.shell"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as shell:
        yield shell


@pytest.fixture(scope="session")
def chromium_path():
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found and os.environ.get("CI") == "true":
        pytest.fail("No Chromium is installed, and in CI the browser tests must run.", pytrace=False)
    if not found:
        pytest.skip("no Chromium is installed: the browser tests did not run")
    return found


@pytest.fixture(scope="session")
def browser(chromium_path):
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def faults():
    """What the browser complained of on the pages of this test, at whose end it must be empty.

    A test that goes to a page of error on purpose looks at the complaint and removes it.
    """
    found = []
    yield found
    assert found == []


@pytest.fixture
def new_page(browser, site, faults):
    """Opens a page of a visitor of their own: `new_page(locale="ar", viewport=..., java_script_enabled=False)`."""
    contexts = []

    def open_page(**options):
        context = browser.new_context(base_url=site.url, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda message: faults.append(_told(message)) if message.type == "error" else None)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture(scope="session")
def signed_in():
    """The cookies with which each role once left the form: {"secretariat": [...]}."""
    return {}


@pytest.fixture
def sign_in(site, signed_in):
    """Signs the visitor of a page in as a role: `sign_in(page, "secretariat")`, and then go to a page.

    By the form the first time, and wherever the browser has cookies of before; a new visitor gets those of the first
    time, as long as they are good.
    """

    def enter(page, user_name):
        new_visitor = not page.context.cookies()
        if new_visitor and user_name in signed_in:
            page.context.add_cookies(signed_in[user_name])
            if page.request.get("/en/sign-in/token/", max_redirects=0).ok:
                return
            page.context.clear_cookies()
        by_form(page, user_name, site.sign_ins[user_name])
        if new_visitor:
            signed_in[user_name] = page.context.cookies()

    return enter


def by_form(page, user_name, password):
    page.goto("/en/sign-in/")
    page.locator("input[name=username]").fill(user_name)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: not urlsplit(url).path.endswith("/sign-in/"))


def _told(message):
    return f"{message.text} ({message.location['url']})"


def manage(command, environment, *arguments, **options):
    return subprocess.Popen([sys.executable, "manage.py", command, *arguments], cwd=ROOT, env=environment, **options)


def free_port():
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return listener.getsockname()[1]


def wait_for(url, server, log):
    until = time.monotonic() + LONGEST_START
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError as answer:  # an answer too, which the tests will look at
            answer.close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"manage.py serve does not answer:\n{log.read_text()}", pytrace=False)


def read_sign_ins(data):
    lines = (data / "sign-ins.txt").read_text().splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))
