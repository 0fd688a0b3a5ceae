"""Reads the file of a conference into this installation: all of it, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.utils import validate_file_name
from django.core.validators import validate_slug
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from conference.models import AuditEntry, Conference
from conference.models.conference import RESERVED_SLUGS
from conference.models.former_name import FormerShortName
from conference.recorded_rows import ModelTable, in_batches
from floor.models.record import Statement
from operations.transfer.accounts import accounts_for
from operations.transfer.keys import NewKeys
from operations.transfer.package import DAMAGED, Package, TransferRefused, file_part
from operations.transfer.references import Values, followed
from operations.transfer.scope import SHARED, columns_of, exported_models, label_of

CONFERENCE = "conference.conference"
LONGEST_SLUG = 60
_ILL_FORMED = (KeyError, ValueError, TypeError, AttributeError, LookupError, ValidationError)


@dataclass(frozen=True)
class Imported:
    """What an import made of a file."""

    conference: Conference
    rows: int
    files: int
    accounts: int
    left_out: tuple[str, ...]  # former short names that lead to something else here


def import_conference(
    package: Package, *, slug: str | None = None, same_accounts: bool = False, check: bool = False, at: datetime
) -> Imported:
    """Import the conference of a file; with `check` all is tried and nothing kept. TransferRefused says why not."""
    package.check()
    try:
        with _files(package, keep=not check) as names, transaction.atomic():
            imported = _Import(package, names, at).run(slug, same_accounts=same_accounts)
            connection.check_constraints()
            if check:
                transaction.set_rollback(True)
        return imported
    except TransferRefused:
        raise
    except IntegrityError as error:
        raise TransferRefused(_in_words(error)) from None
    except (*_ILL_FORMED, DatabaseError):
        raise TransferRefused(DAMAGED) from None


def _in_words(error: IntegrityError) -> str:
    if "summary_symbol_is_unique" in str(error):
        return "Another President’s Summary of this installation has the symbol of the one in the file."
    name = str(error).splitlines()[0]
    return f"The database refuses a row of the file ({name}): nothing was imported."


@contextmanager
def _files(package: Package, *, keep: bool) -> Iterator[dict[str, str]]:
    """The new names of the files of a conference, {name: new name}, stored; removed again if the import fails."""
    names: dict[str, str] = {}
    try:
        for name in package.files:
            _refuse_place(name)
            names[name] = name
            if keep:
                with package.open(file_part(name)) as source:
                    names[name] = default_storage.save(name, File(source, name))
        yield names
    except BaseException:
        for name in names.values() if keep else ():
            with suppress(OSError):
                default_storage.delete(name)
        raise


def _refuse_place(name: str) -> None:
    """Refuses a name that leads out of the folder of files, or to where no field keeps any."""
    try:
        validate_file_name(name, allow_relative_path=True)
    except SuspiciousFileOperation:
        raise TransferRefused(DAMAGED) from None


class _Names(dict[str, str]):
    """New names of files; one that is not in the package is no file of another conference that has this name here."""

    def __missing__(self, name: str) -> str:
        self[name] = default_storage.get_available_name(name)
        return self[name]


class _Import:
    def __init__(self, package: Package, files: dict[str, str], at: datetime) -> None:
        self.package, self.files, self.at = package, files, at
        self.left_out: list[str] = []
        self._text_keys: dict[str, str] = {}

    def run(self, slug: str | None, *, same_accounts: bool) -> Imported:
        ((old_key, values),) = self.package.rows(CONFERENCE)
        values["slug"] = _free_slug(slug or values["slug"])
        archived_at, values["archived_at"] = values["archived_at"], None  # until all of its rows are here
        shared = self.package.shared()
        self.keys = NewKeys(_Names(self.files))
        self.keys.know("speakers.state", _states(shared["speakers.state"]))
        for model in exported_models():
            self.keys.add(label_of(model), (key for key, __ in self.package.rows(label_of(model))))
        conference = self._save_conference(old_key, values)
        people, made = accounts_for(shared["conference.user"], conference, same_accounts=same_accounts, at=self.at)
        self.keys.know("conference.user", people)
        rows = 1 + sum(self._save(model) for model in exported_models() if model is not Conference)
        self._enter(conference, rows, made)
        if archived_at:
            Conference.objects.filter(pk=conference.pk).update(archived_at=archived_at)
        return Imported(conference, rows, len(self.files), made, tuple(self.left_out))

    def _save_conference(self, key: int, values: Values) -> Conference:
        row = self._row(Conference, key, values)
        assert isinstance(row, Conference)
        Conference._base_manager.bulk_create([row])
        return row

    def _save(self, model: type[models.Model]) -> int:
        """Save the rows of a model as they were, without signals: what hangs on them is in the file too."""
        label, number = label_of(model), 0
        for batch in in_batches(self.package.rows(label)):
            rows = [self._row(model, key, values) for key, values in batch if self._is_free(label, values)]
            model._base_manager.bulk_create(rows)
            number += len(rows)
        return number

    def _row(self, model: type[models.Model], key: int, values: Values) -> models.Model:
        if values.keys() != {field.attname for field in columns_of(model)}:
            raise TransferRefused(DAMAGED)
        values = followed(label_of(model), values, self.keys)
        if label_of(model) == "floor.statement":
            values["text_key"] = self._text_key(values["text_key"])
        return ModelTable(model).row(str(self.keys.row(label_of(model), key)), values)

    def _text_key(self, text: str) -> str:
        """Keep the key of a text, by which programs that read the feed know it, unless a copy of it is here."""
        if text not in self._text_keys:
            is_here = Statement.objects.filter(text_key=UUID(text)).exists()
            self._text_keys[text] = str(uuid4()) if is_here else text
        return self._text_keys[text]

    def _is_free(self, label: str, values: Values) -> bool:
        """Whether addresses with a former short name of the conference lead to nothing else here."""
        if label != label_of(FormerShortName) or values["kind"] != FormerShortName.Kind.CONFERENCE:
            return True
        slug = values["slug"]
        is_free = not (
            FormerShortName.objects.filter(kind=values["kind"], slug=slug).exists()
            or Conference.objects.filter(slug=slug).exists()
        )
        if not is_free:
            self.left_out.append(slug)
        return is_free

    def _enter(self, conference: Conference, rows: int, accounts: int) -> None:
        manifest = self.package.manifest
        detail = {
            "installation": manifest.get("installation"),
            "slug": manifest["conference"]["slug"],
            "made_at": manifest.get("made_at"),
            "rows": rows,
            "accounts": accounts,
        }
        act = AuditEntry.Act.IMPORT_CONFERENCE
        AuditEntry.objects.record(
            act=act, subject=conference, by=None, at=self.at, conference=conference, detail=detail
        )


def _free_slug(slug: str) -> str:
    try:
        validate_slug(slug)
    except ValidationError:
        raise TransferRefused(f"“{slug}” is no short name: write letters, digits, hyphens and underscores.") from None
    if slug in RESERVED_SLUGS or len(slug) > LONGEST_SLUG:
        raise TransferRefused(f"“{slug}” cannot be a short name; choose another with --slug.")
    if Conference.objects.filter(slug=slug).exists():
        raise TransferRefused(f"There is a conference “{slug}” here already: choose another short name with --slug.")
    if FormerShortName.objects.filter(kind=FormerShortName.Kind.CONFERENCE, slug=slug).exists():
        raise TransferRefused(f"Addresses with “{slug}” lead to another conference here: choose another with --slug.")
    return slug


def _states(theirs: dict[str, Any]) -> dict[int, int]:
    natural = SHARED["speakers.state"]
    here = dict(apps.get_model("speakers.state")._base_manager.values_list(natural, "pk"))
    unknown = sorted(row[natural] for row in theirs.values() if row[natural] not in here)
    if unknown:
        raise TransferRefused(
            f"This installation does not know the States {', '.join(unknown)}: run load_states first."
        )
    return {int(key): here[row[natural]] for key, row in theirs.items()}
