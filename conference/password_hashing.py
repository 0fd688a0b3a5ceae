"""Passwords are computed two at once, by threads to which the system gives way last.

Argon2 takes a second and 100 MB of memory for each on purpose, and anybody may have a password tried; a session on the
floor goes on beside it in the same process.
"""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = 2
NICENESS = 15  # of 19; at the last, a thread that holds Python's lock could wait too long for a processor


def _give_way() -> None:
    if sys.platform == "linux":  # elsewhere a priority belongs to a whole process
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords", initializer=_give_way)


class PasswordHasher(Argon2PasswordHasher):
    """Argon2 as Django sets it, in these threads. What it stores can be read by Django's own as well."""

    def encode(self, *args: Any, **kwargs: Any) -> str:
        return _threads.submit(super().encode, *args, **kwargs).result()

    def verify(self, *args: Any, **kwargs: Any) -> bool:
        return _threads.submit(super().verify, *args, **kwargs).result()
