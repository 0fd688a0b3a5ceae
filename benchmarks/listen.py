"""The listeners, in a process of their own: `python listen.py PATH NUMBER PORT...` says when each version reached each.

Raw sockets in one event loop: it notes the moment at which the bytes of a version arrive and does nothing else. It
prints "ready" once everybody has heard the first state, and at the end of its input {port: {version: [moments]}}.
"""

import asyncio
import json
import re
import resource
import sys
from collections import defaultdict
from time import monotonic

try:
    from uvloop import run
except ImportError:
    from asyncio import run

VERSION = re.compile(rb'"version":(\d+)')
AT_ONCE = 100  # connections that are being opened


class Listener(asyncio.Protocol):
    def __init__(self, path, heard):
        self.path, self.heard = path, heard
        self.began = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        transport.write(f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    def data_received(self, data):
        now = monotonic()
        for version in VERSION.findall(data):
            self.heard[int(version)].append(now)
            if not self.began.done():
                self.began.set_result(None)

    def connection_lost(self, error):
        if not self.began.done():
            self.began.set_exception(ConnectionError("a stream was refused"))


async def main(path, number, ports):
    loop = asyncio.get_running_loop()
    heard = {port: defaultdict(list) for port in ports}
    opening = asyncio.Semaphore(AT_ONCE)

    async def listen(port):
        async with opening:
            _transport, listener = await loop.create_connection(lambda: Listener(path, heard[port]), "127.0.0.1", port)
            await listener.began

    await asyncio.gather(*(listen(ports[place % len(ports)]) for place in range(number)))
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(json.dumps(heard), flush=True)


if __name__ == "__main__":
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000) if hard != resource.RLIM_INFINITY else 20_000, hard))
    run(main(sys.argv[1], int(sys.argv[2]), [int(port) for port in sys.argv[3:]]))
