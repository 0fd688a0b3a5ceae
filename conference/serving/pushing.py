"""Sending one piece to many open responses at once, without waking what waits in each of them.

A server that can do it offers `scope["extensions"][PUSH]`: a function of a piece, which returns whether it was sent.
"""

from typing import Any

PUSH = "rostrum.push"


class Piece:
    """A piece of a response that goes on, put in its frame once for all to whom it is sent."""

    __slots__ = ("frame",)

    def __init__(self, body: bytes) -> None:
        self.frame = b"%x\r\n%b\r\n" % (len(body), body)  # a chunk of RFC 9112


def push(transport: Any, cycle: Any, piece: Piece) -> bool:
    """Sends a piece in a response of uvicorn, unless older bytes still wait for the client or it takes no chunks."""
    if transport.get_write_buffer_size() or transport.is_closing() or not cycle.chunked_encoding:
        return False
    transport.write(piece.frame)
    return True
