"""Querysets whose SQL is made once: building and compiling one costs Django more than the database takes to answer.

For what is asked again and again in the same form, such as all that a step on the floor makes the server read:

    @prepared(session=KEY)
    def floors_of(session):
        return Floor.objects.filter(session=session)

    floors_of(session=7)  # a list of rows

The form is made with samples in the place of the values. So a value is the key of a row, a moment or a
text, and is compared with as it is; what is derived from it (`at - LATE`) is a value of its own.
"""

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.utils.translation import get_language

from conference.caches import Cache

KEY, MOMENT, TEXT = "key", "moment", "text"
MOST_LANGUAGES = 10


class Form(NamedTuple):
    """A queryset as the database is asked it, in one language: translated texts have a field for each."""

    rows: QuerySet[Any]
    compiler: Any
    sql: str
    parameters: list[tuple[str, Any]]  # of each: the name of its value, or "" and what is always the same


class PreparedQuery:
    """A queryset that `build` makes of named values, whose form is kept."""

    def __init__(self, build: Callable[..., QuerySet[Any]], kinds: dict[str, str]) -> None:
        self._build = build
        self._kinds = kinds
        self._forms: Cache[str | None, Form] = Cache(MOST_LANGUAGES)

    def __call__(self, **values: Any) -> list[Any]:
        """Asks the database with these values, and returns the rows."""
        form = self._form()
        found = _fetch(form, values)
        compiler = copy(form.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # of this thread
        compiler.execute_sql = lambda *args, **kwargs: [found]
        rows = form.rows.all()
        rows.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
        return list(rows)

    def raw(self, **values: Any) -> list[Any]:
        """Returns the rows as the database has them: making moments and lengths of time of them takes longest."""
        return _fetch(self._form(), values)

    def first(self, **values: Any) -> Any:
        """Returns the first of the rows; None where there is none."""
        return next(iter(self(**values)), None)

    def _form(self) -> Form:
        language = get_language()
        form = self._forms.get(language)
        if form is None:
            self._forms[language] = form = self._make()
        return form

    def _make(self) -> Form:
        samples = {name: _sample(kind, place) for place, (name, kind) in enumerate(self._kinds.items())}
        rows = self._build(**samples)
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        names = {_adapted(sample): name for name, sample in samples.items()}
        if missing := {name for sample, name in names.items() if sample not in parameters}:
            raise ValueError(f"The form of a query does not hold {', '.join(sorted(missing))} as it is given.")
        converters = compiler.get_converters([column for column, *_rest in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda columns: converters
        return Form(rows, compiler, sql, [(names.get(value, ""), value) for value in parameters])


def prepared(**kinds: str) -> Callable[[Callable[..., QuerySet[Any]]], PreparedQuery]:
    """Makes a query of a function that returns a queryset; `kinds` says of each of its values what it is."""
    return lambda build: PreparedQuery(build, kinds)


def _fetch(form: Form, values: dict[str, Any]) -> list[Any]:
    given = {name: _adapted(value) for name, value in values.items()}
    with connection.cursor() as cursor:
        cursor.execute(form.sql, [given[name] if name else same for name, same in form.parameters])
        return cursor.fetchall()


def _sample(kind: str, place: int) -> Any:
    """A value that no form holds by itself."""
    if kind == MOMENT:
        return datetime(1801, 1, 1 + place, 1, 1, 1, 1, tzinfo=UTC)
    return 2_000_000_001 + place if kind == KEY else f"sample {place}"


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
