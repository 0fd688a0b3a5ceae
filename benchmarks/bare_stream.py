"""What the floor's streams are compared with: an ASGI application that tells all listeners what it is sent, no more."""

import asyncio

HEADERS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
told = b'event: state\ndata: {"version":0}\n\n'
listeners = set()


async def app(scope, receive, send):
    global told
    if scope["type"] != "http":
        return
    if scope["method"] == "POST":
        told = (await receive())["body"]
        for woken in listeners:
            woken.set()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    woken = asyncio.Event()
    listeners.add(woken)
    try:
        while True:
            await send({"type": "http.response.body", "body": told, "more_body": True})
            await woken.wait()
            woken.clear()
    finally:
        listeners.discard(woken)
