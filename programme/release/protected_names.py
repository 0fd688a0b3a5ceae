"""Where a programme still tells who a protected speaker is: by the address before the protection, or by the name."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conference.languages import texts
from speakers.models import Speaker

SHORTEST = 4  # letters of a name that is sought within texts; a shorter one stands in many words


@dataclass(frozen=True)
class ProtectedNames:
    """What is not to be told: former addresses, and names in any language."""

    slugs: frozenset = frozenset()
    names: frozenset = frozenset()

    def __bool__(self) -> bool:
        return bool(self.slugs or self.names)

    @cached_property
    def _lower(self) -> list[str]:
        return [name.casefold() for name in self.names]

    def are_in(self, value: object) -> bool:
        """Whether a part of a content names one of them in its words."""
        if not self.names:
            return False
        words = json.dumps(value, ensure_ascii=False).casefold()
        return any(name in words for name in self._lower)

    def are_told_by(self, content: dict[str, Any]) -> bool:
        """Whether a content as a whole says who somebody is, by the name or by an address that is made from it."""
        return bool(self.slugs & {row["slug"] for row in content.get("speakers", ())}) or self.are_in(content)

    def without(self, content: dict[str, Any]) -> dict[str, Any]:
        """A programme's content without the people at the former addresses, as if they had never been there."""
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
    """What the programme of a conference must not tell, in one query."""
    found = Speaker.objects.protected().filter(conference__slug=slug)
    names = {name.strip() for row in found for name in texts(row, "name").values()}
    shown = {name for row in found for name in row.public_name.values()}
    return ProtectedNames(
        frozenset(row.former_slug for row in found if row.former_slug),
        frozenset(name for name in names - shown if _is_telling(name)),
    )


def _is_telling(name: str) -> bool:
    return len(name) >= SHORTEST or (len(name) > 1 and not name.isascii())
