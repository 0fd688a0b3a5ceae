"""Finds the places in which a message appears, and their order on a page."""

from collections.abc import Iterator

from conference.caches import constant
from operations.wording.catalogue import InterfaceMessage, catalogue
from operations.wording.place import InterfacePlace, title_of
from operations.wording.place_table import EVERYWHERE, GROUPS, PLACES

Order = tuple[bool, bool, str, int]
BY_SLUG = {place.slug: place for place in PLACES}
_BY_SOURCE = {source: place for place in PLACES for source in place.sources.split()}
_ORDER = {place.slug: number for number, place in enumerate(PLACES)}


@constant(10_000)
def place_of(file: str) -> InterfacePlace:
    """Returns the place of a template or module: that of the longest of its sources that the name begins with."""
    parts = file.removeprefix("templates/").rpartition(".")[0].split("/")
    for length in range(len(parts), 0, -1):
        if place := _BY_SOURCE.get("/".join(parts[:length])):
            return place
    return EVERYWHERE[0]


def places_of(message: InterfaceMessage) -> list[InterfacePlace]:
    """Returns the places in which a message appears, each once, in the order of the table."""
    found = {place.slug: place for place in map(place_of, message.files)}
    return sorted(found.values(), key=lambda place: _ORDER[place.slug])


def titles_in(message: InterfaceMessage) -> list[str]:
    """Returns the titles of the pages whose templates have the message, each once, in the language of the page."""
    found = (title_of(file.removeprefix("templates/")) for file in message.files)
    return list(dict.fromkeys(title for title in found if title))


@constant()
def messages_by_place() -> dict[str, tuple[InterfaceMessage, ...]]:
    """Returns the messages of each place, by its short name, in the order in which they are read."""
    found: dict[str, dict[InterfaceMessage, Order]] = {place.slug: {} for place in PLACES}
    for message in catalogue().messages.values():
        for file, number in message.files.items():
            among, order = found[place_of(file).slug], _order_of(file, number)
            among[message] = min(order, among.get(message, order))
    return {slug: tuple(sorted(among, key=among.__getitem__)) for slug, among in found.items()}


def _order_of(file: str, number: int) -> Order:
    """Returns where a message is read: pages before their parts, and these before what modules say."""
    name = file.rpartition("/")[2]
    return file.endswith(".py"), name.startswith("_"), file, number


@constant()
def all_messages() -> tuple[InterfaceMessage, ...]:
    """Returns all messages, place by place, each at the first in which it appears; those of no place at the end."""
    found = dict.fromkeys(message.key for messages in messages_by_place().values() for message in messages)
    known = catalogue().messages
    return tuple(known[key] for key in (*found, *(key for key in known if key not in found)))


def grouped() -> Iterator[tuple[str, list[InterfacePlace]]]:
    """Yields the groups by name with their places, for a list from which one is chosen."""
    for slug, name in GROUPS:
        yield str(name), [place for place in PLACES if place.group == slug and messages_by_place()[place.slug]]
