"""Withdraws the revisions that reveal a protected speaker, and deletes the photographs that they showed."""

from datetime import datetime
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from conference.models import Conference, Release, User
from programme.release.protected_names import protected_names


@transaction.atomic
def withdraw_those_that_name(conference: Conference, *, reason: str, by: User | None, at: datetime) -> int:
    """Withdraw the public revisions of the programme that name a protected person; returns their number.

    A photograph of that person is deleted with them, since no public revision shows it any more.
    """
    names, number, photographs = protected_names(conference.slug), 0, set()
    public = conference.releases.public().filter(matter=Release.Matter.PROGRAMME)
    for release in list(public) if names else ():
        if names.are_told_by(release.content):
            number += release.withdraw(reason=reason, by=by, at=at)
            photographs |= {row["photograph"] for row in release.content["speakers"] if row["slug"] in names.slugs}
    for photograph in photographs - {""}:
        transaction.on_commit(partial(default_storage.delete, photograph))
    return number
