"""The groups of States that are known at the United Nations, under the names it uses in its six languages."""

import json
from pathlib import Path

from django.db import transaction

from conference.languages import official
from floor.models import Group
from translation.texts.index import list_loaded

FILE = Path(__file__).parent / "data" / "groups.json"


@transaction.atomic
def add_groups(conference):
    """Adds the groups that a conference lacks, by their English names, and returns them; others stay unchanged."""
    there = set(conference.groups.values_list("name_en", flat=True))
    known = json.loads(FILE.read_text(encoding="utf-8"))
    rows = [
        Group(
            conference=conference,
            position=position,
            **{f"name_{official(code).suffix}": name for code, name in names.items()},
        )
        for position, names in enumerate(known, start=1)
        if names["en"] not in there
    ]
    return list_loaded(Group.objects.bulk_create(rows))
