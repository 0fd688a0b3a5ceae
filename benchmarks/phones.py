"""Joined phones, in a process of their own: `python phones.py PORT` reads {"stream", "now", "cookies"} and follows.

Each does what static/floor/delegation/delegation.js does: it listens, and asks the server for the page only when what
the page says of itself (`own`, `rules`) is no longer what the state says. It prints "ready" once all have heard the
first state and shown the page that belongs to it, and at the end of its input {"current": of each phone
[[version, moment]], "asked": number, "bytes": of one state}. With `now` empty the phones ask nothing: listeners of the
bare stream.
"""

import asyncio
import json
import random
import re
import resource
import sys
from time import monotonic

try:
    from uvloop import run
except ImportError:
    from asyncio import run

STATE = re.compile(rb"event: state\ndata: (.*)\n\n")
MARKS = re.compile(r'data-own="([^"]*)"\s+data-rules="([^"]*)"')
TOKEN = re.compile(r"[Ss]et-[Cc]ookie: (csrftoken=[^;]+)")  # which a browser sends back with all that it asks
OPENING = asyncio.Semaphore(50)
LOADING = asyncio.Semaphore(4)  # pages before the measurement begins


class Heard:
    """How often all phones asked, and the size of a state."""

    def __init__(self):
        self.asked, self.bytes = 0, 0


class Phone:
    def __init__(self, port, asked, cookie, heard):
        self.port, self.asked, self.cookie, self.heard = port, asked, cookie, heard
        self.asked_with = cookie
        self.current = []  # [version, moment] since which it has shown it
        self.shown = self.state = self.asking = self.later = self.connection = None
        self.began = asyncio.get_running_loop().create_future()

    async def live(self):
        try:
            if self.asked["now"]:
                async with LOADING:
                    self.shown = await self.page()
            async with OPENING:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
                writer.write(self.request(self.asked["stream"]))
            rest = b""
            while piece := await reader.read(1 << 16):
                rest += piece
                while found := STATE.search(rest):
                    self.hear(found[1], monotonic())
                    rest = rest[found.end() :]
            raise ConnectionError("a stream ended")
        except Exception as error:
            if not self.began.done():
                self.began.set_exception(error)

    def hear(self, data, moment):
        self.heard.bytes = len(data)
        self.state = json.loads(data)
        self.follow(moment)
        if not self.began.done():
            self.began.set_result(None)

    def follow(self, moment):
        """Asks for a page that is not current: at once for its own sake, else within the time that the state says."""
        marks = self.state.get("own"), self.state.get("rules")
        if not self.asked["now"] or self.shown == marks:
            self.current.append([self.state["version"], moment])
        elif self.asking is None:
            if self.shown[0] != marks[0]:
                self.ask()
            elif self.later is None:
                wait = random.random() * self.state["spread"] / 1000
                self.later = asyncio.get_running_loop().call_later(wait, self.ask)

    def ask(self):
        if self.later:
            self.later.cancel()
            self.later = None
        if self.asking is None:
            self.asking = asyncio.create_task(self.load())

    async def load(self):
        self.heard.asked += 1
        self.shown = await self.page()
        self.asking = None
        self.follow(monotonic())

    async def page(self):
        """What the page says of itself: the marks of what it shows. A connection that was closed is opened anew."""
        for _attempt in range(2):
            try:
                return await self.ask_for_page()
            except (asyncio.IncompleteReadError, ConnectionResetError, BrokenPipeError):
                self.connection = None
        raise ConnectionError("a page was not answered")

    async def ask_for_page(self):
        if not self.connection:
            self.connection = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        reader, writer = self.connection
        writer.write(self.request(self.asked["now"], "Rostrum-Fragment: floor\r\n"))
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        if token := TOKEN.search(head):
            self.cookie = f"{self.asked_with}; {token[1]}"
        head = head.lower()
        if " 200 " not in head.partition("\r\n")[0]:
            raise ConnectionError(head)
        html = json.loads(await self.body(reader, head))["html"]
        return MARKS.search(html).groups()

    async def body(self, reader, head):
        if length := re.search(r"content-length: (\d+)", head):
            return await reader.readexactly(int(length[1]))
        body = b""
        while size := int(await reader.readline(), 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return body

    def request(self, path, more=""):
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n{more}\r\n".encode()


async def main(port):
    asked = json.loads(sys.stdin.readline())
    heard = Heard()
    phones = [Phone(port, asked, cookie, heard) for cookie in asked["cookies"]]
    tasks = [asyncio.create_task(phone.live()) for phone in phones]
    await asyncio.gather(*(phone.began for phone in phones))
    for phone in phones:
        phone.current.clear()
    heard.asked = 0
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    current = [phone.current for phone in phones]
    print(json.dumps({"current": current, "asked": heard.asked, "bytes": heard.bytes}), flush=True)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000) if hard != resource.RLIM_INFINITY else 20_000, hard))
    run(main(int(sys.argv[1])))
