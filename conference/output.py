"""Where a command writes a file: whole, or not at all."""

import os
import sys
from pathlib import Path

from django.core.management.base import CommandError

STANDARD_OUTPUT = "-"


def write_output(output, body):
    """Write the whole file (bytes) or none of it; `-` is the standard output. CommandError says what is in the way."""
    target = Path(os.path.realpath(output))
    try:
        if output == STANDARD_OUTPUT:
            sys.stdout.buffer.write(body)
            sys.stdout.buffer.flush()
        elif target.exists() and not target.is_file():
            target.write_bytes(body)  # a pipe or a device cannot be replaced
        else:
            _replace(target, body)
    except OSError as error:
        raise CommandError(f"{output} cannot be written: {error.strerror}.") from None


def _replace(path, body):
    if not path.parent.is_dir():
        raise CommandError(f"There is no folder {path.parent}.")
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(body)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def either(names):
    """Names to choose from, in a sentence: "ar, fr or es"."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
