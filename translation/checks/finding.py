"""What a check finds: a sentence for the translator, and the places in both texts that it is about."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Fact(NamedTuple):
    """Something that a text tells and its translation must tell too: a day, a time, a symbol; and where it stands."""

    value: object
    start: int
    end: int


@dataclass(frozen=True)
class Finding:
    """Something in a translation that a person should look at; if it `blocks`, the text cannot be saved so.

    `message` is translatable and has the placeholders that `detail` fills. `key` stays the same while the finding does,
    wherever in the text its place moves, so that a dismissal can be remembered by it.
    """

    check: str
    message: str
    in_source: tuple | None = None
    in_target: tuple | None = None
    detail: dict = field(default_factory=dict)
    kind: str = ""
    blocks: bool = False

    def __str__(self):
        return str(self.message) % self.detail

    @property
    def key(self):
        words = (f"{name}={value}" for name, value in sorted(self.detail.items()) if name != "language")
        return ":".join(part for part in (self.check, self.kind, *words) if part)
