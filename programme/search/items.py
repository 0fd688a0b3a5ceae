"""What can be found in public: items with their texts in one language, and the sources that each app supplies.

A room describes what it shows in public as a `SearchSource` in a module `searched`, and is entered in
`settings.PUBLIC_SEARCH`: the programme may import neither the floor nor the Summary. A source gives what its public
pages show, and nothing else; it reads released content, or rows by the rule by which its pages choose them.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from conference.caches import cached
from conference.languages import OfficialLanguage, official
from conference.languages.folding import fold
from programme.search.query import SearchTerm

SECONDS = 15  # for which a page of results is kept, since it tells of more than what is released

Texts = dict[str, str]


@dataclass(frozen=True)
class SearchItem:
    """Something on a public page that can be found, with its texts as the page shows them.

    `heading` is the field of its title or name; `texts` are {field: (text, language)}; `address` is the page, with the
    place on it; `about` tells what it is. `folded_around` are the words that the page shows round the texts. `row` are
    the facts that a page of results draws itself.
    """

    row: dict[str, Any]
    heading: str
    texts: dict[str, tuple[str, OfficialLanguage]]
    address: str
    about: str
    folded_heading: str
    folded: str
    folded_around: str

    def has(self, term: SearchTerm) -> bool:
        return term.is_in(self.folded) or term.is_in(self.folded_around)


@dataclass(frozen=True)
class FoundKind:
    """A kind of things, with its name as the heading of what was found."""

    key: str
    name: str | Promise


@dataclass(frozen=True)
class SearchSource:
    """The kinds of things that a room shows in public, and its items of each, in the order in which they are found.

    `version` changes when the items do, which are kept for as long as it is the same.
    """

    kinds: Sequence[FoundKind]
    version: Callable[[Any], Hashable]
    items: Callable[[Any, str], dict[str, list[SearchItem]]]


@cached
def sources() -> tuple[SearchSource, ...]:
    """The sources in the order in which the page has what was found."""
    return tuple(import_string(name) for name in settings.PUBLIC_SEARCH)


def kinds() -> list[FoundKind]:
    return [kind for source in sources() for kind in source.kinds]


def made_anew(edition: Any) -> Hashable:
    """The version of what changes without a release, such as statements under embargo: another at each search."""
    return object()


class ItemWriter:
    """Makes items in a language; a text that is missing in it is searched and shown in the original language."""

    def __init__(self, code: str, original: str) -> None:
        self.code = code
        self.original = original

    def item(
        self,
        heading: str,
        texts: dict[str, Texts],
        address: str,
        *,
        row: dict[str, Any] | None = None,
        about: str = "",
        around: Iterable[str | Texts] = (),
    ) -> SearchItem:
        shown = {name: self.words(by_language) for name, by_language in texts.items()}
        beside = [about, *(each if isinstance(each, str) else self.words(each)[0] for each in around)]
        folded = "\n".join(fold(words) for words, __ in shown.values())
        folded_around = fold("\n".join(beside))
        return SearchItem(row or {}, heading, shown, address, about, fold(shown[heading][0]), folded, folded_around)

    def words(self, texts: Texts) -> tuple[str, OfficialLanguage]:
        """Return (text, language) as every page shows it: the page's language, else the original one, else any."""
        for code in (self.code, self.original, *texts):
            if texts.get(code):
                return texts[code], official(code)
        return "", official(self.code)
