"""Other systems are told of what became public: `events.tell(...)` notes an event, a worker sends it.

A message holds the kind, the time and links to public pages. What it links to is composed when it is sent, by
WEBHOOK_LINKS, and only if it is public then.
"""
