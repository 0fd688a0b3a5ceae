"""What a check finds: a sentence for the translator, and the places in both texts to which it refers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from django.utils.functional import Promise

Value = TypeVar("Value")


class Fact(NamedTuple, Generic[Value]):
    """Something that a text states and its translation must state too: a day, a time, a symbol; with its place."""

    value: Value
    start: int
    end: int


@dataclass(frozen=True)
class Finding:
    """Something in a translation that a person should look at; if it `blocks`, the text cannot be saved.

    `message` is translatable and has the placeholders that `detail` fills. `key` does not depend on the place in the
    text, so that a dismissal can be remembered by it.
    """

    check: str
    message: str | Promise
    in_source: tuple[int, int] | None = None
    in_target: tuple[int, int] | None = None
    detail: Mapping[str, object] = field(default_factory=dict)
    kind: str = ""
    blocks: bool = False

    def __str__(self) -> str:
        return str(self.message) % self.detail

    @property
    def key(self) -> str:
        words = (f"{name}={value}" for name, value in sorted(self.detail.items()) if name != "language")
        return ":".join(part for part in (self.check, self.kind, *words) if part)
