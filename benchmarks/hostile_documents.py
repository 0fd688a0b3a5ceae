"""What hostile documents cost, and whether the console answers beside them: `python -m benchmarks.hostile_documents`.

First each document alone, in the process in which it is inspected. Then eight phones of eight delegations upload the
costliest of them at once, to a real `manage.py serve`, while the floor officer's console asks for its version ten times
a second; the same with nothing beside it. About three minutes, most of them for the preparation.
"""

import http.client
import re
import secrets
import threading
import zlib
from io import BytesIO
from statistics import median
from time import perf_counter, sleep
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks.installation import temporary_installation
from conference.inspection import process

PHONES = 8
EVERY = 0.1  # seconds between two questions of the console
MOST = 1  # seconds that the console may wait beside the uploads
CONSOLE = "/en/rehearsal/sessions/panel-1/console/version/"
STATEMENTS = "/en/rehearsal/floor/statements/"
SEATS = """
from datetime import timedelta
from django.utils import timezone
from conference.models import Conference
from floor.models import Seat
now, conference = timezone.now(), Conference.objects.get(slug="rehearsal")
made = Seat.objects.make(conference.delegations.all()[:PHONES], valid_until=now + timedelta(days=1), by=None, at=now)
print(*(secret for _seat, secret in made))
"""


def stream(content, head=b""):
    packed = zlib.compress(content, 9)
    return b"<< /Filter /FlateDecode /Length %d %b >>\nstream\n%b\nendstream" % (len(packed), head, packed)


def pdf(*objects, catalog=b""):
    """A PDF of one page, with objects numbered from 4 on."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        *objects,
    ]
    parts = b"".join(b"%d 0 obj\n%b\nendobj\n" % numbered for numbered in enumerate(bodies, 1))
    return b"%PDF-1.7\n" + parts + b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def packed_objects(size, content=b" "):
    return stream(b"1 0 null" + content * (size // len(content)), b"/Type /ObjStm /N 1 /First 4")


def word(document):
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=9) as package:
        types = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
        package.writestr("[Content_Types].xml", types)
        package.writestr("word/document.xml", document)
    return file.getvalue()


def documents():
    """{what it is: (kind, content)}."""
    megabyte = 1_000_000
    noise = secrets.token_bytes(3 * megabyte)
    return {
        "PDF, plain": ("pdf", pdf(stream(b"BT (Statement) Tj ET"))),
        "PDF, 9 MB, with pictures": ("pdf", pdf(*[stream(noise)] * 3)),
        "PDF, stream of 9 MB of blanks": ("pdf", pdf(packed_objects(9 * megabyte))),
        "PDF, two streams of 10 MB of blanks": ("pdf", pdf(*[packed_objects(10 * megabyte)] * 2)),
        "PDF, one stream of 60 MB of blanks": ("pdf", pdf(packed_objects(60 * megabyte))),
        "PDF, stream of 9 MB of numbers": ("pdf", pdf(stream(b"1 0 [" + b"1 " * 4_500_000 + b"]", OBJECTS))),
        "PDF, 9 MB of strings that do not close": ("pdf", pdf(b"(" * 9 * megabyte)),
        "PDF, 9 MB of digits": ("pdf", pdf(b"1" * 9 * megabyte)),
        "PDF, 10,000 pages": ("pdf", pdf(*[b"<< /Type /Page >>"] * 10_000)),
        "PDF, lists in lists": ("pdf", pdf(b"[" * megabyte)),
        "Word, plain": ("word", word("<document/>")),
        "Word, 1,000,000 elements": ("word", word(f"<d>{'<a/>' * megabyte}{secrets.token_hex(50_000)}</d>")),
        "Word, 100,000 elements deep": ("word", word("<a>" * 100_000 + "</a>" * 100_000)),
    }


OBJECTS = b"/Type /ObjStm /N 1 /First 4"


def alone(found):
    """The document that cost most, after a line for each."""
    costs = {}
    print(f"{'alone':44} {'KB':>8} {'seconds':>8}  answer")
    for name, (kind, content) in found.items():
        began = perf_counter()
        answer = process.inspect(kind, content)
        costs[name] = perf_counter() - began
        words = answer.get("found", "accepted")
        print(f"{name:44} {len(content) / 1024:8,.0f} {costs[name]:8.2f}  {words}", flush=True)
    return max(costs, key=costs.get)


class Phone:
    """A delegation's phone, which joined through its link."""

    def __init__(self, server, secret):
        self.address, self.cookies = server.address, {}
        token = self.token(self.ask("GET", f"/en/rehearsal/join/{secret}/"))
        self.ask("POST", f"/en/rehearsal/join/{secret}/", *form(csrfmiddlewaretoken=token))

    def ask(self, method, path, body=None, kind=""):
        connection = http.client.HTTPConnection(self.address, timeout=300)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, {"Cookie": cookies, "Content-Type": kind})
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie", ()):
            name, _equals, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        connection.close()
        if answer.status not in (200, 302, 422):
            raise RuntimeError(f"{path} answers {answer.status}")
        self.status = answer.status
        return text

    def token(self, page):
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

    def upload(self, content):
        token = self.token(self.ask("GET", STATEMENTS))
        fields = {"csrfmiddlewaretoken": token, "session": "panel-1", "language": "en", "mark": "check"}
        self.ask("POST", STATEMENTS, *form(content, **fields))


def form(file=None, **fields):
    """The body of a form in parts, and its kind."""
    edge = secrets.token_hex(16)
    head = f'--{edge}\r\nContent-Disposition: form-data; name="'
    body = "".join(f'{head}{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()).encode()
    if file is not None:
        body += f'{head}file"; filename="statement.pdf"\r\n\r\n'.encode() + file + b"\r\n"
    return body + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def beside(server, cookie, phones, content):
    """Seconds that the console waited, and that each upload took, while all phones upload at once."""
    waits, took = [], []

    def upload(phone):
        began = perf_counter()
        phone.upload(content)
        took.append(perf_counter() - began)

    threads = [threading.Thread(target=upload, args=[phone]) for phone in phones]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads) or len(waits) < 50:
        waits.append(server.get(CONSOLE, cookie=cookie).seconds)
        sleep(EVERY)
    return waits, took


def show(name, waits, took=()):
    longest = f"{max(took):8.1f}" if took else " " * 8
    print(f"{name:44} {1000 * median(waits):8.0f} {1000 * max(waits):8.0f} {longest}", flush=True)


def main():
    found = documents()
    costliest = alone(found)
    with temporary_installation() as installation:
        installation.prepare([])
        cookie = installation.cookie_of_staff()
        command = SEATS.replace("PHONES", str(PHONES))
        links = installation.manage("shell", "--no-imports", "-c", command).split()
        with installation.serve("conference.settings") as server:
            phones = [Phone(server, secret) for secret in links]
            server.get(CONSOLE, cookie=cookie)
            print(f"\n{'the console beside eight uploads, ms':44} {'median':>8} {'longest':>8} {'upload s':>8}")
            show("nothing", beside(server, cookie, [], b"")[0])
            longest = 0
            for name in dict.fromkeys(["PDF, two streams of 10 MB of blanks", costliest]):
                waits, took = beside(server, cookie, phones, found[name][1])
                show(name, waits, took)
                longest = max(longest, *waits)
    print(f"\nThe console waited {longest:.2f} s at most; {MOST} s is the most that it may.")


if __name__ == "__main__":
    main()
