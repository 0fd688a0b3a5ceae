"""The caches of this process. Each registers itself where it is made, so that one call empties all of them.

`lint.caches` finds a cache that is made otherwise.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])
Key = TypeVar("Key")
Value = TypeVar("Value")

_registered: list[Callable[[], object]] = []
_constants: list[Callable[[], object]] = []


def cached(function: Function) -> Function:
    """Keep what a function makes of rows or settings, for each of its arguments, until the caches are emptied."""
    kept = lru_cache(maxsize=None)(function)
    _registered.append(kept.cache_clear)
    return kept  # type: ignore[return-value]


def constant(most: int | None = None) -> Callable[[Function], Function]:
    """Keep the last results of a function where arguments and code alone decide them, so that none goes out of date."""

    def decorate(function: Function) -> Function:
        kept = lru_cache(maxsize=most)(function)
        _constants.append(kept.cache_clear)
        return kept  # type: ignore[return-value]

    return decorate


class Cache(dict[Key, Value]):
    """A dictionary of at most so many entries, of which the oldest goes first."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        _registered.append(self.clear)

    def __setitem__(self, key: Key, value: Value) -> None:
        super().__setitem__(key, value)
        if len(self) > self.most:
            for oldest in list(self)[: -self.most]:
                self.pop(oldest, None)  # another thread may have been faster


def clear(*, constants: bool = False) -> None:
    """Empty all caches, as if the process had just started; those of constants only where asked."""
    for empty in _registered + (_constants if constants else []):
        empty()
