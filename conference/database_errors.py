"""What PostgreSQL says of a failure, without the values of rows: those are names and addresses of people.

To an error it adds the whole row that it refused ("DETAIL: Failing row contains (...)"), the key that exists already,
and an excerpt of the statement with its values ("LINE 1: ..."). All of it would be in each traceback, in a terminal and
in a log. The sentence itself stays, which names the table, the column and the constraint. SQLite tells no values.
"""

from collections.abc import Callable
from typing import Any

from django.db import Error
from django.db.backends.base.base import BaseDatabaseWrapper

LEFT_OUT = "(PostgreSQL said more, which is left out here: it may be the values of a row.)"


def install(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """Have each statement of a new connection to PostgreSQL fail without values of rows.

    The first of the wrappers is the outermost, and stays when the last is taken off again (`execute_wrapper`).
    """
    if connection.vendor == "postgresql" and without_values not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, without_values)


def without_values(
    execute: Callable[..., Any], sql: str, params: object, many: bool, context: dict[str, object]
) -> object:
    """Execute a statement; the error that it raises, and the driver's own beneath it, tell no values."""
    try:
        return execute(sql, params, many, context)
    except Error as error:
        shorten(error)
        raise


def shorten(error: Error) -> None:
    """Leave of the words of an error the sentence, in whatever language the server speaks."""
    driver = error.__cause__
    sentence = getattr(getattr(driver, "diag", None), "message_primary", None)
    if driver is None or not sentence:  # the connection itself failed
        return
    if sentence != str(driver).strip():
        sentence = f"{sentence}\n{LEFT_OUT}"
    driver.args = error.args = (sentence,)
