"""The messages of the interface as it shows them: the compiled catalogues, and where each message appears."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from gettext import c2py
from hashlib import blake2b
from itertools import groupby
from pathlib import Path

from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils.translation import to_locale

from conference.caches import constant
from conference.files.message_places import FILE, key_of
from conference.languages import CODES
from conference.languages.folding import fold

SOURCE = "en"
COUNTED = 200  # numbers of which the plural forms are tried
RUNS = 3  # of numbers that are named of a form


@dataclass(frozen=True, eq=False)
class InterfaceMessage:
    """A message: its English words (two where it counts something), and its forms in each language.

    `files` are the templates and modules in which it appears, each with its number among the messages of that file;
    `context` tells translators what it is said of.
    """

    key: str
    context: str
    forms: dict[str, tuple[str, ...]]
    files: dict[str, int]

    @property
    def source(self) -> tuple[str, ...]:
        return self.forms[SOURCE]

    @property
    def counts(self) -> bool:
        """Whether it is said of a number."""
        return len(self.source) > 1

    def digest(self, code: str) -> str:
        """Returns what changes when the English or the wording in a language does."""
        words = json.dumps([self.source, self.forms[code]], ensure_ascii=False)
        return blake2b(words.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Catalogue:
    """All messages, in the order in which they are found in the source; the pages' titles by template."""

    messages: dict[str, InterfaceMessage]
    # Of each language, the runs of numbers that each plural form is said of; a reader's language joins them.
    numbers: dict[str, tuple[tuple[str, ...], ...]]
    plural_forms: dict[str, str]  # of each language, as the head of its catalogue has it
    titles: dict[str, tuple[str, str]]

    @cached_property
    def digests(self) -> dict[str, dict[str, str]]:
        """The digest of each message in each language."""
        return {code: {key: each.digest(code) for key, each in self.messages.items()} for code in CODES}

    @cached_property
    def folded(self) -> dict[str, dict[str, str]]:
        """The words of each message in English and in a language, as a search compares them."""
        return {code: {key: _folded(each, code) for key, each in self.messages.items()} for code in CODES}

    def search(self, query: str, code: str) -> set[str]:
        """Returns the keys of the messages that have all words of a query, in English or in the language."""
        words = fold(query).split()
        return {key for key, text in self.folded[code].items() if all(word in text for word in words)}


def _folded(message: InterfaceMessage, code: str) -> str:
    return fold(" ".join((message.context, *message.source, *message.forms[code])))


@constant()
def catalogue() -> Catalogue:
    """Returns the catalogue that this process shows."""
    return read_catalogue(Path(settings.LOCALE_PATHS[0]))


def read_catalogue(locale: Path) -> Catalogue:
    """Reads the compiled catalogues of a folder and the places beside them; without these, none is known."""
    kept = locale / FILE
    found = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {"places": {}, "titles": {}}
    messages: dict[tuple[str, tuple[str, ...]], dict[str, tuple[str, ...]]] = {}
    numbers = {SOURCE: _numbers("n != 1", 2)}
    plural_forms = {SOURCE: "nplurals=2; plural=(n != 1);"}
    for code in CODES:
        if code != SOURCE:
            with (locale / to_locale(code) / "LC_MESSAGES" / "django.mo").open("rb") as file:
                compiled = read_mo(file)
            numbers[code] = _numbers(compiled.plural_expr, compiled.num_plurals)
            plural_forms[code] = compiled.plural_forms
            for context, source, words in _entries(compiled):
                messages.setdefault((context, source), {SOURCE: source})[code] = words
    return Catalogue(
        dict(_in_order(messages, found["places"])),
        numbers,
        plural_forms,
        {name: (context, title) for name, (context, title) in found["titles"].items()},
    )


def _entries(compiled: Iterable) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    for entry in compiled:
        if entry.id:
            context = entry.context or ""  # which Babel leaves as the bytes of the file
            yield (
                context.decode() if isinstance(context, bytes) else context,
                _several(entry.id),
                _several(entry.string),
            )


def _several(words: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _in_order(messages: dict, places: dict[str, dict[str, int]]) -> Iterator[tuple[str, InterfaceMessage]]:
    order = {key: number for number, key in enumerate(places)}
    keyed = {key_of(context, source[0]): (context, forms) for (context, source), forms in messages.items()}
    for key in sorted(keyed, key=lambda key: (order.get(key, len(order)), key)):
        context, forms = keyed[key]
        whole = {code: forms.get(code, ()) for code in CODES}
        yield key, InterfaceMessage(key, context, whole, places.get(key, {}))


def _numbers(expression: str, forms: int) -> tuple[tuple[str, ...], ...]:
    """Returns for each plural form the numbers that it is said of, such as `3–10`, `103–110`, `…`."""
    form_of = c2py(expression)
    chosen = [form_of(number) for number in range(COUNTED)]
    return tuple(_runs([number for number in range(COUNTED) if chosen[number] == form]) for form in range(forms))


def _runs(numbers: list[int]) -> tuple[str, ...]:
    runs = []
    for __, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        members = [number for __, number in run]
        runs.append((members[0], members[-1]))
    named = [name for first, last in runs[:RUNS] for name in _run(first, last)]
    open_ended = runs and runs[min(len(runs), RUNS) - 1][1] == COUNTED - 1
    return (*named, *(["…"] if len(runs) > RUNS and not open_ended else []))


def _run(first: int, last: int) -> list[str]:
    if last == COUNTED - 1:
        return [str(first), str(first + 1), str(first + 2), "…"]
    return [str(first) if first == last else f"{first}–{last}"]
