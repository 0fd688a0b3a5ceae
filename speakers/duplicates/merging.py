"""Merging two speakers into one: field by field, with all that hangs on the second, and so that it can be undone."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel, ManyToOneRel
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from conference.adminsite.audited import audit_value, columns_written
from conference.confirmation import Shown, changed_since
from conference.languages import official
from conference.languages.lists import labelled, with_note
from conference.languages.names import language_name
from conference.locking import lock
from conference.models import AuditEntry, Conference, FormerShortName, RecordedAct, Release, User
from conference.recorded_rows import Journal
from conference.refusals import Conflict, Refusal
from conference.restoring.recording import record
from speakers.models import KeptApart, Speaker
from speakers.protection import CONSENTS

KEPT, OTHER = "kept", "other"
_ASIDE = {"id", "conference", "slug", "former_slug", "status_at", "protected", *CONSENTS}


@dataclass(frozen=True)
class MergedField:
    """A column of both speakers; `is_asked` where both have a value and not the same."""

    column: models.Field
    kept: Any
    other: Any

    @property
    def name(self) -> str:
        return str(self.column.attname)

    @property
    def label(self) -> str:
        code = getattr(self.column, "language", None)
        if code is None:
            return str(capfirst(self.column.verbose_name))
        language = official(code)
        return with_note(_label(self.column.name.removesuffix(f"_{language.suffix}")), language_name(code))

    @property
    def is_asked(self) -> bool:
        return bool(self.kept) and bool(self.other) and self.kept != self.other

    def value(self, chosen: str) -> Any:
        """The value of the speaker who stays: what one has alone, else what was chosen."""
        if self.is_asked:
            return self.other if chosen == OTHER else self.kept
        return self.kept or self.other


@dataclass
class Hanging:
    """A row that hangs on the second speaker: it moves, or goes where the first has the same (`twin`)."""

    row: models.Model
    relation: ManyToOneRel
    twin: models.Model | None = None

    @property
    def words(self) -> str:
        return labelled(capfirst(str(self.row._meta.verbose_name)), self.row)


@dataclass
class MergePlan:
    """What merging two speakers would do: `kept` stays, `other` becomes part of it."""

    kept: Speaker
    other: Speaker
    fields: list[MergedField] = field(default_factory=list)

    @property
    def asked(self) -> list[MergedField]:
        return [each for each in self.fields if each.is_asked]

    @property
    def filled(self) -> list[MergedField]:
        """What the one who stays gets from the other, who alone has it."""
        return [each for each in self.fields if each.other and not each.kept]

    @property
    def withdrawn_consents(self) -> list[str]:
        """The consents that only one of them has given; the stricter wins."""
        return [_label(name) for name in CONSENTS if getattr(self.kept, name) != getattr(self.other, name)]

    @cached_property
    def hanging(self) -> list[Hanging]:
        return list(_hanging(self.other, self.kept))

    @property
    def refusal(self) -> str:
        if self.kept.protected or self.other.protected:
            return _("A person under protection is not merged with anybody.")
        return ""

    @property
    def shown(self) -> Shown:
        parts: dict[Hashable, object] = {"pair": [self.kept.pk, self.other.pk], "refusal": self.refusal}
        parts |= {each.name: [str(each.kept), str(each.other)] for each in self.fields}
        parts |= {(each.row._meta.label_lower, each.row.pk): bool(each.twin) for each in self.hanging}
        parts |= {name: [getattr(self.kept, name), getattr(self.other, name)] for name in CONSENTS}
        return Shown(parts)


def plan_merge(kept: Speaker, other: Speaker) -> MergePlan:
    """Return what merging two speakers of a conference would do now."""
    columns = [
        column
        for column in Speaker._meta.concrete_fields
        if column.name not in _ASIDE and not hasattr(Speaker, f"{column.name}_en")
    ]
    return MergePlan(kept, other, [MergedField(each, _value(kept, each), _value(other, each)) for each in columns])


def _value(speaker: Speaker, column: models.Field) -> Any:
    """The value of a column, of a photograph its name."""
    value = getattr(speaker, column.attname)
    return value.name or "" if isinstance(column, models.FileField) else value


def _label(name: str) -> str:
    return str(capfirst(getattr(Speaker._meta.get_field(name), "verbose_name", name)))


def _relations(model: type[models.Model]) -> Iterator[ManyToOneRel]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and isinstance(relation, ManyToOneRel):
            yield relation


def _hanging(row: models.Model, to: models.Model) -> Iterator[Hanging]:
    for relation in _relations(type(row)):
        below = relation.related_model
        for each in below._base_manager.filter(**{relation.field.name: row}).order_by("pk"):
            yield Hanging(each, relation, _twin(each, relation, to))


def _twin(row: models.Model, relation: ManyToOneRel, to: models.Model) -> models.Model | None:
    """The row of the first speaker that stands where this one would come to stand."""
    if isinstance(row, KeptApart):
        return row  # what is merged is not two
    for names in _unique_together(type(row)):
        if relation.field.name in names:
            wanted = {name: to if name == relation.field.name else getattr(row, name) for name in names}
            if found := type(row)._base_manager.filter(**wanted).first():
                return found
    return None


def _unique_together(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            yield tuple(constraint.fields)
    yield from ((column.name,) for column in model._meta.concrete_fields if column.unique and not column.primary_key)


def merge(
    kept: Speaker, other: Speaker, choices: Mapping[str, str], *, seen: str, by: User, at: datetime
) -> RecordedAct:
    """Merge two speakers as their page showed it; Refusal says why not, Conflict that something has changed."""
    with transaction.atomic():
        lock(kept.conference)
        held = Speaker.objects.select_for_update(of=("self",)).select_related("conference", "delegation")
        rows = {row.pk: row for row in held.filter(pk__in=[kept.pk, other.pk]).order_by("pk")}
        if len(rows) < 2:
            raise Conflict(changed_since())
        plan = plan_merge(rows[kept.pk], rows[other.pk])
        plan.shown.confirm(seen, Conflict(changed_since()))
        if plan.refusal:
            raise Refusal(plan.refusal)
        return _Merging(plan, by, at).write(choices)


class _Merging:
    """Writes a merge, noting in a journal what it does."""

    def __init__(self, plan: MergePlan, by: User, at: datetime) -> None:
        self._plan, self._by, self._at = plan, by, at
        self._journal = Journal()

    def write(self, choices: Mapping[str, str]) -> RecordedAct:
        kept, other = self._plan.kept, self._plan.other
        self._journal.touch(Speaker, [kept.pk])
        self._journal.touch_removal(Speaker, [other.pk])
        former = FormerShortName.objects.filter(kind=FormerShortName.Kind.SPEAKER, row_id=other.pk)
        self._journal.touch(FormerShortName, former.values_list("pk", flat=True))
        names = [*former.values_list("slug", flat=True), *([other.slug] if _is_public(other.conference) else [])]
        self._move(self._plan.hanging, kept)
        detail = self._values(choices)
        other.delete()
        self._write_values(detail)
        self._redirect(kept, names)
        told = {name: [audit_value(value) for value in values] for name, values in detail.items()}
        entry = AuditEntry.objects.record(
            act=AuditEntry.Act.MERGE_SPEAKERS,
            subject=kept,
            by=self._by,
            at=self._at,
            conference=kept.conference,
            detail={**told, "merged": other.slug},
        )
        return record(RecordedAct.Kind.MERGE, self._journal, (Speaker._meta.label_lower, str(kept.pk)), entry)

    def _move(self, hanging: list[Hanging], to: models.Model) -> None:
        for each in hanging:
            row = each.row
            if each.twin is None:
                self._journal.touch(type(row), [row.pk])
                setattr(row, each.relation.field.name, to)
                row.save(update_fields=[each.relation.field.name])
                continue
            self._journal.touch_removal(type(row), [row.pk])
            if each.twin is not row:
                self._move(list(_hanging(row, each.twin)), each.twin)
            row.delete()

    def _values(self, choices: Mapping[str, str]) -> dict[str, list[Any]]:
        """The columns that change: {name: [before, after]}."""
        found = {each.name: each.value(choices.get(each.name, KEPT)) for each in self._plan.fields}
        found |= {name: getattr(self._plan.kept, name) and getattr(self._plan.other, name) for name in CONSENTS}
        if found["status"] != self._plan.kept.status:
            found["status_at"] = self._plan.other.status_at
        before = {each.name: each.kept for each in self._plan.fields}
        before |= {name: getattr(self._plan.kept, name) for name in found if name not in before}
        return {name: [before[name], value] for name, value in found.items() if before[name] != value}

    def _write_values(self, detail: Mapping[str, list[Any]]) -> None:
        kept = self._plan.kept
        for name, (__, value) in detail.items():
            setattr(kept, name, value)
        if detail:
            columns = {name.removesuffix("_id") if name == "delegation_id" else name for name in detail}
            kept.save(update_fields=columns)
            columns_written.send(sender=Speaker, row=kept, columns=columns, by=self._by, at=self._at)

    def _redirect(self, kept: Speaker, names: list[str]) -> None:
        """Lead the addresses of the second speaker to the first."""
        rows = [
            FormerShortName(conference=kept.conference, kind=FormerShortName.Kind.SPEAKER, row_id=kept.pk, slug=slug)
            for slug in dict.fromkeys(names)
        ]
        self._journal.add(FormerShortName.objects.bulk_create(rows))


def _is_public(conference: Conference) -> bool:
    return Release.objects.public().of(conference.slug, Release.Matter.PROGRAMME).exists()
