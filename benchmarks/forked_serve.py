"""`manage.py serve`, again and again, by forks of a process that has everything imported: up in a second, not in ten.

For each line of its input (a port) it starts one and prints the process; the next line waits until that one is dead.
"""

import os
import sys

import django
from django.core.management import call_command


def main():
    django.setup()
    import conference.serving.application
    import conference.serving.server
    import conference.wsgi  # noqa: F401 – imported before the fork

    for line in sys.stdin:
        child = os.fork()
        if not child:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            call_command("serve", port=line.strip())
        print(child, flush=True)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
