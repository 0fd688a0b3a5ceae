"""Compile the catalogues of the interface, without GNU gettext: `locale/<language>/LC_MESSAGES/django.po` to `.mo`."""

import os
import re
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from conference.files.catalogues import is_stale

LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?)\s+)?"([^"\\]|\\.)*")?')
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}")


class Command(BaseCommand):
    help = "Compiles the message catalogues that have changed; a faulty one is refused, with its file and line."
    requires_system_checks = []

    def handle(self, *args, verbosity, **options):
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                if is_stale(source):
                    compile_catalogue(source)
                    if verbosity:
                        self.stdout.write(f"Compiled the messages in {source.parent.parent.name}")


def compile_catalogue(source):
    try:
        check_lines(source)
        with source.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except PoFileError as error:
        raise CommandError(f"{source}, line {error.lineno + 1}: {error}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{source} is not written in UTF-8.") from None
    for message in catalogue:
        if message.id and not message.fuzzy:
            check_placeholders(source, message, catalogue.num_plurals)
    _replace(source.with_suffix(".mo"), catalogue)


def check_lines(source):
    """Check each line, because Babel ignores one without its closing quotation mark; CommandError names it."""
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
        if not LINE.fullmatch(line.strip()):
            raise CommandError(f"{source}, line {number}: this is no line of a catalogue: {line.strip()[:60]}")


def check_placeholders(source, message, forms):
    """Check the placeholders of a translation against its source; some plural forms may omit the number."""
    sources = message.id if message.pluralizable else (message.id,)
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
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
        raise CommandError(f"{source}, line {message.lineno}: the translation of “{sources[0]}” {fault}.")


def _listed(names):
    return ", ".join(sorted(names))


def _replace(compiled, catalogue):
    """Replace the file in one step, so that a server that starts at that moment reads the old or the new one."""
    unfinished = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            write_mo(file, catalogue, use_fuzzy=False)
        unfinished.replace(compiled)
    except OSError as error:
        raise CommandError(f"{compiled} cannot be written: {error.strerror}.") from None
