"""The longer texts of a conference, in the languages that their reader may read on the translators' desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise

from conference.languages import OfficialLanguage, official
from conference.languages.folding import fold
from conference.languages.lists import labelled
from conference.models import Conference
from programme.search.query import SearchTerm
from programme.search.snippets import SearchPassage, passage
from translation.models import Text
from translation.teamwork.progress import name_of_document
from translation.texts.permissions import reads, rows_visible_to
from translation.texts.registry import column_of, conference_lookup, fields_of, translated_models, withholding

# The names by which a row is found as a person, a session, a document, a room or a delegation.
FOUND_AS_ROWS = {
    "speakers.speaker": {"name", "displayed_name", "sort_name", "courtesy_title", "function", "affiliation"},
    "speakers.delegation": {"name"},
    "programme.session": {"title"},
    "programme.theme": {"text"},
    "programme.guidingquestion": {"text"},
    "programme.room": {"name"},
    "conference.document": {"title", "description"},
}


@dataclass(frozen=True)
class FoundText:
    """A text that was found: what it is, the words around what was searched for, and its place on the desk."""

    label: str
    document: str | Promise
    passage: SearchPassage
    address: str


def find_texts(
    conference: Conference, user: Any, terms: tuple[SearchTerm, ...], most: int
) -> tuple[int, list[FoundText]]:
    """Returns how many texts have all the terms, and the first of them; each text counts once for all languages."""
    codes = [language.code for language in reads(user)]
    found = list(_matches(conference, user, codes, terms)) if codes else []
    return len(found), _shown(conference, found[:most], codes, terms)


@dataclass(frozen=True)
class _Match:
    model: type[Model]
    pk: int
    field: str
    code: str
    words: str


def _matches(conference: Conference, user: Any, codes: list[str], terms: tuple[SearchTerm, ...]) -> Iterator[_Match]:
    searched = list(dict.fromkeys([*codes, conference.original_language]))
    for model in translated_models():
        fields = [name for name in fields_of(model) if name not in FOUND_AS_ROWS.get(model._meta.label_lower, ())]
        if not fields:
            continue
        flag, withheld = withholding(model)
        rows = rows_visible_to(user, model).filter(**{conference_lookup(model): conference.pk}).order_by("pk")
        columns = [column_of(field, code) for field in fields for code in searched]
        for row in rows.values("pk", *columns, *filter(None, [flag])).iterator():
            for field in fields:
                if field in withheld and row[flag]:
                    continue
                words = {code: row[column_of(field, code)] or "" for code in searched}
                code = next((code for code, text in words.items() if text and _has_all(text, terms)), None)
                if code:
                    yield _Match(model, row["pk"], field, code, words[code])


def _has_all(text: str, terms: tuple[SearchTerm, ...]) -> bool:
    folded = fold(text)
    return all(term.is_in(folded) for term in terms)


def _shown(
    conference: Conference, found: list[_Match], codes: list[str], terms: tuple[SearchTerm, ...]
) -> list[FoundText]:
    rows = Text.objects.filter(conference=conference, subject_id__in={match.pk for match in found}).to_translate()
    keys = {(text.subject_type, text.subject_id, text.field): text for text in rows}
    shown = []
    for match in found:
        text = keys.get((match.model._meta.label_lower, match.pk, match.field))
        if text is None:
            continue
        target = match.code if match.code in codes and match.code != text.source_language else None
        target = target or next((code for code in codes if code != text.source_language), None)
        if target is not None:
            address = reverse("translation:text-on-the-desk", args=[conference.slug, text.pk, target])
            shown.append(FoundText(_label(match), name_of_document(text.document), _passage(match, terms), address))
    return shown


def _label(match: _Match) -> str:
    field = match.model._meta.get_field(match.field)
    return labelled(match.model._meta.verbose_name, getattr(field, "verbose_name", field.name))


def _passage(match: _Match, terms: tuple[SearchTerm, ...]) -> SearchPassage:
    language: OfficialLanguage = official(match.code)
    return SearchPassage(passage(match.words, terms, match.code == "zh-hans"), language, is_other=False)
