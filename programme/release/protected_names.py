"""Finds where a programme still reveals a protected speaker: by the former address, or by the name."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conference.languages import texts
from speakers.models import Speaker

SHORTEST = 4  # letters of a name that is searched for in texts; a shorter one is part of many words


@dataclass(frozen=True)
class ProtectedNames:
    """What must not be revealed: former addresses, and names in any language."""

    slugs: frozenset = frozenset()
    names: frozenset = frozenset()

    def __bool__(self) -> bool:
        return bool(self.slugs or self.names)

    @cached_property
    def _lower(self) -> list[str]:
        return [name.casefold() for name in self.names]

    def are_in(self, value: object) -> bool:
        """Whether the texts of a part of a content have one of the names."""
        if not self.names:
            return False
        words = json.dumps(value, ensure_ascii=False).casefold()
        return any(name in words for name in self._lower)

    def are_told_by(self, content: dict[str, Any]) -> bool:
        """Whether a whole content reveals somebody, by the name or by the former address."""
        return bool(self.slugs & {row["slug"] for row in content.get("speakers", ())}) or self.are_in(content)

    def without(self, content: dict[str, Any]) -> dict[str, Any]:
        """Return a content without the people at the former addresses, as if they had never been in it."""
        if not self.slugs:
            return content
        return {
            **content,
            "speakers": [row for row in content["speakers"] if row["slug"] not in self.slugs],
            "sessions": [
                {**row, "roles": [role for role in row["roles"] if role["speaker"] not in self.slugs]}
                for row in content["sessions"]
            ],
        }


def protected_names(slug: str) -> ProtectedNames:
    """Return what the programme of a conference must not reveal, in one query."""
    return names_of(Speaker.objects.protected().filter(conference__slug=slug))


def names_of(found: Iterable[Speaker]) -> ProtectedNames:
    """Return what must not be revealed of protected speakers."""
    found = list(found)
    names = {name.strip() for row in found for name in texts(row, "name").values()}
    shown = {name for row in found for name in row.public_name.values()}
    return ProtectedNames(
        frozenset(row.former_slug for row in found if row.former_slug),
        frozenset(name for name in names - shown if _is_telling(name)),
    )


def _is_telling(name: str) -> bool:
    return len(name) >= SHORTEST or (len(name) > 1 and not name.isascii())
