import csv
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from speakers.models import FormerName, State
from speakers.regional_groups import RegionalGroup

DATA = Path(__file__).resolve().parents[2] / "data"


def rows_of(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


class Command(BaseCommand):
    help = "Load the States, with their present and former names, from the tables that ship with the product."

    @transaction.atomic
    def handle(self, **options):
        groups = {row.pop("iso3"): row for row in rows_of(DATA / "regional_groups.csv")}
        wanted = {}
        for row in rows_of(DATA / "states.csv"):
            group = groups.get(row["iso3"], {"regional_group": RegionalGroup.NONE, "group_since": ""})
            since = date.fromisoformat(group["group_since"]) if group["group_since"] else None
            wanted[row["iso3"],] = State(**row, regional_group=group["regional_group"], group_since=since)
        states = self._load(State, wanted, key=["iso3"])
        keys = dict(State.objects.values_list("iso3", "pk"))
        former = {}
        for row in rows_of(DATA / "former_names.csv"):
            row["valid_until"] = date.fromisoformat(row["valid_until"])
            row["state_id"] = keys[row.pop("iso3")]
            former[row["state_id"], row["valid_until"]] = FormerName(**row)
        names = self._load(FormerName, former, key=["state_id", "valid_until"])
        self.stdout.write(f"States: {states}. Former names: {names}.")

    def _load(self, model, wanted, key):
        """Make the table agree with the rows wanted, {key: row}; what is not among them stays."""
        present = {tuple(getattr(row, name) for name in key): row for row in model.objects.all()}
        compared = [
            field.attname for field in model._meta.concrete_fields if field.name not in ("id", "name", "formal")
        ]
        added, changed = [], []
        for identity, row in wanted.items():
            if identity not in present:
                added.append(row)
                continue
            row.pk = present[identity].pk
            if any(getattr(row, name) != getattr(present[identity], name) for name in compared):
                changed.append(row)
        model.objects.bulk_create(added)
        model.objects.bulk_update(changed, [name for name in compared if name not in key])
        return f"{len(added)} added, {len(changed)} corrected, {len(wanted)} in all"
