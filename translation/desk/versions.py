"""The versions of a text as pages show them: each against the one before it, or two that a reader chose."""

from dataclasses import dataclass

from conference.text_diff import difference
from translation.models import Version
from translation.texts.permissions import may_revise

_LATEST = 30  # versions among which that of the translator is sought


def with_differences(versions):
    """Returns the versions, the latest first, with their differences from the text before: [(Version, [Part])].

    A version that was set aside was never the current text, so nothing is compared with it.
    """
    found = []
    for place, version in enumerate(versions):
        before = next((other.words for other in versions[place + 1 :] if not other.set_aside_at), "")
        found.append((version, difference(before, version.words)))
    return found


def compared_as_asked(request, versions):
    """Returns the two versions that the query names (`?first=1&second=3`), with their difference; None without both."""
    by_number = {str(version.number): version for version in versions}
    first, second = (by_number.get(request.GET.get(name, "")) for name in ("first", "second"))
    if not first or not second:
        return None
    return {"first": first, "second": second, "parts": difference(first.words, second.words)}


def written_before(versions, reviser):
    """Returns what stood before a reviser changed it: the last version that is somebody else's; None where none is.

    `versions` are the latest first, `reviser` is the key of a user.
    """
    return next((version for version in versions if not version.set_aside_at and version.by_id != reviser), None)


@dataclass(frozen=True)
class Revision:
    """What was changed in a text since another person wrote it: that version, and the difference from it."""

    before: Version
    parts: list


def revision_of(text, code, words, user):
    """Returns how some words differ from what the other of translator and reviser wrote; None where they do not.

    A reviser sees them beside what the translator wrote, a translator beside what stood before the reviser came.
    """
    rows = Version.objects.filter(text=text, language=code, set_aside_at=None).select_related("by")
    versions = list(rows.order_by("-number")[:_LATEST])
    reviser = user if may_revise(user, code) else versions and versions[0].by
    if not reviser or (reviser == user and not may_revise(user, code)):
        return None
    before = written_before(versions, reviser.pk)
    if before is None or not before.words or before.words == words:
        return None
    return Revision(before, difference(before.words, words))
