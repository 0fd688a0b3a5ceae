"""Issuing: the draft is frozen, in all its languages at once, as an edition that never changes.

The first edition is the document; `Rev.1` replaces an edition, `Corr.1` corrects the words of one, and a reissue leaves
the words as they are (a symbol that came late, a language that was not ready). Everything that belongs to an edition is
made before anything is stored, and stored in one transaction.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.confirmation import Shown, changed_since
from conference.languages import CODES, official
from conference.languages.lists import labelled, listed, with_note
from conference.models import Release, WebhookKind
from conference.models.release import NothingToRelease
from conference.refusals import Conflict, Refusal
from conference.webhooks.events import tell
from summary.documents.documents import FORMATS, document_of
from summary.editions.open_points import open_points
from summary.models import Summary
from summary.text.content import content_of, has_contents, missing_in, notes_of, walk
from summary.text.outline import outline_of
from summary.text.progress import progress_of
from summary.text.writing import lock, touch

FIRST, REVISION, CORRIGENDUM, REISSUE = "first", "revision", "corrigendum", "reissue"
KINDS = {
    FIRST: gettext_lazy("First edition"),
    REVISION: gettext_lazy("Revision (Rev.): replaces the document"),
    CORRIGENDUM: gettext_lazy("Corrigendum (Corr.): corrects words of the document"),
    REISSUE: gettext_lazy("Reissue: the same words, with a symbol or a language that came late"),
}
_MASTHEAD = ("symbol", "distribution", "original_language")


def editions_of(summary):
    """The public editions with their content, the newest first."""
    return list(Release.objects.public().of(summary.conference.slug, Release.Matter.SUMMARY))


def base_edition(editions):
    """Returns the edition that a next one would replace or correct: the newest that is no corrigendum, if any."""
    return next((edition for edition in editions if edition.content["kind"] != CORRIGENDUM), None)


def possible_kinds(editions):
    return [REVISION, CORRIGENDUM, REISSUE] if editions else [FIRST]


def incomplete(summary):
    """The languages in which the Summary cannot be issued without an exception: [SummaryProgress]."""
    return [progress for progress in progress_of(summary) if not progress.is_complete]


def shown_of(summary, points):
    """All that is read before an edition is issued: the text, how far each language is, what is open, what was issued.

    `points` are the open points (OpenPoints). A part is a text by its key and path, ("masthead",), ("language", code),
    ("points", code, key) or ("editions",).
    """
    content = content_of(summary)
    parts = {("masthead",): [content[name] for name in (*_MASTHEAD, "dated_on", "contents")]}
    parts |= {(key, *path): texts for key, path, texts in walk(content)}
    parts |= {("language", each.language.code): [each.complete, each.total] for each in progress_of(summary)}
    parts |= {("points", code, key): facts for code, key, *facts in points.facts}
    editions = Release.objects.of(summary.conference.slug, Release.Matter.SUMMARY)
    shown = list(editions.values_list("number", "withdrawn_at", "withdrawal_reason"))
    return Shown(parts | {("editions",): shown})


def _confirm(summary, seen, by):
    """Raises Conflict unless the page with the token `seen` showed the draft as it is; None is for a command."""
    if seen is not None:
        points = open_points(summary, outline_of(summary), by)
        shown_of(summary, points).confirm(seen, Conflict(changed_since()))


def issue(summary, kind, *, exception="", seen=None, by, at):
    """Issues the draft and returns the edition; raises Refusal where it cannot be issued.

    Raises Conflict where the page with the token `seen` did not show the draft as it is.

    Without all six languages complete, `exception` says why it is issued without the others; it is recorded with the
    name of who makes it. `by` is None for a command.
    """
    summary.refresh_from_db()
    _confirm(summary, seen, by)
    content, note = _checked(summary, kind, exception, by)
    _prove(content)  # before anything is locked, because it takes seconds
    with transaction.atomic():
        locked = lock(summary)
        _confirm(locked, seen, by)
        if _checked(locked, kind, exception, by) != (content, note):
            raise Refusal(_("The text was changed while it was being issued. Look at it, then issue it again."))
        edition = _store(locked, content, note, by=by, at=at)
        locked.stage = Summary.Stage.ISSUED
        locked.save(update_fields=["stage"])
        touch(locked)
    return edition


def _checked(summary, kind, exception, by):
    """Returns the content of the edition and its internal note; raises Refusal where it cannot be issued."""
    if by and not by.has_perm("summary.issue_summary"):
        raise Refusal(_("You may not issue a President’s Summary."))
    if summary.stage != Summary.Stage.IN_TRANSLATION:
        words = _("Only a Summary in translation can be issued; this one is at the stage “%(stage)s”.")
        raise Refusal(words % {"stage": summary.get_stage_display()})
    editions = editions_of(summary)
    if kind not in possible_kinds(editions):
        raise Refusal(_("Choose how this edition relates to the current one."))
    absent = _absent(summary, exception)
    return edition_of(content_of(summary), kind, editions, absent), _note(exception, by, absent)


def _absent(summary, exception):
    """The codes of the languages that the edition will not have."""
    late = incomplete(summary)
    if late and not exception.strip():
        names = listed(progress.language.name for progress in late)
        raise Refusal(
            _("Not complete: %(languages)s. Complete them, or state the exception under your name.")
            % {"languages": names}
        )
    if not summary.dated_on:
        raise Refusal(_("The document has no date yet; set it in the masthead."))
    return {progress.language.code for progress in late}


def _note(exception, by, absent):
    """The exception as it stays with the edition, by name; for colleagues, never published."""
    if not absent:
        return ""
    names = listed(official(code).name for code in CODES if code in absent)
    name = (by.get_full_name() or by.get_username()) if by else _("a command")
    return labelled(name, with_note(exception.strip(), names))[:500]


def edition_of(content, kind, editions, absent):
    """The content as an edition of a kind, against the ones that were issued before it (the newest first).

    `absent` holds the codes of the languages that it will not have. Refusal or NothingToRelease where it cannot
    be an edition of that kind.
    """
    before = base_edition(editions)
    issued = {code for code in CODES if code not in absent}
    series = _next(editions, kind, before)
    content = {**content, "kind": kind, "series": series, "base": before.number if before else None}
    latest = _latest_text(editions, before) if before else None
    if latest and issued == set(before.content["languages"]) and _facts(content) == _facts(latest):
        raise NothingToRelease
    if kind == CORRIGENDUM:
        _refuse_more_than_words(content, latest)
        content["corrections"] = _corrections(content, latest)
        issued &= {code for correction in content["corrections"] for code in correction["languages"]}
    elif kind == REISSUE:
        _refuse_other_words(content, latest, issued)
    content["languages"] = [code for code in CODES if code in issued]
    content["text_languages"] = before.content["languages"] if kind == CORRIGENDUM else content["languages"]
    if not content["languages"]:
        raise NothingToRelease
    content["revised"] = f"/Rev.{series}" if kind == REVISION else before.content["revised"] if before else ""
    content["full_symbol"] = _full_symbol(content, before)
    return content


def _facts(content):
    """All that a reader sees of a document but what makes it this edition."""
    facts = [content[name] for name in (*_MASTHEAD, "dated_on", "title", "note", "agenda_item", "sections")]
    return [*facts, notes_of(content), has_contents(content)]


def _next(editions, kind, before):
    """The number behind Rev. or Corr.; corrigenda are numbered for the edition that they correct."""
    if kind not in (REVISION, CORRIGENDUM):
        return 0
    alike = [edition.content for edition in editions if edition.content["kind"] == kind]
    if kind == CORRIGENDUM:
        alike = [content for content in alike if content["base"] == before.number]
    return 1 + max((content["series"] for content in alike), default=0)


def _full_symbol(content, before):
    """The symbol with what the edition adds to it; a reissue has the asterisk of "reissued for technical reasons"."""
    if not content["symbol"]:
        return ""
    had_symbol = before is not None and before.content["symbol"] == content["symbol"]
    added = {CORRIGENDUM: f"/Corr.{content['series']}", REISSUE: "*" if had_symbol else ""}
    return content["symbol"] + content["revised"] + added.get(content["kind"], "")


def _latest_text(editions, before):
    """The content of the newest edition that is the standing one or corrects it: what the public reads as corrected."""
    return next(
        edition.content for edition in editions if edition == before or edition.content["base"] == before.number
    )


def _refuse_more_than_words(content, base):
    shape = [[(key, path) for key, path, __ in walk(each)] for each in (content, base)]
    if shape[0] != shape[1]:
        raise Refusal(
            _("Paragraphs were added, moved or removed. A corrigendum corrects words alone: issue a revision.")
        )
    masthead, had = ([*(each[name] for name in _MASTHEAD), has_contents(each)] for each in (content, base))
    if masthead != had:
        raise Refusal(_("The masthead was changed. A corrigendum corrects words alone: issue a revision."))


def _corrections(content, latest):
    """What was corrected, in which languages; NothingToRelease if nothing was."""
    found = []
    for (key, path, now), (__, __, before) in zip(walk(content), walk(latest), strict=True):
        changed = [code for code in CODES if now[code] != before[code]]
        if changed:
            path = [] if path and isinstance(path[0], str) else list(path)  # what has no number is not cited by one
            found.append({"key": key, "paragraph": path[0] if path else None, "path": path, "languages": changed})
    if not found:
        raise NothingToRelease
    return found


def _refuse_other_words(content, latest, issued):
    """A reissue may add a language and a symbol; words that the public already reads it leaves as they are."""
    had = [code for code in CODES if code in issued and not missing_in(latest, code)]
    words = [
        [(key, path, [found[code] for code in had]) for key, path, found in walk(each)] for each in (content, latest)
    ]
    if words[0] != words[1]:
        raise Refusal(_("Words were changed. A reissue leaves them as they are: issue a revision or a corrigendum."))


def _prove(content):
    """Make every document of the edition once: what cannot be made is not issued."""
    for code in content["languages"]:
        for name in FORMATS:
            document_of(content, code, name)


def _store(summary, content, note, *, by, at):
    taken = Release.objects.filter(matter=Release.Matter.SUMMARY, content__full_symbol=content["full_symbol"])
    # Its own series is no obstacle: reissues have one asterisk alike, the number of a withdrawn edition comes again.
    taken = taken.exclude(conference=summary.conference)
    if content["full_symbol"] and taken.exists():
        words = _("The symbol %(symbol)s is taken by a document that was issued before.")
        raise Refusal(words % {"symbol": content["full_symbol"]})
    issued = Release.objects.release(summary.conference, Release.Matter.SUMMARY, content, note=note, by=by, at=at)
    tell(summary.conference, WebhookKind.SUMMARY_ISSUED, at=at, edition=issued.number)
    return issued
