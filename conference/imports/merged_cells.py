"""Merged cells of a list: a country beside several persons is that of each of them."""

import re
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from conference.files.safe_open import FileRefused
from conference.files.tables import NumberedRow
from conference.languages.lists import listed

_OF_SEVERAL_ROWS = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")


def filled_down(
    rows: Sequence[NumberedRow], merged: Sequence[str], *, spread: Collection[str], aside: Collection[str]
) -> list[NumberedRow]:
    """Return rows, each with its own cells: a merged cell in a column of `spread` is that of all its rows.

    FileRefused if cells of several rows are merged in another column, except those `aside`. Merged cells of one row,
    such as a title, stay as they are.
    """
    first = rows[0][0] if rows else 0
    filled = {number: dict(cells) for number, cells in rows}
    refused = []
    for reference in merged:
        match = _OF_SEVERAL_ROWS.fullmatch(reference)
        if not match or match[2] == match[4] or int(match[4]) < first or {match[1], match[3]} <= set(aside):
            continue
        left, top, bottom = match[1], int(match[2]), int(match[4])
        if left == match[3] and left in spread and top >= first:
            text = filled.get(top, {}).get(left, "")
            for number in range(top, min(bottom, rows[-1][0]) + 1):
                if number in filled and text:
                    filled[number][left] = text
        else:
            refused.append(reference)
    if refused:
        words = _("Cells are merged (%(cells)s). Unmerge them: each row has its own cells.")
        raise FileRefused(words % {"cells": listed(refused[:5])})
    return list(filled.items())
