"""Beginning a draft: from the record, which lays out a skeleton, or from nothing.

The skeleton follows the programme: the opening, each panel with its themes, the closing. What it says by itself
it says in six languages, from the catalogues of the interface and from the names that the programme has in six.
"""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conference import locking
from conference.languages import CODES, official, texts
from conference.languages.people import function_line, joined, titled_name
from conference.models import AuditEntry
from conference.refusals import Refusal
from floor.models import Intervention
from programme.models import Role, Session
from speakers.models import Delegation
from summary.draft.introductions import INTRODUCED, ON_RECORD, planned
from summary.draft.sources import source_items
from summary.models import Paragraph, Section, Source, Summary
from summary.text.writing import lock, touch
from translation.models import Translation
from translation.texts.states import set_state

TITLE_LENGTH = Summary._meta.get_field("title").max_length


def begin(conference, *, by, at):
    """The Summary of a conference, an empty draft; the one that is there where somebody began it before."""
    if not by.has_perm("summary.draft_summary"):
        raise Refusal(_("You may not begin a President’s Summary."))
    with transaction.atomic():
        locking.lock(conference)
        found = Summary.objects.filter(conference=conference).first()
        if found:
            return found
        names = texts(conference, "title")
        words = in_six_languages(lambda __: pgettext("title of a document", "President’s Summary: %(dialogue)s"))
        title = {
            code: (words[code] % {"dialogue": name})[:TITLE_LENGTH] if name else "" for code, name in names.items()
        }
        summary = Summary.objects.create(
            conference=conference, original_language=conference.original_language, **_columns("title", title)
        )
        AuditEntry.objects.record(act=AuditEntry.Act.BEGIN_DRAFT, subject=summary, by=by, at=at, conference=conference)
        return summary


def start_from_the_record(summary, *, by, at):
    """Lay out the skeleton of an empty draft: the sessions, who spoke in them, and the gists under their themes."""
    with transaction.atomic():
        locked = lock(summary)
        if not locked.takes_original_from(by):
            raise Refusal(_("The text can only be read at present."))
        if locked.sections.in_document().exists():
            raise Refusal(_("The draft has sections already: the record is laid out on an empty one."))
        items = source_items(locked.conference)
        skeleton = _Skeleton(locked, by, at)
        for session in locked.conference.sessions.in_order().exclude(kind=Session.Kind.BREAK):
            skeleton.lay_out(session, [item for item in items if item.session == session])
        AuditEntry.objects.record(
            act=AuditEntry.Act.START_FROM_RECORD, subject=locked, by=by, at=at, conference=locked.conference
        )
        touch(locked)


class _Skeleton:
    """Sections and paragraphs, each put behind the last one."""

    def __init__(self, summary, by, at):
        self.summary, self.by, self.at = summary, by, at
        self.sections = self.paragraphs = 0

    def lay_out(self, session, items):
        """A session's section: who presided, who presented, and what was said from the floor."""
        section = self.section(texts(session, "title"), 1, session=session)
        self.roles(section, session)
        if session.kind == Session.Kind.PANEL:
            self.discussion(session, [item for item in items if item.is_intervention])

    def roles(self, section, session):
        """Paragraphs that name those who presided and those who spoke, each a part of it.

        Who acted in a role according to the record is told as a fact, the others as what the programme provided for.
        """
        on_record = _roles_on_record(session)
        for kind in INTRODUCED:
            roles = [role for role in session.roles.all() if role.kind == kind]
            acted = [role for role in roles if kind in ON_RECORD and role.pk in on_record]
            self.people(section, ON_RECORD.get(kind), acted)
            self.people(section, planned(kind, session.kind), [role for role in roles if role not in acted])

    def people(self, section, words, roles):
        """A paragraph with an introduction that knows how many roles follow it; nothing without any."""
        if not roles:
            return
        number = {"number": len(roles)}
        paragraph = self.paragraph(section, in_six_languages(lambda __: words % number))
        for role in roles:
            names = {code: named(role.speaker, code, is_last=role is roles[-1]) for code in CODES}
            part = self.paragraph(section, names, paragraph)
            if role.kind in (Role.Kind.SPEAKER, Role.Kind.PANELLIST):
                Source.objects.create(paragraph=part, role=role)

    def discussion(self, session, items):
        """Under each theme what was said on it; what is on no theme or on several comes under a heading of its own."""
        for theme in session.themes.all():
            section = self.section(texts(theme, "text"), 2, session=session, theme=theme)
            self.gists(section, [item for item in items if [row.pk for row in item.themes] == [theme.pk]])
        others = [item for item in items if len(item.themes) != 1 and item.gist]
        if others:
            heading = in_six_languages(lambda __: pgettext("heading", "Interactive discussion"))
            self.gists(self.section(heading, 2, session=session), others)

    def gists(self, section, items):
        """A paragraph for each gist, which the drafters then write together."""
        for item in items:
            if item.gist:
                is_original = item.gist.language == self.summary.original_language
                text = " ".join(item.gist.text.split()) if is_original else ""
                paragraph = self.paragraph(section, {self.summary.original_language: text})
                Source.objects.create(paragraph=paragraph, intervention_id=int(item.key.partition(":")[2]))

    def section(self, heading, level, **fields):
        longest = Section._meta.get_field("heading").max_length
        heading = {code: words[:longest] for code, words in heading.items()}
        section = Section.objects.create(
            summary=self.summary, position=self.sections, level=level, **_columns("heading", heading), **fields
        )
        self.sections += 1
        self._translated(section, "heading", heading)
        return section

    def paragraph(self, section, text, parent=None):
        paragraph = Paragraph.objects.create(
            section=section, parent=parent, position=self.paragraphs, **_columns("text", text)
        )
        self.paragraphs += 1
        self._translated(paragraph, "text", text)
        return paragraph

    def _translated(self, row, field, words):
        """What the programme and the catalogues say in another language is a translation, for a person to look at.

        Nobody has translated it: it counts as the work of no one.
        """
        original = self.summary.original_language
        for code in CODES:
            if code != original and words.get(code) and words.get(original):
                set_state(row, field, code, Translation.State.TENTATIVE, by=None, at=self.at)


def in_six_languages(make):
    """What `make` says under each official language: {code: text}."""
    found = {}
    for code in CODES:
        with translation.override(code):
            found[code] = make(code)
    return found


def _columns(field, words):
    return {f"{field}_{official(code).suffix}": text for code, text in words.items()}


def _roles_on_record(session):
    """The keys of the roles on the record: who presided while somebody had the floor, which panellists spoke."""
    concluded = session.interventions.filter(state=Intervention.State.CONCLUDED)
    return {key for pair in concluded.values_list("presided_by", "role") for key in pair if key}


_SEMICOLON = {"ar": "؛", "zh-hans": "；", "fr": "\u00a0;"}
_STOP = {"zh-hans": "。"}


def named(speaker, code, *, is_last):
    """A speaker as a document lists them: "H.E. Ms. X, Minister of Justice of Y;"; nothing without the name."""
    name = titled_name(speaker.public_courtesy_title[code], speaker.public_name[code], code)
    if not name:
        return ""
    return joined((name, _function(speaker, code)), code) + (
        _STOP.get(code, ".") if is_last else _SEMICOLON.get(code, ";")
    )


def _function(speaker, code):
    """Function, affiliation and delegation; a function of a State is told with it, as far as its form is known."""
    function, affiliation = (texts(speaker, field)[code] for field in ("function", "affiliation"))
    delegation = speaker.delegation_beside()[code]
    form = speaker.delegation.in_sentence(code) if delegation else ""
    if not (form and function and speaker.delegation.kind == Delegation.Kind.STATES) or affiliation:
        return function_line(function, affiliation, code, delegation)
    with translation.override(code):
        words = pgettext("Minister of Justice of the Niger", "%(function)s of %(delegation)s")
        return words % {"function": function, "delegation": form}
