"""Memory that a long page needed goes back to the system once it has been sent, where the C library is glibc.

Else each thread keeps what it once took: half as much again at 1,000 sessions.
"""

import ctypes
from contextlib import suppress

M_TRIM_THRESHOLD, M_ARENA_MAX = -1, -8  # as <malloc.h> has them
LEAST_RETURNED = 128 * 1024  # bytes at the end of the heap
ARENAS = 2  # shared by all threads, which take turns anyway


def give_back() -> None:
    """Set how memory is given back; called once, before the threads begin."""
    with suppress(OSError, AttributeError):  # another C library has its own ways
        library = ctypes.CDLL("libc.so.6")
        library.mallopt(M_TRIM_THRESHOLD, LEAST_RETURNED)
        library.mallopt(M_ARENA_MAX, ARENAS)
