"""Rows that the public programme shows: an import that added them is not undone, for no undo takes them out of it."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from conference.imports.undo import MOST_NAMED
from conference.languages.lists import listed
from conference.models import Conference, Release


def released_since(conference: Conference, added: Mapping[str, Collection[str]]) -> str:
    """Return the sentence that refuses an undo because of released rows; empty if there is none.

    `added` is {"speakers": slugs}: a list of the content of a release, and the rows of it that the import added.
    """
    latest = Release.objects.public().of(conference.slug, Release.Matter.PROGRAMME).first()
    if latest is None:
        return ""
    found = [row["slug"] for part, slugs in added.items() for row in latest.content[part] if row["slug"] in slugs]
    if not found:
        return ""
    words = _("This import cannot be undone, because the programme was released with what it added: %(names)s.")
    return words % {"names": listed([*found[:MOST_NAMED], *(["…"] if len(found) > MOST_NAMED else [])])}
