"""The groups of States that are known at the United Nations, under the names it uses in its six languages."""

import json
from pathlib import Path

from django.db import transaction

from conference.languages import columns_by_code
from floor.models import Group
from speakers.models.name_forms import FORMS
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
            **{column: row[code] for code, column in columns_by_code("name").items()},
            **{form: row[form] for form in FORMS.values()},
        )
        for position, row in enumerate(known, start=1)
        if row["en"] not in there
    ]
    return list_loaded(Group.objects.bulk_create(rows))
