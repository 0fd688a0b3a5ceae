"""New keys for the rows of a file, taken from the database before any of them is written.

So rows may refer to each other in any order and within JSON, and no key of another row is ever taken: a row that is
gone, but still told of, gets a key too, which no row will have.
"""

from collections.abc import Iterable

from django.apps import apps
from django.db import connection

from operations.transfer.package import TransferRefused
from operations.transfer.scope import LEFT_OUT, SHARED, exported_labels


def take_keys(table: str, number: int) -> list[int]:
    """Returns so many keys of a table, in rising order, that no row of it has had or will have."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(statement, [f'"{table}"', number])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute(
            f'SELECT max(coalesce((SELECT max(id) FROM "{table}"), 0), coalesce(max(seq), 0)) '
            "FROM sqlite_sequence WHERE name = %s",
            [table],
        )
        last = cursor.fetchone()[0]
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last + number])
        return list(range(last + 1, last + number + 1))


class NewKeys:
    """The new key of each row of a file, and the new name of each of its files."""

    def __init__(self, files: dict[str, str]) -> None:
        self._keys: dict[str, dict[int, int]] = {}
        self._files = files

    def add(self, label: str, keys: Iterable[int]) -> None:
        """Give the rows of a model their new keys, in the same order as the old ones."""
        old = sorted(keys)
        new = take_keys(apps.get_model(label)._meta.db_table, len(old)) if old else []
        self._keys[label] = dict(zip(old, new, strict=True))

    def know(self, label: str, keys: dict[int, int]) -> None:
        """Note which rows of this installation those of the other are, of what both share."""
        self._keys[label] = dict(keys)

    def row(self, label: str, key: int) -> int | None:
        if label in LEFT_OUT:
            return None
        try:
            return self._keys[label][key]
        except KeyError:
            raise TransferRefused(f"The file refers to {label} {key}, which is not in it: it cannot be read.") from None

    def mention(self, label: str, key: int) -> int:
        known = self._keys.setdefault(label, {})
        if key not in known:
            if label not in exported_labels() and label not in LEFT_OUT and label not in SHARED:
                return key  # of a kind of object that the software no longer has
            known[key] = take_keys(apps.get_model(label)._meta.db_table, 1)[0]
        return known[key]

    def file(self, name: str) -> str:
        return self._files[name]
