"""What the audit trail may say of a row: the one rule through which every entry passes.

No entry holds an e-mail address. Beyond that a model says itself what is withheld, by a method
`withheld_from_audit(changed)`, which takes what an act changed, {column: value}, and returns names of columns.
The trail then tells that such a column was changed, by whom and when, and not from what to what.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import models

WITHHELD = "withheld"  # in place of a value; the database lets an entry change to this and to nothing else
SHORTEST = 4  # letters of a name that is sought within texts; a shorter one stands in many words

_ADDRESS = re.compile(r"[^\s@<>()\[\]\"',;:]+@[^\s@<>()\[\]\"',;:]+")


def without_addresses(value: Any) -> Any:
    """A value of an entry with “…” for each e-mail address; any other @ becomes the full-width sign.

    So the trail holds no @ at all, which the database can check.
    """
    if isinstance(value, str):
        return _ADDRESS.sub("…", value).replace("@", "\uff20")
    if isinstance(value, Mapping):
        return {without_addresses(str(key)): without_addresses(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_addresses(item) for item in value]
    return value


def detail_for_audit(row: models.Model, detail: Mapping[str, Any]) -> dict[str, Any]:
    """The detail of an act on a row as the trail may hold it."""
    withheld = {field.name for field in row._meta.concrete_fields if _holds_addresses(field)}
    own_rule = getattr(row, "withheld_from_audit", None)
    if own_rule:
        withheld |= set(own_rule(detail))
    return without_addresses(withhold(detail, withheld))


def _holds_addresses(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.EmailField) or getattr(field, "holds_addresses", False)


def withhold(detail: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: WITHHELD if name in names else value for name, value in detail.items()}


def strings_in(value: Any) -> Iterable[str]:
    """Each text within a value of an entry."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from strings_in(item)


def telling(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds one of some names within a text, as whole words where their script parts words; None if none tells."""
    sought = {name.strip() for name in names}
    long_enough = [name for name in sought if len(name) >= SHORTEST or (len(name) > 1 and not name.isascii())]
    parts = [re.escape(name) if _is_unspaced(name) else rf"(?<!\w){re.escape(name)}(?!\w)" for name in long_enough]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _is_unspaced(name: str) -> bool:
    return any("\u2e80" <= character <= "\u9fff" for character in name)


def redacted(subject_name: str, detail: Mapping[str, Any], names: re.Pattern[str] | None) -> tuple[str, dict[str, Any]]:
    """The subject's name and the detail of an entry without what tells one of some names."""
    telling_columns = {
        name for name, value in detail.items() if names and any(names.search(text) for text in strings_in(value))
    }
    is_told = names is not None and names.search(subject_name)
    return "" if is_told else subject_name, withhold(detail, telling_columns)
