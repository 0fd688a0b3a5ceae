"""Rostrum's commands, as `manage.py` of the sources and as `rostrum` of an installed package."""

import os
import sys


def main() -> None:
    os.umask(0o077)  # whatever a command writes is its owner's alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    from django.core.management import execute_from_command_line

    from conference.environment import BadEnvironment

    try:
        execute_from_command_line(sys.argv)
    except BadEnvironment as error:
        sys.exit(str(error))
