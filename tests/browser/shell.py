"""Runs Python within the settings of a site, as `manage.py shell -c` does: each piece in a process of its own.

Starting Django takes a second and a half of processor time, so it starts once; each piece of code has a fork of it.
A line of JSON says what to run and the file for what it says; the answer is a line with the code of its process.
"""

import json
import os
import sys
import traceback
from importlib import import_module

import django
from django.core.management import call_command


def main():
    django.setup()
    for module in ("conference.urls", "tests.factories"):  # with nearly all that any piece of code imports
        import_module(module)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            run(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def run(code, said):
    """Never returns: the process ends."""
    with open(said, "w") as file:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), stream.fileno())
    failed = 0
    try:
        call_command("shell", verbosity=0, command=code)
    except BaseException:
        traceback.print_exc()
        failed = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(failed)


if __name__ == "__main__":
    main()
