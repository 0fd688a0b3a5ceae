"""How far the texts of a conference are translated, in numbers, by language and by document."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet, Sum
from django.db.models.fields import BooleanField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conference.languages import LANGUAGES, OfficialLanguage
from conference.models import Conference, User
from translation.models import Text, Translation
from translation.texts import documents
from translation.texts.registry import conference_lookup, models_on_the_way, translated_models

State = Translation.State
OUTDATED = "outdated"  # none of the states, but counted beside them: such a text counts as outdated alone
KINDS = (State.REVISED, State.TRANSLATED, State.TENTATIVE, State.DRAFT, OUTDATED, State.MISSING)  # what is done first
DONE = (State.REVISED, State.TRANSLATED)
NAMES = {**dict(State.choices), OUTDATED: _("outdated")}


@dataclass
class TranslationProgress:
    """How many texts to translate are in each state, and how many words their sources have."""

    texts: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, texts: int, words: int) -> None:
        self.texts[kind] += texts
        self.words[kind] += words

    @property
    def total(self) -> int:
        return self.texts.total()

    @property
    def total_words(self) -> int:
        return self.words.total()

    @property
    def done(self) -> int:
        return sum(self.texts[kind] for kind in DONE)

    @property
    def done_words(self) -> int:
        return sum(self.words[kind] for kind in DONE)

    @property
    def outdated(self) -> int:
        return self.texts[OUTDATED]

    @property
    def is_complete(self) -> bool:
        return self.done == self.total

    @property
    def per_cent(self) -> int:
        """The share of the words that is done; 100 only where every text is done."""
        if self.is_complete:
            return 100
        return min(99, 100 * self.done_words // self.total_words) if self.total_words else 0

    def parts(self) -> list[dict[str, object]]:
        """Returns the states that occur, in the order of a bar: [{kind, name, texts, words}]."""
        return [
            {"kind": str(kind), "name": NAMES[kind], "texts": self.texts[kind], "words": self.words[kind]}
            for kind in KINDS
            if self.texts[kind]
        ]


@dataclass
class LanguageProgress:
    """The progress of a language, as a whole and in each document: {key: TranslationProgress}, in their order."""

    language: OfficialLanguage
    whole: TranslationProgress = field(default_factory=TranslationProgress)
    documents: dict[str, TranslationProgress] = field(default_factory=dict)


def progress_of(
    conference: Conference,
    languages: Iterable[OfficialLanguage],
    kept: Sequence[str] = (),
    *,
    only: Collection[str] | None = None,
) -> list[LanguageProgress]:
    """Returns the progress of a conference in some languages, without some kinds of rows; `only` in some documents."""
    found = {language.code: LanguageProgress(language) for language in languages}
    order = [document.key for document in documents.all_documents()]
    for row in sorted(_counted(conference, found, kept, only), key=lambda row: _place(row["text__document"], order)):
        of_language = found[row["language"]]
        document = of_language.documents.setdefault(row["text__document"], TranslationProgress())
        for progress in (of_language.whole, document):
            progress.add(OUTDATED if row["is_outdated"] else row["state"], row["texts"], row["words"])
    return list(found.values())


def kinds_kept_from(user: User, conference: Conference) -> list[str]:
    """Returns the labels of the models whose rows the user may not see at present, such as a draft of the Summary."""
    ways = {model: [there for __, there in models_on_the_way(model)] for model in translated_models()}
    kept = {there for there in set().union(*ways.values()) if _is_kept_from(user, conference, there)}
    return [model._meta.label_lower for model, way in ways.items() if kept.intersection(way)]


def _is_kept_from(user: User, conference: Conference, model: type[Model]) -> bool:
    if model is Conference or not hasattr(model._default_manager, "visible_to"):
        return False
    rows = model._default_manager.visible_to(user)
    return not rows.filter(**{conference_lookup(model): conference.pk}).exists()


def _counted(
    conference: Conference, codes: Collection[str], kept: Sequence[str], only: Collection[str] | None
) -> Iterable[Mapping[str, Any]]:
    is_outdated = ~Q(state=State.MISSING) & ~Q(source_digest=F("text__source_digest"))
    rows = Translation.objects.filter(text__conference=conference)
    if len(codes) < len(LANGUAGES):  # a filter that lets all through takes time
        rows = rows.filter(language__in=list(codes))
    if only is not None:
        rows = rows.filter(text__document__in=only)
    if kept:
        rows = rows.exclude(text__subject_type__in=kept)
    return (
        rows.exclude(text__source_digest="")
        .exclude(text__document="")
        .annotate(is_outdated=ExpressionWrapper(is_outdated, output_field=BooleanField()))
        .values("text__document", "language", "state", "is_outdated")
        .annotate(texts=Count("pk"), words=Sum("text__source_words"))
        .order_by()
    )


@dataclass(frozen=True)
class Changes:
    """What changed since a moment: sources by document, and translations by person and language."""

    sources: list[Mapping[str, Any]]
    translations: list[Mapping[str, Any]]


def changes_since(
    conference: Conference, languages: Iterable[OfficialLanguage], since: datetime, kept: Sequence[str] = ()
) -> Changes:
    """Returns the texts whose source was written or changed, and the translations that people made or revised."""
    listed = Text.objects.filter(conference=conference).to_translate().exclude(subject_type__in=kept)
    order = [document.key for document in documents.all_documents()]
    sources = listed.filter(changed_at__gte=since).order_by().values("document")
    sources = sources.annotate(texts=Count("pk"), words=Sum("source_words"))
    codes = [language.code for language in languages]
    # Neither a join nor a filter of languages, so that the database begins with the few that were made lately.
    is_here = Exists(Text.objects.filter(pk=OuterRef("text"), conference=conference))
    made = Translation.objects.filter(is_here)
    return Changes(
        sorted(sources, key=lambda row: _place(row["document"], order)),
        [
            row
            for who, when in (("by", "at"), ("revised_by", "revised_at"))
            for row in _by_person(made, who, when, since)
            if row["language"] in codes
        ],
    )


def _by_person(made: QuerySet[Translation], who: str, when: str, since: datetime) -> list[dict[str, Any]]:
    rows = made.filter(**{f"{who}__isnull": False, f"{when}__gte": since})
    counted = rows.values(who, "language").annotate(texts=Count("pk"), number=Sum("words")).order_by()
    return [
        {"person": row[who], "act": who, "language": row["language"], "texts": row["texts"], "words": row["number"]}
        for row in counted
    ]


def _place(key: str, order: list[str]) -> int:
    return order.index(key) if key in order else len(order)


def name_of_document(key: str) -> str | Promise:
    """Returns the name of a document in the language of the reader."""
    document = documents.find(key)
    return document.name if document else _("Other texts")
