"""Finds the conference that an address names, for those who may see it.

Each app has a `loading` of its own for its nouns, in the same manner: what somebody may not see answers the same 404 as
what never existed.
"""

import re
from collections.abc import Iterable
from typing import TypeVar

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from conference.models import Conference

Found = TypeVar("Found")


def key_in(text: str | None) -> int | None:
    """Returns the key of a row, or another whole number, that a form or an address names; None for anything else."""
    return int(text) if text and re.fullmatch("[0-9]{1,18}", text) else None


def keys_in(texts: Iterable[str]) -> set[int]:
    """Returns the keys among what a form names."""
    return {key for text in texts if (key := key_in(text)) is not None}


def require(allowed: object) -> None:
    """Answers 404 unless this is true."""
    if not allowed:
        raise Http404


def found(value: Found | None) -> Found:
    """Returns a value that was looked for; answers 404 where there is none."""
    if value is None:
        raise Http404
    return value


def require_one_of(request: HttpRequest, permissions: tuple[str, ...]) -> None:
    """Answers 404 unless the user has at least one of the permissions."""
    require(any(request.user.has_perm(permission) for permission in permissions))


def conference_for(request: HttpRequest, slug: str, *permissions: str) -> Conference:
    """Returns the conference to a user who has all of the permissions; to everybody else it answers 404."""
    require(request.user.has_perms(permissions))
    return get_object_or_404(Conference, slug=slug)
