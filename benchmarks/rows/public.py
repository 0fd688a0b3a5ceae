"""What the public pages cost."""

from benchmarks.rows import Row
from benchmarks.world import spent_by, spent_each

PROGRAMME = "/en/measured/"


def _of_unknown_query(world):
    server, asked = world.server(), 200
    server.get(PROGRAMME, "br")
    spent = spent_by(server, lambda: [server.get(f"{PROGRAMME}?utm_source={place}", "br") for place in range(asked)])
    return f"{spent / asked:.2f} ms"


def _from_memory(world):
    world.server().get(PROGRAMME, "br")
    return f"{spent_each(world.server(), PROGRAMME):.3f} ms"


def _kept(path):
    def measure(world):
        server = world.server()
        server.get(path, "br")
        return f"{spent_by(server, lambda: server.get(path, 'br')):,.0f} ms"

    return measure


def _after_release(world):
    with world.new_server() as server:
        server.get(PROGRAMME, "br")
        world.release()
        return f"{spent_by(server, lambda: server.get(PROGRAMME, 'br')):,.0f} ms"


def _after_restart(world):
    with world.new_server() as server:
        return f"{spent_by(server, lambda: server.get(PROGRAMME, 'br')):,.0f} ms"


def _start(world):
    """The processor's seconds of `serve` until it answers, and its megabytes at rest."""
    with world.new_server() as server:
        server.get("/healthz")
        return f"{spent_by(server) / 1000:.2f} s, {server.megabytes()[0]} MB"


def _memory(world):
    """After each page that lists the whole programme was read in six languages."""
    with world.new_server() as server:
        for language in ("ar", "zh-hans", "en", "fr", "ru", "es"):
            for page in ("", "speakers/", "programme.ics"):
                server.get(f"/{language}/measured/{page}", "br")
        return f"{server.megabytes()[0]} MB"


ROWS = [
    Row("a page from memory", "0.06 ms", "0.06 ms", _from_memory),
    Row("unknown query string, each", "1,240 ms", "as from memory", _of_unknown_query),
    Row("sitemap, asked again", "670 ms", "0 ms", _kept("/sitemap.xml")),
    Row("schedule.json, asked again", "0.1 ms; from 1,050 sessions 810", "0 ms", _kept("/en/measured/schedule.json")),
    Row("first programme after a release", "1,731 ms", "300 ms", _after_release),
    Row("first programme after a restart", "1,731 ms", "300 ms", _after_restart),
    Row("memory after 1,000 sessions", "320 to 430 MB", "200 MB", _memory),
    Row("start of serve, memory at rest", "1.42 s, 117 MB", "0.8 s, 80 MB", _start),
    Row("static copy of 200 sessions", "94 s", "30 s on two cores"),
    Row("listeners over the bare broadcast", "3.8 / 3.2 times", "2 / 2 times", see="floor_listeners"),
]
