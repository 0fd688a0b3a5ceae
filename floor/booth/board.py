"""What an interpreters' booth reads of a floor, in the booth's language and in a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import get_language

from conference.languages import CODES, texts
from conference.languages.folding import fold
from conference.languages.names import LANGUAGE_NAMES
from conference.languages.people import function_line, titled_name
from conference.templatetags.languages import in_language
from floor.booth.texts import texts_by_intervention
from floor.console.advice import time_left
from floor.cue_cards import named_as_typed
from floor.models import OTHER, BoothSignal, Floor, Intervention
from floor.recording_consent import RecordingConsent, Withheld
from programme.models import Session
from speakers.models.delegations import load_former_names
from speakers.models.name_forms import SAID_ALONE

State = Intervention.State
NEXT = 5
ALONE = (*SAID_ALONE, "zh-hans")  # the languages in which a name is the same by itself and after "delegation"
KEPT = timedelta(minutes=2)  # for which a booth reads that its signal was seen


@dataclass
class Turn:
    """Somebody who has the floor or waits for it, as a booth announces them."""

    row: Intervention
    name: str = ""
    name_language: object = None
    form: str = ""  # of the name, which follows "delegation" where the language declines or has articles
    group: str = ""
    person: str = ""
    function: str = ""
    pronunciation: str = ""
    no_picture: bool = False
    no_recording: bool = False
    is_protected: bool = False
    is_interrupted: bool = False
    spoken: str = ""  # the language of delivery, by its name in the booth's language
    changes: bool = False  # to another language than the one before
    texts: tuple = ()  # the statements that the booth may read

    @property
    def language(self):
        return self.row.language


@dataclass
class SignalButton:
    """One of the three signals, as it stands."""

    kind: str
    name: str
    key: int
    standing: BoothSignal | None
    seen: BoothSignal | None  # acknowledged a moment ago


@dataclass
class BoothBoard:
    """A floor at a moment, for one booth."""

    session: Session
    language: str
    at: datetime
    version: int
    presiding: str
    speaking: Turn | None
    next: list[Turn]
    waiting: int
    before: str  # the language of delivery before the one who speaks
    each: timedelta  # the speaking time of those who have not begun
    signals: list[SignalButton]
    suspended_at: datetime | None = None
    resumes_at: datetime | None = None

    @property
    def time_left(self):
        return time_left(self.speaking.row, self.at)

    @property
    def time_over(self):
        return self.speaking.row.overtime(self.at)

    @property
    def more(self):
        """How many wait behind those that are shown."""
        return self.waiting - len(self.next)

    @property
    def after(self):
        """The next turn in another language than the one being spoken; None where none is known."""
        return next((turn for turn in self.next if turn.changes), None)

    @property
    def source(self):
        """The official language that is interpreted now: of who speaks, else of who is next; empty where unknown."""
        turns = [self.speaking] if self.speaking else self.next[:1]
        return next((turn.language for turn in turns if turn.language in CODES), "")


def booth_of(session, at, shown=NEXT):
    """Returns the board of the booth of the page's language, with so many of those who wait."""
    language = get_language()
    floor = Floor.objects.filter(session=session).select_related("presiding__speaker").first()
    rows = session.interventions.select_related("delegation__state", "group", "role__speaker")
    speaking = rows.speaking().first()
    waiting = [*rows.filter(state=State.INTERRUPTED), *rows.waiting()]
    before = _spoken_before(session, speaking)
    turns = _turns(session, [row for row in (speaking, *waiting[:shown]) if row], language, at)
    _mark_changes(turns, before)
    return BoothBoard(
        session=session,
        language=language,
        at=at,
        version=floor.version if floor else 0,
        presiding=_person(floor.presiding.speaker, language) if floor and floor.presiding else "",
        speaking=turns[0] if speaking else None,
        next=turns[1:] if speaking else turns,
        waiting=len(waiting),
        before=_named(before),
        each=floor.speaking_time if floor else session.speaking_time,
        signals=_signals(session, language, at),
        suspended_at=floor.suspended_at if floor else None,
        resumes_at=floor.resumes_at if floor else None,
    )


def _spoken_before(session, speaking):
    """The language of the last intervention before this one of which a language is known."""
    made = session.interventions.on_record().exclude(language="").exclude(pk=speaking.pk if speaking else None)
    return made.values_list("language", flat=True).last() or ""


def _turns(session, rows, language, at):
    """The interventions as turns, in their order."""
    original = session.conference.original_language
    texts_of = texts_by_intervention(session, rows, at)
    load_former_names((row.delegation for row in rows if row.delegation), language)
    people, consent = _representatives(session, rows), RecordingConsent(session.conference_id)
    turns = []
    for row in rows:
        reason = consent.reason(row)
        turn = Turn(
            row,
            spoken=_spoken(row),
            texts=texts_of.get(row.pk, ()),
            no_recording=reason is not None,
            is_protected=reason == Withheld.PROTECTED,
            is_interrupted=row.state == State.INTERRUPTED,
        )
        if row.role_id:
            _name_panellist(turn, language, original)
        else:
            _name_delegation(turn, language, original, people)
        turns.append(turn)
    return turns


def _name_panellist(turn, language, original):
    speaker = turn.row.role.speaker
    name, turn.name_language = in_language(speaker.public_name, original)
    turn.name = titled_name(speaker.public_courtesy_title.get(language, ""), name, language, begins_line=True)
    turn.function = _function(speaker, language, original)
    turn.pronunciation = speaker.public_pronunciation
    turn.no_picture = not speaker.consents_to_photograph


def _name_delegation(turn, language, original, people):
    """Of a protected person who was typed as the speaker of a delegation nothing is told, as of a panellist."""
    row = turn.row
    turn.name, turn.name_language = in_language(texts(row.delegation, "name"), original)
    turn.name = row.delegation.as_said(language) or turn.name
    turn.form = "" if language in ALONE else row.delegation.in_sentence(language)
    turn.group = in_language(texts(row.group, "name"), original)[0] if row.group_id else ""
    turn.no_picture = turn.is_protected
    if turn.is_protected:
        return
    turn.person = named_as_typed(row)
    turn.function = row.speaker_function or (row.get_level_display() if row.level else "")
    if speaker := people.get((row.delegation_id, fold(row.speaker_name))):
        turn.function = turn.function or _function(speaker, language, original)
        turn.pronunciation = speaker.public_pronunciation


def _representatives(session, rows):
    """The speakers of the conference whom delegations name in their requests: {(delegation, folded name): speaker}."""
    named = {row.delegation_id for row in rows if row.speaker_name}
    found = session.conference.speakers.filter(delegation__in=named, protected=False) if named else []
    return {
        (speaker.delegation_id, fold(name)): speaker for speaker in found for name in texts(speaker, "name").values()
    }


def _function(speaker, language, original):
    parts = [in_language(texts(speaker, field), original)[0] for field in ("function", "affiliation")]
    return function_line(*parts, language)


def _person(speaker, language):
    name = in_language(speaker.public_name, speaker.conference.original_language)[0]
    return titled_name(speaker.public_courtesy_title.get(language, ""), name, language)


def _spoken(row):
    if row.language == OTHER:
        return row.other_language or row.get_language_display()
    return _named(row.language)


def _named(code):
    """The name of an official language as it stands in a sentence; French and Spanish then write it small."""
    name = str(LANGUAGE_NAMES.get(code, ""))
    return name[:1].lower() + name[1:] if get_language() in ("fr", "es") else name


def _mark_changes(turns, before):
    """A turn of which no language is known leaves open what comes before the one after it."""
    for turn in turns:
        if turn.language:
            turn.changes = bool(before) and turn.language != before
            before = turn.language


def _signals(session, language, at):
    rows = list(session.booth_signals.filter(language=language).order_by("-sent_at")[:20])
    standing = {row.kind: row for row in rows if not row.acknowledged_at}
    seen = {row.kind: row for row in reversed(rows) if row.acknowledged_at and at - row.acknowledged_at < KEPT}
    return [
        SignalButton(kind.value, kind.label, key, standing.get(kind.value), seen.get(kind.value))
        for key, kind in enumerate(BoothSignal.Kind, start=1)
    ]
