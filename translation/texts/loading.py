"""The words of listed texts, read from the columns of their rows with one query for each model."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Model, QuerySet

from conference.models import User
from translation.models import Text
from translation.texts.permissions import rows_visible_to
from translation.texts.registry import column_of, model_of, withholding

_MANY = 1000  # rows from which on reading the whole table is quicker than naming each


def words_of(
    texts: Iterable[Text], codes: Sequence[str | None], user: User | None = None
) -> dict[int, dict[str | None, str]]:
    """Returns {key of a text: {code: words}} of the texts whose rows the user may read; of all without a user.

    A code of None means the language of each text's source.
    """
    by_model = defaultdict(list)
    for text in texts:
        by_model[text.subject_type].append(text)
    found: dict[int, dict[str | None, str]] = {}
    for label, some in by_model.items():
        model = model_of(label)
        if model is not None:
            rows = rows_visible_to(user, model) if user else model._base_manager.all()
            found |= _words(rows, some, codes)
    return found


def _words(rows: QuerySet[Model], texts: list[Text], codes: Sequence[str | None]) -> dict[int, dict[str | None, str]]:
    columns = {text.pk: {code: column_of(text.field, code or text.source_language) for code in codes} for text in texts}
    keys = {text.subject_id for text in texts}
    if len(keys) < _MANY:
        rows = rows.filter(pk__in=keys)
    flag, withheld = withholding(rows.model)
    wanted = {column for six in columns.values() for column in six.values()}
    read = {row["pk"]: row for row in rows.order_by().values("pk", *wanted, *filter(None, [flag]))}
    return {
        text.pk: {code: read[text.subject_id][column] or "" for code, column in columns[text.pk].items()}
        for text in texts
        if text.subject_id in read and not (text.field in withheld and read[text.subject_id][flag])
    }
