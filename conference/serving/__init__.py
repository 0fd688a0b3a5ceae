"""The one process of `manage.py serve`: released pages from memory, everything else from Django in threads.

Terms:
- ASGI, WSGI: the asynchronous and the synchronous interface between a Python web server and an application. uvicorn
  speaks ASGI (`server.py`); Django is called as WSGI in threads (`application.py`).
- Released page: a page that depends on its address and on what is released, never on the visitor. A view marks it
  with the header `Rostrum-Cache`.
- Page cache: the released pages in memory, ready to send, each plain and compressed (`page_cache.py`).
- Cache version: the fingerprint of all releases, by which a cached page is known to be current (`cache_version.py`).
  To invalidate it is to have it read again.
- Page request: what of a request decides whether the page cache may answer it (`request.py`).
- Entity tag (ETag), 304 Not Modified: how a browser asks whether its own copy of a page is current (RFC 9110).
- Request body: what a request sends, such as a form with a file; received whole before Django runs
  (`request_body.py`).
- Visitor: who sends a request, as far as the database knows its cookie (`visitors.py`).
- Lane: a few threads in which Django answers one kind of request, such as those of the console (`lanes.py`).
- Sign-in limit: how many wrong passwords a network address may try (`sign_in_limit.py`).
- Idle connection: one that waits for a request or the rest of its head (`connections.py`).
- Slow client: a client for whose network the server waits; a stop does not wait for it (`slow_clients.py`).
- Server-sent events: a response that stays open and in which the server sends news (`floor/live/streams.py`).
- Error response: an answer that this process gives itself, because Django is not asked (`error_responses.py`).
"""
