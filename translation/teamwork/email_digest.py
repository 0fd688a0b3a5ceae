"""The daily digest by e-mail: what is due, overdue and outdated for a person, and which questions were answered."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from conference.languages import CODES, OfficialLanguage, official, texts
from conference.models import AuditEntry, Conference, User
from conference.rights import work_on
from conference.roles import languages_of
from conference.templatetags.languages import in_language
from translation.models.teamwork import Assignment, Remark, SentDigest
from translation.models.texts import Translation
from translation.teamwork.assignments import AssignmentProgress, names_of_parts, progress_of_assignments
from translation.teamwork.comments import open_returned
from translation.teamwork.progress import kinds_kept_from, name_of_document, progress_of

SOON = timedelta(days=7)


@dataclass
class Digest:
    """What there is to tell a person about a conference on a day, in one language; false where there is nothing."""

    conference: Conference
    person: User
    language: OfficialLanguage
    day: date
    overdue: list[AssignmentProgress] = field(default_factory=list)
    due: list[AssignmentProgress] = field(default_factory=list)
    outdated: list[AssignmentProgress] = field(default_factory=list)
    answered: list[Remark] = field(default_factory=list)
    returned: list[Remark] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.overdue or self.due or self.outdated or self.answered or self.returned)


def people_with_work(conference: Conference) -> QuerySet[User]:
    """Returns the users with an e-mail address who have open assignments, asked questions or get texts returned."""
    open_work = Assignment.objects.filter(conference=conference, closed_at=None).values("person")
    asked = Remark.objects.filter(text__conference=conference, kind=Remark.Kind.QUESTION).values("by")
    is_returned = open_returned(CODES).filter(text=OuterRef("text"), language=OuterRef("language"))
    returned = Translation.objects.filter(Exists(is_returned), text__conference=conference).values("by")
    people = User.objects.filter(is_active=True).exclude(email="")
    return people.filter(Q(pk__in=open_work) | Q(pk__in=asked) | Q(pk__in=returned)).order_by("pk")


def digest_for(person: User, conference: Conference, *, at: datetime) -> Digest | None:
    """Returns the digest of a person, only about the languages that they still have; None where they have none."""
    languages = languages_of(work_on(person, conference.slug))
    rows = list(
        Assignment.objects.filter(
            conference=conference,
            person=person,
            closed_at=None,
            language__in=[language.code for language in languages],
        )
    )
    if not languages:
        return None
    codes = [row.language for row in rows] or [language.code for language in languages]
    day = at.astimezone(conference.zone).date()
    digest = Digest(conference, person, official(codes[0]), day)
    progress = progress_of(conference, languages, kinds_kept_from(person, conference))
    for work in progress_of_assignments(conference, rows, progress):
        if work.outdated:
            digest.outdated.append(work)
        if work.to_do and work.assignment.due_on < day:
            digest.overdue.append(work)
        elif work.to_do and work.assignment.due_on <= day + SOON:
            digest.due.append(work)
    digest.answered = list(_answered(person, conference, at))
    own = Translation.objects.filter(text=OuterRef("text"), language=OuterRef("language"), by=person)
    returned = open_returned([language.code for language in languages]).filter(text__conference=conference)
    digest.returned = list(returned.filter(Exists(own)))
    return digest


def _answered(person: User, conference: Conference, at: datetime) -> QuerySet[Remark]:
    """Returns a person's questions that others settled since the last digest, or within a day."""
    last = SentDigest.objects.filter(conference=conference, person=person).values_list("at", flat=True).first()
    asked = Remark.objects.filter(text__conference=conference, kind=Remark.Kind.QUESTION, by=person)
    settled = asked.filter(settled_at__gt=last or at - timedelta(days=1), settled_at__lte=at)
    return settled.exclude(settled_by=person).order_by("settled_at")


def send(person: User, conference: Conference, *, at: datetime) -> EmailMultiAlternatives | None:
    """Sends the digest of a day once and returns the message.

    Returns None where there is nothing to tell, or where the digest of the day was already sent. The message is sent
    outside of any transaction, since on SQLite nobody else could write while a mail server is slow.
    """
    claimed = _claim(person, conference, at)
    if claimed is None:
        return None
    row, message = claimed
    try:
        message.send()
    except BaseException:
        row.delete()  # it can be sent later on the same day
        raise
    AuditEntry.objects.record(act=AuditEntry.Act.SEND_DIGEST, subject=person, by=None, at=at, conference=conference)
    return message


@transaction.atomic
def _claim(person: User, conference: Conference, at: datetime) -> tuple[SentDigest, EmailMultiAlternatives] | None:
    """Notes the digest of a day as sent, so that nobody else sends it, and returns it with its message."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)  # two at once: the second finds it sent
    day = at.astimezone(conference.zone).date()
    if SentDigest.objects.filter(conference=conference, person=person, day=day).exists():
        return None
    digest = digest_for(person, conference, at=at)
    if not digest:
        return None
    return SentDigest.objects.create(conference=conference, person=person, day=day, at=at), message_of(digest)


def is_address(text: str) -> bool:
    """Returns whether a text is a valid e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def message_of(digest: Digest) -> EmailMultiAlternatives:
    """Returns the digest as a message in plain text and HTML, in the language and direction of its recipient."""
    with translation.override(digest.language.code):
        context = {
            "digest": digest,
            "language": digest.language,
            "title": _title(digest.conference),
            "original_language": digest.conference.original_language,
            "parts": _parts(digest),
            "address": _address("overview", digest.conference.slug),
        }
        subject = _("Texts to translate: %(conference)s") % {"conference": context["title"]}
        message = EmailMultiAlternatives(
            " ".join(subject.split()),  # one line, whatever a title contains
            render_to_string("translation/teamwork/mail_digest.txt", context),
            to=[digest.person.email],
            headers={"Auto-Submitted": "auto-generated", "Content-Language": digest.language.html},
        )
        message.attach_alternative(render_to_string("translation/teamwork/mail_digest.html", context), "text/html")
    return message


def _title(conference: Conference) -> str:
    return in_language(texts(conference, "title"), conference.original_language)[0] or conference.slug


def _parts(digest: Digest) -> list[tuple[str, list[dict[str, object]]]]:
    """Returns the parts of the message: [(heading, [line])]; a line has `words`, an `address` and their details."""
    works = [*digest.overdue, *digest.due, *digest.outdated]
    names = names_of_parts(digest.conference, {work.assignment.group for work in works if work.assignment.group})
    parts = [
        (_("Overdue"), [_line(digest, work, names, work.to_do) for work in digest.overdue]),
        (_("Due in the next seven days"), [_line(digest, work, names, work.to_do) for work in digest.due]),
        (
            _("Outdated, because the source has changed"),
            [_line(digest, work, names, work.outdated) for work in digest.outdated],
        ),
        (_("Returned by a reviser"), [_answer(digest, remark) for remark in digest.returned]),
        (_("Answered questions"), [_answer(digest, question) for question in digest.answered]),
    ]
    return [part for part in parts if part[1]]


def _line(
    digest: Digest, work: AssignmentProgress, names: dict[tuple[str, str], dict[str, str]], number: int
) -> dict[str, object]:
    row = work.assignment
    name = names.get((row.document, row.group))
    return {
        "target": official(row.language),
        "document": name_of_document(row.document) if row.document else _("All texts"),
        "part": in_language(name, digest.conference.original_language) if name else None,
        "number": number,
        "due_on": row.due_on,
        "note": row.note,
    }


def _answer(digest: Digest, question: Remark) -> dict[str, object]:
    slug = digest.conference.slug
    return {"question": question.words, "address": _address("text", slug, question.text_id, question.language)}


def _address(name: str, *args: object) -> str:
    return f"{settings.PUBLIC_URL}{reverse(f'translation:{name}', args=args)}"
