"""The table of acts: each address that takes what is posted, who may press there, and for whom that then writes.

A new act needs a line here; `test_acts.py` finds addresses that have none. An act of the admin is in `acts_admin.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from floor.forms import REQUEST_FIELDS
from operations.models import RetentionPeriod
from programme.imports.kind import SCHEDULE
from programme.timetable.placing import shown_place
from speakers.imports.kind import TABLES
from speakers.photograph_files.kind import PHOTOGRAPHS
from summary.clearance.shown import shown_of
from summary.imports.kind import DRAFTS as DRAFT_FILES
from tests.acts_world import PHONE, STRANGER
from tests.addresses import (
    DRAFT_READERS,
    EVERY_ROLE,
    EVERYBODY,
    IN_BOOTHS,
    INTO_FRENCH,
    NO_ONE,
    NOBODY,
    OFFICES,
    ROOT,
    RUNNERS,
    SECRETARIAT,
    SUPERUSER,
    TRANSLATORS,
)
from tests.speakers.photograph_files.zips import zip_of
from tests.translation.reference.documents import form as alignment_form
from translation.glossary.kind import GLOSSARY as GLOSSARY_FILES
from translation.reference.kind import REFERENCE
from translation.units import digest

PHONES = frozenset({PHONE, STRANGER})
OWN_PHONE = frozenset({PHONE})
ALL = EVERYBODY | PHONES
NOTE_TAKERS = SECRETARIAT | {"note-taker"}
DRAFTERS = NOTE_TAKERS
IMPORTERS = DRAFTERS | OFFICES
ASSIGNED = SECRETARIAT | {"translator-fr"}
FRENCH_WRITERS = frozenset({"translator-fr", "reviser-fr"})


@dataclass(frozen=True)
class Act:
    """Who finds the address (for all others it is refused), for whom what is posted there is then written.

    `at` fills what the address leaves open, `form` what the browser sends, given the World: names of its rows are put
    in by their keys. An act whose form is empty is one that its own tests carry out.
    """

    to: frozenset
    writes: frozenset | None = None
    at: dict = field(default_factory=dict)
    form: Callable = lambda world: {}

    @property
    def writers(self):
        return self.to if self.writes is None else self.writes


def acts(namespace, to, lines, writes=None, **at):
    """The acts of an app that have the same people: `lines` are {name: (what fills its address, its form)}."""
    return {
        f"{namespace}:{name}": Act(to, writes, at | there, form if callable(form) else _constant(form))
        for name, (there, form) in lines.items()
    }


def _constant(form):
    return lambda world: form


def _keys(*names, join=" "):
    return lambda world: join.join(str(world.key(name)) for name in names)


WHOSE = {"numbers": "1", "speaker-1": "", "part-1": "upper"}
NOTHING_SEEN = {f"seen-{name}": "" for name in REQUEST_FIELDS}
INTERVENTION = {"kind": "intervention", "seen-kind": "intervention"}


def _sent(**fields):
    """A form whose values may be functions of the World."""
    return lambda world: {name: value(world) if callable(value) else value for name, value in fields.items()}


def _changed(**fields):
    """The form of a change of a request about which nothing is said, and of an empty entry of the record."""
    return {**dict.fromkeys(REQUEST_FIELDS, ""), **NOTHING_SEEN, **INTERVENTION, **fields}


def _on(row):
    """Where an act is about a row whose key is the address's `pk`."""
    return {"pk": _key(row)}


def _key(name):
    return lambda world: world.key(name)


PAIR = {"kept": _key("speaker"), "other": _key("other speaker")}


def _new_key(world):
    return str(uuid4())


SPEAKING = {"current": _key("speaking")}
PAUSED = {"session": "session-1"}
CONSOLE = {
    "give": (_on("waiting"), _sent(**SPEAKING)),
    "extend": (_on("speaking"), {"minutes": "1"}),
    "move": (_on("next"), {"to": "top"}),
    "withdraw-for": (_on("waiting"), {}),
    "change-for": (_on("waiting"), _changed(speaker_name="Ms. B")),
    "strike": (_on("spoken"), {"reason": "Entered twice"}),
    "conclude": ({}, _sent(**SPEAKING)),
    "pause": ({}, _sent(**SPEAKING)),
    "resume": (PAUSED, _sent(current=_key("paused"))),
    "undo": ({}, {}),
    "take-back": ({"number": lambda world: world.last_step()}, {}),
    "open-requests": (PAUSED, {}),
    "close-requests": ({}, {}),
    "ask-to-conclude": ({}, _sent(**SPEAKING)),
    "console-recording-off": (_on("waiting"), {}),
    "set-hours": ({}, {"opens_at": "2099-04-03T09:00", "closes_at": ""}),
    "speaking-time": ({}, {"minutes": "2"}),
    "kind-time": ({}, {"kind": "group", "minutes": "5"}),
    "suspend": ({}, {"resumes": ""}),
    "message": ({}, {"ready": "phones"}),
    "chair": (_on("co-chair"), {}),
    "panellists": ({}, _sent(key=_new_key)),
    "order": ({}, _sent(keys=_keys("next", "waiting"))),
    "acknowledge": (_on("signal"), {}),
    "slip": ({}, _sent(delegation=_key("delegation asking"), key=_new_key, kind="intervention")),
}
# Refused on this floor, where nobody is interrupted, nothing suspended, and no right of reply or message there.
NOT_NOW = {
    "go-on": (_on("waiting"), {}),
    "defer": (_on("waiting"), {}),
    "resume-session": ({}, {}),
    "end-message": ({}, {}),
}
STATEMENT = _on("statement")
RECORD = {
    "statement-link": (STATEMENT, _sent(intervention=_key("waiting"))),
    "statement-post": (STATEMENT, {}),
    "statement-withdraw": (STATEMENT, {}),
    "record-statements": (
        {},
        _sent(delegation=_key("delegation spoken"), file=lambda world: world.paper(), language="en", mark="check"),
    ),
    "record-extent": ({}, {"record": "incomplete"}),
    "recording-off": (_on("spoken"), {"off": "1"}),
    "intervention-correct": (_on("spoken"), {"speaker_name": "Ms. A", "reason": "Misheard", **NOTHING_SEEN}),
}
RECORDING = _on("recording")
LINKED = {
    "kind": "on-demand",
    "channel": "fr",
    "part": "1",
    "address": "https://media.un.org/a",
    "shown_from": "2012-04-03T10:00:00",
}
RECORDINGS = {
    "record-recordings": ({}, LINKED),
    "recording-change": (RECORDING, LINKED),
    "recording-zero": (RECORDING, {"zero": "2012-04-03T10:00:00"}),
    "recording-anchor": (RECORDING, _sent(intervention=_key("spoken"), second="0:10")),
    "recording-anchor-remove": (RECORDING, _sent(anchor=_key("anchor"))),
    "recording-withdraw": (RECORDING, {"reason": "Cut"}),
}
NOTES = {
    "gist": (_on("spoken"), {"text": "A gist", "language": "en", "on_version": "0"}),
    "intervention-themes": (_on("spoken"), _sent(theme=_key("theme"))),
}
PLEDGES = {
    "pledges": (
        {},
        _sent(delegation=_key("delegation next"), amount="10", currency="USD", announced_on="2012-04-03"),
    ),
    "pledge-confirm": (_on("pledge"), {}),
    "pledge-strike": (_on("pledge"), {"reason": "Announced twice"}),
}
VALIDITY = {"valid_until": "2030-01-01T10:00", "language": "en", "size": "8"}
SEATS = {
    "seat-links": ({}, _sent(delegation=_key("delegation next"), **VALIDITY)),
    "seat-revoke": ({}, _sent(delegation=_key("delegation free"))),
    "seat-validity": ({}, _sent(delegation=_key("delegation free"), **VALIDITY)),
    "device-remove": (_on("device"), {}),
    "booth-links": ({}, _sent(booth=lambda world: f"{world.key('session')}:es", **VALIDITY)),
    "booth-revoke": ({}, _sent(booth=lambda world: f"{world.key('session')}:fr")),
}
FLOOR = {
    **acts("floor", RUNNERS, CONSOLE),
    **acts("floor", RUNNERS, NOT_NOW, writes=NO_ONE),
    **acts("floor", RUNNERS, RECORD),
    **acts("floor", RUNNERS, RECORDINGS),
    **acts("floor", NOTE_TAKERS, NOTES),
    **acts("floor", RUNNERS | NOTE_TAKERS, PLEDGES),
    **acts("floor", RUNNERS, SEATS),
    "floor:booth-open": Act(ALL, NO_ONE, {"secret": lambda world: world.booth_secret}),
    "floor:booth-signal": Act(IN_BOOTHS, form=_constant({"kind": "slower"})),
    # From the phones of delegations
    "floor:join": Act(ALL, ALL, {"secret": lambda world: world.secret}),
    "floor:ask": Act(
        OWN_PHONE, form=_sent(session="session-1", key=_new_key, kind="intervention"), writes=NO_ONE
    ),  # the requests are closed there
    "floor:withdraw": Act(OWN_PHONE, at=_on("waiting")),
    "floor:change-own": Act(OWN_PHONE, at=_on("waiting"), form=_sent(**_changed(speaker_name="Ms. B"))),
    "floor:read-notices": Act(OWN_PHONE, form=_sent(until=_key("event"))),
    "floor:leave": Act(ALL, writes=OWN_PHONE),
    "floor:statement-upload": Act(
        OWN_PHONE,
        form=_sent(session="session-0", file=lambda world: world.paper(), language="en", mark="check"),
    ),
    "floor:own-statement-withdraw": Act(OWN_PHONE, at=_on("statement")),
}

LETTER = {"letter": _key("letter")}
LETTERS = {
    "letters-write": (
        {},
        _sent(kind="invitation", reply_by="2030-01-01", seen=lambda world: world.shown("invitations")),
    ),
    "letters-choose": (
        {},
        _sent(
            kind="invitation",
            reply_by="2030-01-01",
            speaker=_key("speaker"),
            seen=lambda world: world.shown("invitations"),
        ),
    ),
    "letters-print": ({}, {}),
    "letter-settings": ({}, {"reference": "PGA", "remind_after_days": "10"}),
    "letter-file-add": ({}, _sent(file=lambda world: world.paper())),
    "letter-file-remove": ({"pk": _key("letter file")}, {}),
    "letter-doubt": (LETTER, {"address": "b@example.org", "reason": "No such user"}),
    "address-trust": ({"pk": _key("doubt")}, {}),
    "letters-send": ({}, _sent(seen=lambda world: world.shown("letters"))),
    "letter": (LETTER, {"subject": "Another", "body": "Another"}),
    "letter-send": (LETTER, _sent(seen=lambda world: world.shown("letters"))),
    "letter-cancel": (LETTER, {}),
    "letter-rewrite": (LETTER, _sent(seen=lambda world: world.shown("letters"))),
    "letter-template": ({"letter_kind": "confirmation"}, {"shipped": "1"}),
}
# Nothing is being sent, no letter is overtaken, and of each it is known whether it was sent.
LETTERS_NOT_SO = {
    "letters-stop": ({}, {}),
    "letters-rewrite": ({}, _sent(seen=lambda world: world.shown("letters"))),
    "letter-settle": (LETTER, {}),
}
WEBHOOK = {"address": "https://93.184.216.34/", "kinds": ["floor.given"]}
WEBHOOKS = {
    "webhooks": ({}, WEBHOOK),
    "webhook": (_on("webhook"), WEBHOOK),
    **dict.fromkeys("webhook-test webhook-switch webhook-secret webhook-remove".split(), (_on("webhook"), {})),
    "delivery-again": ({**_on("webhook"), "delivery": _key("delivery")}, {}),
}
WORDING_SETTLERS = SECRETARIAT | {"reviser-fr"}
WORDING_REMARK = {"remark": _key("wording remark")}
WORDING = {
    "operations:wording-read": Act(
        FRENCH_WRITERS | {ROOT}, form=_sent(read=lambda world: f"{world.wording.key}:{world.wording.digest('fr')}")
    ),
    "operations:wording-remark": Act(
        INTO_FRENCH,
        at={"message": lambda world: world.wording.key},
        form=_sent(words="Wrong", seen=lambda world: world.wording_seen),
    ),
    "operations:wording-remark-withdraw": Act(INTO_FRENCH, SUPERUSER, WORDING_REMARK),  # by its writer alone
    "operations:wording-remark-settle": Act(WORDING_SETTLERS, at=WORDING_REMARK, form=_constant({"answer": "Right"})),
    "operations:wording-remark-reopen": Act(WORDING_SETTLERS, at={"remark": _key("settled wording remark")}),
}
TIMETABLE = {
    "timetable-actual": ({}, {"began_at": "10:01", "ended_at": "10:11"}),
    "timetable-move": ({}, {"direction": "down"}),
}
OPENED = {"link": _key("answer link")}
PROPOSED = {"proposal": _key("proposal"), "seen": lambda world: world.shown("proposals")}
ANSWERS = {
    "answers-accept": (_on("speaker"), _sent(**PROPOSED)),
    "answers-return": (_on("speaker"), _sent(reason="Look again", **PROPOSED)),
    "answer-cards": ({}, _sent(speaker=_key("speaker"))),
    "answer-revoke": ({}, _sent(speaker=_key("speaker"))),
    "answer-period": ({}, {"reply_by": "2030-01-01", "links_until": ""}),
}


def _elsewhere(world):
    """Where the grid puts the session of all acts: five minutes later, in the other room."""
    session = world.rows["session"]
    start, end = (
        moment.astimezone(session.conference.zone) + timedelta(minutes=5)
        for moment in (session.starts_at, session.ends_at)
    )
    times = {"day": f"{start:%Y-%m-%d}", "starts": f"{start:%H:%M}", "ends": f"{end:%H:%M}", "room": world.key("room")}
    return {**times, "seen": shown_place(session).token}


LOOKED_AT_FIRST = "timetable-shift timetable-undo-shift timetable-renumber grid-undo".split()
PROGRAMME = {
    **acts("programme", SECRETARIAT, LETTERS),
    **acts("programme", SECRETARIAT, LETTERS_NOT_SO, writes=NO_ONE),
    "programme:site-copy": Act(SECRETARIAT),
    "operations:retention": Act(SECRETARIAT, form=_constant(dict.fromkeys(RetentionPeriod.Kind.values, "45"))),
    "operations:house": Act(SUPERUSER, form=_constant({"colour": "#0b4a66"})),
    **acts("operations", SECRETARIAT, WEBHOOKS),
    **WORDING,
    "background-work:again": Act(SUPERUSER, at=_on("job")),
    **acts("programme", SECRETARIAT, TIMETABLE),
    "programme:grid-move": Act(SECRETARIAT, form=_elsewhere),
    **acts("programme", SECRETARIAT, dict.fromkeys(LOOKED_AT_FIRST, ({}, {})), writes=NO_ONE),
    "programme:release": Act(SECRETARIAT, form=_sent(seen=lambda world: world.shown("release"), in_spite="on")),
    "programme:withdraw": Act(SECRETARIAT, at={"number": "1"}, form=_constant({"reason": "A name was wrong"})),
    "programme:clone": Act(
        SECRETARIAT,
        form=_sent(
            slug="clone",
            starts_on="2013-04-03",
            time_zone="America/New_York",
            purpose="rehearsal",
            seen=lambda world: world.shown("clone"),
        ),
    ),
    **acts("programme", SECRETARIAT, ANSWERS),
    "programme:answer-link": Act(ALL, at={"secret": lambda world: world.answer_secret}),
    "programme:subscribe": Act(NO_ONE),  # no mail is sent here
    "programme:push": Act(NO_ONE),  # there is no key
    "programme:push-end": Act(ALL, form=_constant({"endpoint": "https://push.example/1"})),
    "programme:subscription": Act(ALL, at={"secret": lambda world: world.asked.secret}),
    "programme:subscription-end": Act(ALL, at={"secret": lambda world: world.asked.secret}),
    "programme:answer": Act(OWN_PHONE, at=OPENED, form=_constant({"participation": "declined"})),
    "programme:answer-close": Act(OWN_PHONE, NO_ONE, OPENED),
    "programme:people-mark": Act(
        SECRETARIAT, form=lambda world: {"speaker": [str(world.key("speaker"))], "status": "confirmed"}
    ),
    "programme:person-mark": Act(SECRETARIAT, at=_on("speaker") | {"status": "confirmed"}),
    "programme:document-upload": Act(
        SECRETARIAT, form=_sent(files=lambda world: world.paper(), type="other", language="en")
    ),
    "programme:schedule-upload": Act(
        SECRETARIAT, form=_sent(file=lambda world: SimpleUploadedFile("schedule.json", world.schedule()))
    ),
    "programme:schedule-import-apply": Act(
        SECRETARIAT, at=_on("schedule"), form=_sent(seen=lambda world: world.seen("schedule"), widen="on")
    ),
    "programme:schedule-import-undo": Act(
        SECRETARIAT,
        at=_on("imported schedule"),
        form=_sent(seen=lambda world: world.seen_undo("imported schedule", SCHEDULE)),
    ),
    "speakers:import-upload": Act(
        SECRETARIAT, form=_sent(kind="speakers", file=lambda world: SimpleUploadedFile("a.csv", world.table()))
    ),
    "speakers:import-apply": Act(SECRETARIAT, at=_on("table"), form=_sent(seen=lambda world: world.seen("table"))),
    "speakers:import-columns": Act(
        SECRETARIAT, at=_on("list"), form=_sent(sheet="0", row="1", **{"column-A": "name_en"})
    ),
    "speakers:import-correct": Act(
        SECRETARIAT, at=_on("table") | {"number": 2}, form=_sent(action="save", name_en="Somebody Else")
    ),
    "speakers:pair": Act(SECRETARIAT, at=PAIR, form=_sent(seen=lambda world: world.seen_pair())),
    "speakers:apart": Act(SECRETARIAT, at=PAIR),
    "restoring:act": Act(SECRETARIAT, at=_on("deletion"), form=_sent(seen=lambda world: world.seen_deletion())),
    "speakers:photographs-upload": Act(
        SECRETARIAT, form=_sent(file=lambda world: SimpleUploadedFile("a.zip", zip_of("a.jpg")))
    ),
    "speakers:photographs-apply": Act(
        SECRETARIAT, at=_on("photographs"), form=_sent(seen=lambda world: world.seen("photographs"))
    ),
    "speakers:photographs-choose": Act(SECRETARIAT, at=_on("photographs"), form=_sent(**WHOSE)),
    "speakers:photographs-undo": Act(
        SECRETARIAT,
        at=_on("imported photographs"),
        form=_sent(seen=lambda world: world.seen_undo("imported photographs", PHOTOGRAPHS)),
    ),
    "speakers:import-undo": Act(
        SECRETARIAT, at=_on("imported table"), form=_sent(seen=lambda world: world.seen_undo("imported table", TABLES))
    ),
}

PARAGRAPH = _on("paragraph") | {"kind": "paragraph", "field": "text"}
DRAFT = {
    "title-note-add": ({}, {}),
    "section-add": ({}, {}),
    "section-arrange": (_on("section"), {"act": "add-paragraph"}),
    "paragraph-arrange": (_on("paragraph"), {"act": "down"}),
    "table-arrange": (_on("draft table"), {"act": "add-row-0"}),
    "text-save": (PARAGRAPH, {"text": "Other words", "base_version": digest("Sentence one of 1. Sentence two of 1.")}),
    "version-restore": (PARAGRAPH | {"code": "en"}, {}),
}
COMMENTS = {
    "comment": (_on("paragraph"), {"text": "Look"}),
    "comment-settle": (_on("comment"), {}),
}
RESTORED = {"check-restore": (PARAGRAPH | {"number": _key("draft dismissal")}, {})}
SUGGESTIONS = {
    "suggestions": ({}, lambda world: {"act": "refuse", "seen": world.seen_suggestions()}),
    "suggestion-decide": (_on("suggestion"), lambda world: {"act": "refuse", "seen": world.seen_suggestion()}),
}
NOTHING_TO_TAKE = {
    "draft-start": ({}, {}),
    "unsource": (_on("paragraph"), {"key": "x"}),
    "suggest": (_on("paragraph"), {"text": "Other words"}),
    "check-dismiss": (PARAGRAPH, {"key": "x", "reason": "It is right"}),
    "reflect": ({}, _sent(under=lambda world: f"section:{world.key('section')}", key="x")),
    "masthead": ({}, {}),
}
DRAFT_TEXT = {"conference": "drafted", **_on("draft text")}
DRAFT_IMPORTS = {
    "import-make": (DRAFT_TEXT, _sent(seen=lambda world: world.seen("draft text"))),
    "import-apply": (DRAFT_TEXT, _sent(seen=lambda world: world.seen("draft text"))),
    "import-undo": (
        DRAFT_TEXT | _on("imported draft text"),
        _sent(seen=lambda world: world.seen_undo("imported draft text", DRAFT_FILES)),
    ),
}
SUMMARY = {
    "summary:imports": Act(IMPORTERS, NO_ONE, {"conference": "drafted"}),
    "summary:paste": Act(IMPORTERS, NO_ONE, {"conference": "drafted"}, _constant({"plain": "One"})),
    "summary:import-place": Act(
        IMPORTERS, at=DRAFT_TEXT, form=_sent(place=lambda world: f"section:{world.key('section')}")
    ),
    **acts("summary", IMPORTERS, DRAFT_IMPORTS, writes=DRAFTERS),
    "summary:draft-begin": Act(DRAFTERS, at={"conference": "empty"}),
    **acts("summary", DRAFT_READERS, DRAFT, writes=DRAFTERS, conference="drafted"),
    **acts("summary", DRAFT_READERS, COMMENTS, conference="drafted"),
    **acts("summary", DRAFT_READERS, NOTHING_TO_TAKE, writes=NO_ONE, conference="drafted"),
    **acts("summary", DRAFT_READERS, RESTORED, writes=DRAFTERS | {"presidents-office"}, conference="drafted"),
    **acts("summary", DRAFT_READERS, SUGGESTIONS, writes=DRAFTERS, conference="drafted"),
    "summary:clearance-step": Act(
        DRAFT_READERS,
        DRAFTERS,
        {"conference": "drafted", "step": "submit"},
        lambda world: {"seen": shown_of(world.rows["summary"]).token},
    ),
    "summary:issue": Act(SECRETARIAT, NO_ONE, form=_constant({"kind": "reissue"})),
    "summary:edition-withdraw": Act(SECRETARIAT, at={"edition": "1"}, form=_constant({"reason": "A mistake"})),
}

FRENCH = {"text": _key("text"), "code": "fr"}
RESTS_ON = {"base_version": digest("Dialogue (fr)"), "source": digest("Dialogue (en)")}
AT_TEXT = {
    "text-save": (FRENCH, {"text": "Autre", "state": "translated", **RESTS_ON}),
    "still-right": (FRENCH, RESTS_ON),
    "text-here": (FRENCH, {}),
    "text-version-restore": (FRENCH | {"number": "1"}, {}),
    "dismissal-undo": (FRENCH | {"dismissal": _key("dismissal")}, {}),
    "remark": (FRENCH, {"kind": "comment", "remark": "Look"}),
    "remark-settle": (FRENCH | {"remark": _key("remark")}, {}),
}
CONCEPT = {"concept": _key("concept")}
WORK = {"language": "fr", "person": lambda world: world.reviser.pk, "due_on": "2030-01-01"}
GLOSSARY = {
    "concept-add": ({}, {"key": "new", "en-preferred": "new"}),
    "concept-delete": (CONCEPT, {}),
    "assign": ({}, _sent(**WORK)),
    "assignment": (_on("assignment"), _sent(**WORK)),
}
TRANSLATION = {
    **acts("translation", INTO_FRENCH, AT_TEXT),
    **acts("translation", SECRETARIAT, GLOSSARY),
    "translation:dismiss": Act(INTO_FRENCH, NO_ONE, FRENCH, _constant({"key": "x", "reason": "y"})),
    "translation:repetitions-fill": Act(INTO_FRENCH, NO_ONE, FRENCH, _constant({"seen": "x"})),  # nothing repeats it
    "translation:typographical": Act(SECRETARIAT, at=FRENCH, form=_constant({"made_from": "x", **RESTS_ON})),
    "translation:warnings-dismiss": Act(
        INTO_FRENCH, NO_ONE, {"code": "fr"}, _constant({"warning": "1:x", "reason": "y"})
    ),
    "translation:warnings-correct": Act(
        INTO_FRENCH, NO_ONE, {"code": "fr", "check": "spacing"}, _constant({"text": "1", "seen": "x"})
    ),
    "translation:replace": Act(
        INTO_FRENCH, NO_ONE, {"code": "fr"}, _constant({"words": "x", "text": "1", "seen": "x"})
    ),
    "translation:text-return": Act(
        frozenset({"reviser-fr", ROOT}), at=FRENCH, form=_constant({"remark": "Not so", **RESTS_ON})
    ),
    "translation:text-machine": Act(NO_ONE, at=FRENCH),  # there is no server
    "translation:glossary-import": Act(SECRETARIAT, NO_ONE),
    "translation:glossary-import-apply": Act(
        SECRETARIAT, at=_on("glossary"), form=_sent(seen=lambda world: world.seen("glossary"))
    ),
    "translation:glossary-import-columns": Act(
        SECRETARIAT, at=_on("glossary"), form=_sent(sheet="0", row="1", **{"column-A": "concept", "column-B": "en"})
    ),
    "translation:glossary-import-correct": Act(
        SECRETARIAT, at=_on("glossary") | {"number": 2}, form=_sent(action="save", B="another term")
    ),
    "translation:glossary-import-undo": Act(
        SECRETARIAT,
        at=_on("imported glossary"),
        form=_sent(seen=lambda world: world.seen_undo("imported glossary", GLOSSARY_FILES)),
    ),
    "translation:concept": Act(SECRETARIAT | TRANSLATORS, NO_ONE, CONCEPT),
    "translation:assignment-close": Act(ASSIGNED, at=_on("assignment")),
    "translation:import": Act(
        INTO_FRENCH, form=_sent(language="fr", file=lambda world: SimpleUploadedFile("a.xlf", world.translations()))
    ),
    "translation:import-apply": Act(
        INTO_FRENCH,
        INTO_FRENCH - {"secretariat"},  # who looks at another preview than the superuser: the Summary is closed to it
        _on("translations"),
        form=_sent(seen=lambda world: world.seen("translations")),
    ),
    "translation:reference": Act(
        SECRETARIAT | TRANSLATORS,
        form=_sent(title="A", scope="conference", file=lambda world: SimpleUploadedFile("a.tmx", world.memory())),
    ),
    "translation:reference-align": Act(SECRETARIAT | TRANSLATORS, form=lambda world: alignment_form()),
    "translation:reference-import-save-pairs": Act(
        SECRETARIAT | TRANSLATORS,
        at=_on("alignment"),
        form=_sent(text=lambda world: world.pairs(), base_version="0"),
    ),
    "translation:reference-import-look": Act(SECRETARIAT | TRANSLATORS, at=_on("alignment")),
    "translation:reference-import-again": Act(SECRETARIAT | TRANSLATORS, at=_on("undone alignment")),
    "translation:reference-import-apply": Act(
        SECRETARIAT | TRANSLATORS, at=_on("reference"), form=_sent(seen=lambda world: world.seen("reference"))
    ),
    "translation:reference-import-undo": Act(
        SECRETARIAT | TRANSLATORS,
        SECRETARIAT,  # whoever has not imported it is told so
        at=_on("imported reference"),
        form=_sent(seen=lambda world: world.seen_undo("imported reference", REFERENCE)),
    ),
    "translation:import-state": Act(INTO_FRENCH, at=_on("translations"), form=_sent(state="draft")),
    "translation:import-undo": Act(INTO_FRENCH, NO_ONE, _on("translations")),  # nothing of it is imported
}

COLLEAGUE = _on("colleague")
INVITED = {"name": "A B", "email": "a@example.org", "language": "fr", "roles": ["note-taker"]}
COLLEAGUES = {
    "colleagues:colleagues": Act(SECRETARIAT, NO_ONE, form=_constant(INVITED)),  # no mail is sent here
    "colleagues:roles": Act(SECRETARIAT, at=COLLEAGUE, form=_constant({"roles": ["floor-officer"]})),
    "colleagues:switch": Act(SECRETARIAT, at=COLLEAGUE),
    "colleagues:invitation": Act(SECRETARIAT, at=COLLEAGUE, form=_constant({"revoke": "1"})),
}

ACCOUNT = {
    "first-password": Act(ALL, writes=NO_ONE),
    "csp-reports": Act(ALL, writes=NO_ONE),
    **dict.fromkeys(("sign-in", "account_login"), Act(ALL, writes=NO_ONE)),
    # Whoever is signed in is led home.
    **dict.fromkeys(("mfa_authenticate", "mfa_login_webauthn"), Act(ALL, NO_ONE)),
    # One's own account: what is posted empty is refused on the page itself.
    **dict.fromkeys(
        (
            "account_reauthenticate",
            "own-password",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "mfa_generate_recovery_codes",
            "session-end",
        ),
        Act(EVERY_ROLE | {NOBODY}, NO_ONE),
    ),
    "role-proposals": Act(NO_ONE),  # of a proposal that is not there
    "factors-reset": Act(SUPERUSER, NO_ONE, _on("user")),  # of somebody who has none
    # Of factors, passwords and a single sign-on that nobody has here.
    **dict.fromkeys(
        (
            "forgotten-password",
            "new-password",
            "single-sign-on",
            "mfa_deactivate_totp",
            "mfa_remove_webauthn",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
        ),
        Act(NO_ONE),
    ),
    "sessions-end-all": Act(EVERY_ROLE | {NOBODY}),
    "sign-out": Act(EVERY_ROLE | {NOBODY}),
}

ACTS = {**COLLEAGUES, **FLOOR, **PROGRAMME, **SUMMARY, **TRANSLATION, **ACCOUNT}
