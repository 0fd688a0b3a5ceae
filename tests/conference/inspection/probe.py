"""Inspections that pass a limit, run by the child process of the product for the tests of its limits."""

import os
import sys
import tempfile
import time

from conference.inspection import __main__ as child


def probe_time(content):
    while True:
        pass


def probe_memory(content):
    return {"length": len(content * 2**31)}


def probe_file(content):
    with tempfile.TemporaryFile() as file:
        file.write(content)
    return {}


def probe_silence(content):
    os._exit(0)


def probe_waiting(content):
    time.sleep(60)


def probe_environment(content):
    return {"values": list(os.environ.values()), "arguments": sys.argv}


if __name__ == "__main__":
    child.SECONDS = 1
    child.run(globals()[sys.argv[1]])
