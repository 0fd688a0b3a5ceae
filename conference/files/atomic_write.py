"""Writing the output file of a command: whole, or not at all."""

import os
import shutil
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError

STANDARD_OUTPUT = "-"


def write_output(output: str, body: bytes) -> None:
    """Write bytes to a file, all or none; `-` is the standard output. CommandError says why it cannot be written."""
    copy_output(output, BytesIO(body))


def copy_output(output: str, source: IO[bytes]) -> None:
    """As `write_output`, from an open file that may be larger than memory."""
    target = Path(os.path.realpath(output))
    try:
        if output == STANDARD_OUTPUT:
            shutil.copyfileobj(source, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        elif target.exists() and not target.is_file():
            with target.open("wb") as pipe:  # a pipe or a device cannot be replaced
                shutil.copyfileobj(source, pipe)
        else:
            _replace(target, source)
    except OSError as error:
        raise CommandError(f"{output} cannot be written: {error.strerror}.") from None


def _replace(path: Path, source: IO[bytes]) -> None:
    if not path.parent.is_dir():
        raise CommandError(f"There is no folder {path.parent}.")
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            shutil.copyfileobj(source, file)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def either(names: Iterable[str]) -> str:
    """Alternatives in a sentence: "ar, fr or es"."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
