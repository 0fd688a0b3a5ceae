"""What the database holds about one person, to be given to them: as a speaker, an account, by address or by name."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CASCADE, FileField, Model, Q, QuerySet

from conference.fields import addresses_in
from conference.models import AuditEntry, FormerShortName, ImportedRow, RecordedRow, Release, User
from floor.models import Intervention
from operations.demonstration.rows import references_to
from programme.models import ChangeSubscription, Letter
from speakers.models import DoubtfulAddress, Speaker
from translation.models import Text, Translation, Version

# Columns that are of no use to the person, and by which somebody else who has the file could sign in.
SECRET = set(
    "data key password secret secret_hash seed session_data session_hash session_key "
    "token token_hash token_secret".split()
)
SPEAKER = Speaker._meta.label_lower
Rows = dict[str, list[dict[str, Any]]]


class PersonalRecord:
    """What was found, table by table, each row once. Of rows that are somebody else's, the keys and times alone."""

    def __init__(self) -> None:
        self.rows: Rows = {}
        self.acts: dict[str, list[dict[str, Any]]] = {}
        self.files: set[str] = set()
        self._seen: set[tuple[str, Any]] = set()

    @property
    def is_known(self) -> bool:
        return bool(self.rows)

    def add(self, found: QuerySet[Any]) -> None:
        """Adds rows with all their columns, and the files that they name."""
        model: type[Model] = found.model
        names = [field.attname for field in model._meta.concrete_fields if field.name not in SECRET]
        files = [field.attname for field in model._meta.concrete_fields if isinstance(field, FileField)]
        for row in QuerySet(model=model).filter(pk__in=found.order_by().values("pk")).order_by("pk").values(*names):
            place = (model._meta.label_lower, row[model._meta.pk.attname])
            if place not in self._seen:
                self._seen.add(place)
                self.rows.setdefault(place[0], []).append(row)
                self.files |= {row[name] for name in files if row[name]}

    def add_acts(self, model: type[Model], field: str, found: QuerySet[Any]) -> None:
        """Adds what the person did to rows of others."""
        times = [each.attname for each in model._meta.concrete_fields if each.attname in ("at", "made_at", "asked_at")]
        rows = list(found.order_by("pk").values("pk", *times))
        if rows:
            self.acts[f"{model._meta.label_lower}.{field}"] = rows

    def as_zip(self, at: datetime) -> bytes:
        """Returns an archive with `person.json` and the files."""
        body = {"made_at": at, "rows": self.rows, "acts": self.acts}
        written = BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            text = json.dumps(body, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
            archive.writestr("person.json", text.encode())
            for name in sorted(self.files):
                if default_storage.exists(name):
                    with default_storage.open(name) as file:
                        archive.writestr(f"files/{name}", file.read())
        return written.getvalue()


def add_speakers(person: PersonalRecord, speakers: Iterable[Speaker]) -> None:
    """Adds speakers with their roles, answers, letters and texts, what releases say of them, and their trail."""
    for speaker in speakers:
        person.add(Speaker.objects.filter(pk=speaker.pk))
        for relation in references_to(Speaker):
            person.add(_referring(relation, speaker))
        person.add(Intervention.objects.filter(role__speaker=speaker))
        texts = Text.objects.filter(subject_type=SPEAKER, subject_id=speaker.pk)
        person.add(texts)
        person.add(Translation.objects.filter(text__in=texts))
        person.add(Version.objects.filter(text__in=texts))
        person.add(FormerShortName.objects.filter(kind="speaker", row_id=speaker.pk))
        person.add(ImportedRow.objects.filter(subject_type=SPEAKER, subject_key=str(speaker.pk)))
        person.add(RecordedRow.objects.filter(subject_type=SPEAKER, subject_key=str(speaker.pk)))
        person.add(AuditEntry.objects.about(speaker))
        person.rows.setdefault("released", []).extend(_released(speaker))


def add_accounts(person: PersonalRecord, accounts: Iterable[User]) -> None:
    """Adds accounts with their rights, notices and sign-ins, and what was done by them, without what others wrote."""
    for user in accounts:
        person.add(User.objects.filter(pk=user.pk))
        person.add(AuditEntry.objects.about(user))
        for log in (AccessAttempt, AccessFailureLog, AccessLog):
            person.add(log.objects.filter(username=user.username))
        for relation in references_to(User):
            found = _referring(relation, user)
            if relation.on_delete is CASCADE:
                person.add(found)
            else:
                person.add_acts(relation.related_model, relation.field.name, found)


def find_by_address(person: PersonalRecord, address: str) -> None:
    """Adds whoever has that e-mail address, the letters that were sent to it, and that it is doubtful.

    Of an assistant or a mission it adds the letters that went there too.
    """
    further = _listing(Speaker, "further_emails", address)
    add_speakers(person, Speaker.objects.filter(Q(email__iexact=address) | Q(pk__in=further)))
    add_accounts(person, User.objects.filter(email__iexact=address))
    sent = [*_listing(Letter, "further_addresses", address), *_listing(Letter, "copies", address)]
    person.add(Letter.objects.filter(Q(address__iexact=address) | Q(pk__in=sent)))
    person.add(ChangeSubscription.objects.filter(email__iexact=address))
    person.add(DoubtfulAddress.objects.filter(address__iexact=address))


def _listing(model: type[Model], field: str, address: str) -> list[int]:
    """Returns the keys of the rows in whose list of addresses this one is."""
    rows = model._base_manager.filter(**{f"{field}__icontains": address}).values_list("pk", field)
    return [key for key, text in rows if address.casefold() in map(str.casefold, addresses_in(text))]


def find_by_name(person: PersonalRecord, name: str) -> None:
    """Adds the interventions that were made under that name for a delegation."""
    person.add(Intervention.objects.filter(speaker_name__iexact=name))


def _referring(relation: Any, row: Model) -> QuerySet[Any]:
    found: QuerySet[Any] = relation.related_model._base_manager.filter(**{relation.field.name: row.pk})
    return found


def _released(speaker: Speaker) -> Iterator[dict[str, Any]]:
    releases = Release.objects.filter(conference=speaker.conference, matter=Release.Matter.PROGRAMME).order_by("number")
    for number, content in releases.values_list("number", "content"):
        for said in content.get("speakers", ()):
            if said.get("slug") in (speaker.slug, speaker.former_slug):
                yield {"release": number, "content": said}
