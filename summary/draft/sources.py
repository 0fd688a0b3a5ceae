"""What the record and the programme tell of the dialogue, and which of it the draft reflects: for drafters only."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from conference.loading import key_in
from conference.models import AuditEntry
from conference.refusals import Refusal
from floor.models import Intervention
from floor.models.record import Gist
from programme.models import Role, Session
from programme.session_people import sessions_with_people
from summary.models import Source, Summary
from summary.text.writing import lock, touch

PRESENTING = (Role.Kind.SPEAKER, Role.Kind.PANELLIST)


@dataclass(frozen=True)
class SourceItem:
    """An intervention on the record, or the part of a speaker in the programme, of which the record tells nothing.

    `key` names it in forms ("intervention:12"). `gist` is the note-taker's, None where none was written.
    """

    key: str
    session: Session
    who: object  # the delegation or the speaker, with a name in six languages
    kind: str
    gist: object = None
    themes: tuple = ()
    group: object = None
    is_answer: bool = False  # of a panellist

    @property
    def is_intervention(self):
        return self.key.startswith("intervention:")


def source_items(conference):
    """The sources of a conference, session by session: the speakers of the programme, then the floor in its order.

    They are read in a number of queries that is the same however many sessions there are.
    """
    sessions, floor = sessions_with_people(conference), _from_the_floor(conference)
    return [item for session in sessions for item in (*_in_the_programme(session), *floor(session))]


def _in_the_programme(session):
    for role in session.roles.all():
        if role.kind in PRESENTING and role.speaker.status == role.speaker.Status.CONFIRMED:
            yield SourceItem(f"role:{role.pk}", session, role.speaker, role.in_words)


def _from_the_floor(conference):
    """A function that returns what was said in a session of the conference and is on the record."""
    concluded = {"session__conference": conference, "state": Intervention.State.CONCLUDED}
    rows = Intervention.objects.on_record().filter(**concluded)
    by_session = _grouped(
        (row.session_id, row) for row in rows.select_related("delegation__state", "group", "role__speaker")
    )
    ours = {f"intervention__{name}": value for name, value in concluded.items()}
    gists = _grouped((gist.intervention_id, gist) for gist in Gist.objects.not_set_aside().filter(**ours))
    named = Intervention.themes.through.objects.filter(**ours).select_related("theme")
    themes = _grouped((each.intervention_id, each.theme) for each in named.order_by("theme__position", "theme"))

    def items(session):
        for row in by_session.get(session.pk, ()):
            gist = next(iter(gists.get(row.pk, ())), None)
            yield SourceItem(
                key=f"intervention:{row.pk}",
                session=session,
                who=row.delegation or row.role.speaker,
                kind=row.get_kind_display(),
                gist=gist if gist and gist.text else None,
                themes=tuple(themes.get(row.pk, ())),
                group=row.group,
                is_answer=row.delegation is None,
            )

    return items


def _grouped(pairs):
    found = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def key_of(source):
    """The key of what a source names."""
    return f"intervention:{source.intervention_id}" if source.intervention_id else f"role:{source.role_id}"


def reflected(summary):
    """The keys of what paragraphs of the document rest on."""
    rows = Source.objects.filter(paragraph__section__summary=summary, paragraph__removed_at=None)
    return {key_of(row) for row in rows.only("intervention_id", "role_id")}


def find(conference, key):
    """The columns of a source for a key of a form; Refusal if nothing of that conference has it."""
    kind, __, number = key.partition(":")
    pk = key_in(number)
    if kind == "intervention":
        row = Intervention.objects.filter(session__conference=conference, pk=pk, state="concluded").first()
    else:
        kind, row = "role", Role.objects.filter(session__conference=conference, pk=pk, kind__in=PRESENTING).first()
    if row is None:
        raise Refusal(_("The source chosen is not on the record."))
    return {kind: row}


@contextmanager
def _sourcing(paragraph, act, key, *, by, at):
    with transaction.atomic():
        summary = lock(paragraph.section.summary)
        if not may_source(summary, by):
            raise Refusal(_("The sources of an issued Summary can only be read."))
        yield summary
        AuditEntry.objects.record(
            act=act, subject=paragraph, by=by, at=at, conference=summary.conference, detail={"key": key}
        )
        touch(summary)


def may_source(summary, user):
    """Sources are no text of the document: drafters name them also while the President's office reads it."""
    is_drafter = user.has_perm("summary.draft_summary") or user.has_perm("summary.clear_summary")
    return is_drafter and summary.stage != Summary.Stage.ISSUED


def add_source(paragraph, key, *, by, at):
    """Let a paragraph rest on something that was said; twice is once."""
    with _sourcing(paragraph, AuditEntry.Act.ADD_SOURCE, key, by=by, at=at) as summary:
        Source.objects.get_or_create(paragraph=paragraph, **find(summary.conference, key))


def remove_source(paragraph, key, *, by, at):
    with _sourcing(paragraph, AuditEntry.Act.REMOVE_SOURCE, key, by=by, at=at) as summary:
        paragraph.sources.filter(**find(summary.conference, key)).delete()
