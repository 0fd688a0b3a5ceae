"""The versions of a text as pages show them: each against the one before it, or two that a reader chose."""

from conference.text_diff import difference


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
