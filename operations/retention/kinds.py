"""What is erased of each kind of personal data, and what of it stays because it is public or on the record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext_lazy as _

from conference.models import Conference, ImportFile, RecordedAct, Release
from floor.models import BoothLink, Seat, Statement
from operations.models import RetentionPeriod
from programme.models import Letter, LetterFile, Role
from speakers.audit_redaction import withhold_names
from speakers.models import AnswerLink, Delegation, DoubtfulAddress, Proposal, Speaker, SpeakerNeeds
from translation.models import Text, Translation, Version

Kind = RetentionPeriod.Kind
SPEAKER = Speaker._meta.label_lower
ADDRESSES = ("email", "further_emails", "assistant_emails", "time_zone")


@dataclass(frozen=True)
class PersonalData:
    """The rows of a kind that would be erased, with their files; how many stay, and why."""

    rows: tuple[int, ...] = ()
    more: tuple[int, ...] = ()  # rows of a second table: booths beside seats, deletions beside files
    others: tuple[int, ...] = ()  # and of a third
    files: frozenset[str] = field(default_factory=frozenset)
    kept: int = 0
    why_kept: Any = ""

    @property
    def number(self) -> int:
        return len(self.rows) + len(self.more) + len(self.others)


def find(kind: Kind, conference: Conference) -> PersonalData:
    return _FIND[kind](conference)


def erase(kind: Kind, conference: Conference, found: PersonalData, *, at: datetime) -> None:
    """Erases what was found, within a transaction; its files go when that ends."""
    _ERASE[kind](conference, found, at)


def _photographs(conference: Conference) -> PersonalData:
    shown = {row.get("photograph") for row in _released_speakers(conference)}
    with_one = conference.speakers.exclude(photograph="").order_by("pk").values_list("pk", "photograph")
    due = [(key, name) for key, name in with_one if name not in shown]
    return PersonalData(
        tuple(key for key, _name in due),
        files=frozenset(name for _key, name in due),
        kept=len(with_one) - len(due),
        why_kept=_("A release shows them, with consent."),
    )


def _erase_photographs(conference: Conference, found: PersonalData, at: datetime) -> None:
    Speaker.objects.filter(pk__in=found.rows).update(photograph="")


def _addresses(conference: Conference) -> PersonalData:
    """Those of speakers and their assistants; `more` are the delegations with addresses of their missions."""
    with_some = conference.speakers.exclude(**dict.fromkeys(ADDRESSES, ""))
    missions = conference.delegations.exclude(mission_emails="")
    return PersonalData(_keys(with_some), _keys(missions))


def _erase_addresses(conference: Conference, found: PersonalData, at: datetime) -> None:
    Speaker.objects.filter(pk__in=found.rows).update(**dict.fromkeys(ADDRESSES, ""))
    Delegation.objects.filter(pk__in=found.more).update(mission_emails="")
    DoubtfulAddress.objects.filter(conference=conference).delete()


def _unconfirmed(conference: Conference) -> PersonalData:
    candidates = conference.speakers.exclude(status=Speaker.Status.CONFIRMED).order_by("pk")
    public = _public_slugs(conference)
    due, kept = [], 0
    for speaker in candidates:
        if speaker.slug in public or speaker.former_slug in public or _is_on_the_record(speaker):
            kept += 1
        else:
            due.append(speaker)
    proposed = Proposal.objects.filter(speaker__in=due).exclude(photograph="").values_list("photograph", flat=True)
    return PersonalData(
        tuple(speaker.pk for speaker in due),
        files=frozenset(speaker.photograph.name or "" for speaker in due if speaker.photograph) | frozenset(proposed),
        kept=kept,
        why_kept=_("They were public once, or are on the record of a floor."),
    )


def _is_on_the_record(speaker: Speaker) -> bool:
    try:
        Collector(using="default").collect(list(speaker.roles.all()))
    except ProtectedError:
        return True
    return False


def _erase_unconfirmed(conference: Conference, found: PersonalData, at: datetime) -> None:
    for speaker in Speaker.objects.filter(pk__in=found.rows):
        withhold_names(speaker, at=at)
        Letter.objects.filter(speaker=speaker).delete()
        Role.objects.filter(speaker=speaker).delete()
        texts = Text.objects.filter(subject_type=SPEAKER, subject_id=speaker.pk)
        Version.objects.filter(text__in=texts).update(words="")  # that somebody wrote stays, what is gone
        Translation.objects.filter(text__in=texts).delete()
        speaker.delete()


def _letters(conference: Conference) -> PersonalData:
    """The letters; `more` are the files that were uploaded to go with them."""
    files = LetterFile.objects.filter(conference=conference)
    return PersonalData(
        _keys(Letter.objects.filter(conference=conference)),
        _keys(files),
        files=frozenset(files.values_list("file", flat=True)),
    )


def _erase_letters(conference: Conference, found: PersonalData, at: datetime) -> None:
    _delete(Letter, found.rows)
    _delete(LetterFile, found.more)


def _links(conference: Conference) -> PersonalData:
    seats = Seat.objects.filter(delegation__conference=conference)
    booths = BoothLink.objects.filter(session__conference=conference)
    return PersonalData(_keys(seats), _keys(booths), _keys(AnswerLink.objects.of(conference)))


def _erase_links(conference: Conference, found: PersonalData, at: datetime) -> None:
    _delete(Seat, found.rows)
    _delete(BoothLink, found.more)
    _delete(AnswerLink, found.others)


def _answers(conference: Conference) -> PersonalData:
    proposals = Proposal.objects.of(conference)
    files = frozenset(proposals.exclude(photograph="").values_list("photograph", flat=True))
    return PersonalData(
        _keys(proposals), _keys(SpeakerNeeds.objects.filter(speaker__conference=conference)), files=files
    )


def _erase_answers(conference: Conference, found: PersonalData, at: datetime) -> None:
    _delete(Proposal, found.rows)
    _delete(SpeakerNeeds, found.more)


def _statements(conference: Conference) -> PersonalData:
    with_file = Statement.objects.filter(session__conference=conference).exclude(file="")
    public = set(Statement.objects.public().order_by().values_list("pk", flat=True))
    due = [row for row in with_file.order_by("pk") if row.pk not in public]
    return PersonalData(
        tuple(row.pk for row in due),
        files=frozenset(name for row in due for name in (row.file.name, row.public_file.name) if name),
        kept=len(with_file) - len(due),
        why_kept=_("They are public."),
    )


def _erase_statements(conference: Conference, found: PersonalData, at: datetime) -> None:
    Statement.objects.filter(pk__in=found.rows).update(file="", public_file="", sha256="")


def _files(conference: Conference) -> PersonalData:
    # A reference memory is of public documents, and is removed by its file.
    rows = ImportFile.objects.filter(conference=conference).exclude(kind=ImportFile.Kind.REFERENCE)
    acts = RecordedAct.objects.filter(conference=conference)
    files = frozenset(rows.exclude(file="").values_list("file", flat=True))
    return PersonalData(_keys(rows), _keys(acts), files=files)


def _erase_files(conference: Conference, found: PersonalData, at: datetime) -> None:
    _delete(ImportFile, found.rows)
    _delete(RecordedAct, found.more)


def _keys(rows: Any) -> tuple[int, ...]:
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def _delete(model: type[Model], keys: Iterable[int]) -> None:
    model._base_manager.filter(pk__in=keys).delete()


def _released_contents(conference: Conference) -> Iterator[dict[str, Any]]:
    """Yields what every programme that was released says; one that was withdrawn is no longer public."""
    releases = Release.objects.filter(conference=conference, matter=Release.Matter.PROGRAMME, withdrawn_at=None)
    yield from releases.values_list("content", flat=True).iterator()


def _released_speakers(conference: Conference) -> Iterator[dict[str, Any]]:
    for content in _released_contents(conference):
        yield from content.get("speakers", ())


def _public_slugs(conference: Conference) -> set[str]:
    """The short names of whoever is or was public, as a speaker or as one who has withdrawn."""
    slugs: set[str] = set()
    for content in _released_contents(conference):
        slugs |= {row["slug"] for row in content.get("speakers", ())} | set(content.get("withdrawn", ()))
    return slugs


_FIND = {
    Kind.PHOTOGRAPHS: _photographs,
    Kind.ADDRESSES: _addresses,
    Kind.UNCONFIRMED: _unconfirmed,
    Kind.LETTERS: _letters,
    Kind.LINKS: _links,
    Kind.ANSWERS: _answers,
    Kind.STATEMENTS: _statements,
    Kind.FILES: _files,
}
_ERASE = {
    Kind.PHOTOGRAPHS: _erase_photographs,
    Kind.ADDRESSES: _erase_addresses,
    Kind.UNCONFIRMED: _erase_unconfirmed,
    Kind.LETTERS: _erase_letters,
    Kind.LINKS: _erase_links,
    Kind.ANSWERS: _erase_answers,
    Kind.STATEMENTS: _erase_statements,
    Kind.FILES: _erase_files,
}
