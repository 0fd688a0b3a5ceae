#!/usr/bin/env python
"""Runs Rostrum's commands: `manage.py help` lists them."""

import os
import sys


def main():
    os.umask(0o077)  # whatever a command writes is its owner's alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    from django.core.management import execute_from_command_line

    from conference.environment import BadEnvironment

    try:
        execute_from_command_line(sys.argv)
    except BadEnvironment as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
