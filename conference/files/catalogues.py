"""The catalogues of the interface: whether what is compiled is of their present state, and how they are compiled.

Nothing of Django is imported here, because the build of a wheel compiles them too (hatch_build.py).
"""

import os
import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

TRANSLATED = ("ar", "es", "fr", "ru", "zh_Hans")  # the folders of the languages other than that of the source
LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?)\s+)?"([^"\\]|\\.)*")?')
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}")


class FaultyCatalogue(Exception):
    """Raised when a catalogue cannot be compiled. The message names the file, the line and what is wrong."""


def is_stale(source: Path) -> bool:
    """Whether a catalogue (`django.po`) has changed since it was compiled, or was never compiled."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime


def compile_catalogue(source: Path) -> None:
    """Write the compiled catalogue beside its source."""
    try:
        check_lines(source)
        with source.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except PoFileError as error:
        raise FaultyCatalogue(f"{source}, line {error.lineno + 1}: {error}.") from None
    except UnicodeDecodeError:
        raise FaultyCatalogue(f"{source} is not written in UTF-8.") from None
    for message in catalogue:
        if message.id and not message.fuzzy:
            check_placeholders(source, message, catalogue.num_plurals)
    _replace(source.with_suffix(".mo"), catalogue)


def check_lines(source: Path) -> None:
    """Check each line, because Babel ignores one without its closing quotation mark; FaultyCatalogue names it."""
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
        if not LINE.fullmatch(line.strip()):
            raise FaultyCatalogue(f"{source}, line {number}: this is no line of a catalogue: {line.strip()[:60]}")


def check_placeholders(source: Path, message: Message, forms: int) -> None:
    """Check the placeholders of a translation against its source; some plural forms may omit the number."""
    sources = [message.id] if isinstance(message.id, str) else [*message.id]
    texts = [message.string] if isinstance(message.string, str) else [*(message.string or ())]
    wanted = {name for text in sources for name in PLACEHOLDER.findall(text)}
    found = [set(PLACEHOLDER.findall(text)) for text in texts if text]
    fault = None
    if message.pluralizable and any(texts) and len([text for text in texts if text]) != forms:
        fault = f"has not the {forms} plural forms of its language"
    elif any(names - wanted for names in found):
        fault = f"has {_listed(set.union(*found) - wanted)}, which its source has not"
    elif found and wanted - set.union(*found):
        fault = f"lacks {_listed(wanted - set.union(*found))}"
    if fault:
        raise FaultyCatalogue(f"{source}, line {message.lineno}: the translation of “{sources[0]}” {fault}.")


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))


def _replace(compiled: Path, catalogue: Catalog) -> None:
    """Replace the file in one step, so that a server that starts at that moment reads the old or the new one."""
    unfinished = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            write_mo(file, catalogue, use_fuzzy=False)
        unfinished.chmod(0o644)  # it is code: compiled by root, it is read by the account that serves
        unfinished.replace(compiled)
    except OSError as error:
        raise FaultyCatalogue(f"{compiled} cannot be written: {error.strerror}.") from None
