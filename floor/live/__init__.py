"""What happens on a floor, pushed to every screen that shows it.

The terms of this package, as the field uses them:

- server-sent events (SSE): a response of type `text/event-stream` that stays open, in which the server sends named
  events ("state", "time"); the browser reads it with `EventSource` (WHATWG HTML, "Server-sent events").
- stream: one such open response. Streams are served in raw ASGI and cost no thread.
- subscriber: who a stream belongs to (the public, a device of a delegation, staff), and what it may see.
- listener: the open stream as the process holds it, asleep until there is something to send.
- broadcast: the state of one floor, encoded once for each kind of subscriber and sent to all listeners of that floor.
- state: all that a screen shows of a floor, small and whole; never differences, so that a lost event loses nothing.
- snapshot: a state as it was read once from the database, with whether the public may see it.
- version: the number of the last step on a floor. It only rises; whatever is older than what is shown is ignored.
- announcement: the pair (session, version) by which a process learns that there is a newer version: from itself, from
  PostgreSQL (`LISTEN`/`NOTIFY`), from Redis (publish/subscribe), or by polling SQLite (`floor/notifications.py`).
- heartbeat: an event at a fixed interval. It keeps proxies from closing the stream and carries the clock of the server;
  permissions are checked again with it.
- backpressure: no queue grows behind a slow client. It gets the newest state when it can take one, and its stream is
  closed when a send does not finish in time.
- polling: what a client does that cannot keep a stream; it asks for `state.json` with the ETag that it has.
- eviction: of too many streams of one device or account the oldest ends with an event "poll". Its client polls; came it
  back at once, it would evict another, and they would take turns without end.
- mark: what tells a delegation's page whether it has to be asked for anew (`marks.py`).
"""
