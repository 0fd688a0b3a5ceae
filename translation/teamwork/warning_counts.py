"""How many warnings are open in each language, by check, as they were last looked for."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Exists, F, OuterRef
from django.utils.functional import Promise

from conference.models import Conference
from translation.models import CheckedTranslation, Translation
from translation.models.teamwork import Dismissal
from translation.texts.check_names import LABELS


def open_warnings(
    conference: Conference, codes: Collection[str], kept: Sequence[str] = ()
) -> dict[str, list[tuple[str, str | Promise, int]]]:
    """Returns the open warnings of some languages, without some kinds of rows: {code: [(check, its name, number)]}.

    What was written since they were looked for is left out, until it is looked at too.
    """
    current = Translation.objects.filter(
        text=OuterRef("text"), language=OuterRef("language"), digest=OuterRef("digest")
    )
    rows = CheckedTranslation.objects.filter(
        Exists(current),
        text__conference=conference,
        language__in=list(codes),
        number__gt=0,
        source_digest=F("text__source_digest"),
    ).exclude(text__subject_type__in=kept)
    found = list(rows.exclude(text__document="").values_list("text", "language", "found"))
    dismissed = Dismissal.objects.filter(text__conference=conference, source_digest=F("text__source_digest"))
    gone = set(dismissed.values_list("text", "language", "key"))
    counted: dict[str, Counter[str]] = {code: Counter() for code in codes}
    for text, code, warned in found:
        counted[code].update(check for check, key in warned if (text, code, key) not in gone)
    return {code: _in_order(counts) for code, counts in counted.items()}


def _in_order(counts: Counter[str]) -> list[tuple[str, str | Promise, int]]:
    checks: Iterable[str] = (check for check in LABELS if counts[check])
    return [(check, LABELS[check], counts[check]) for check in checks]
