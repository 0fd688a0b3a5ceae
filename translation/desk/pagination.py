"""Which texts a page of the desk shows: a document in its order, from a position on, all or those of a filter."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.languages import CODES
from translation.models import Text, Translation
from translation.models.teamwork import Remark
from translation.texts import documents

State = Translation.State
TO_DO = "to-do"  # what is neither translated nor revised, or was and is outdated
TO_REVISE = "to-revise"  # what is translated and no reviser has seen, and what is outdated
RETURNED = "returned"
OF_REMARKS = {"questions": Remark.Kind.QUESTION, RETURNED: Remark.Kind.RETURNED}
FILTERS = {
    TO_DO: pgettext_lazy("texts", "To do"),
    TO_REVISE: pgettext_lazy("texts", "To revise"),
    RETURNED: pgettext_lazy("texts", "Returned"),
    State.MISSING: _("Missing"),
    "outdated": _("Outdated"),
    State.DRAFT: _("Draft"),
    State.TENTATIVE: _("Tentative"),
    State.TRANSLATED: _("Translated"),
    State.REVISED: _("Revised"),
    "questions": _("Open questions"),
}


@dataclass(frozen=True)
class Wanted:
    """What the reader asked to see: from which position, which texts only, beside which second language."""

    start: int = 0
    only: str = ""
    beside: str = ""
    group: str = ""

    @classmethod
    def from_query(cls, query):
        """Reads an address; parameters that make no sense are ignored."""
        start, only, beside = (query.get(name, "") for name in ("from", "only", "beside"))
        return cls(
            int(start) if re.fullmatch("[0-9]{1,9}", start) else 0,
            only if only in FILTERS else "",
            beside if beside in CODES else "",
            query.get("group", "")[:60].replace("\0", ""),
        )

    def query(self, **changes):
        """Returns the query of an address: "?from=50&only=missing"; "" for the beginning of the whole document."""
        wanted, parameters = replace(self, **changes), QueryDict(mutable=True)
        for name, value in (("from", wanted.start), ("only", wanted.only), ("beside", wanted.beside)):
            if value:
                parameters[name] = value
        if wanted.group:
            parameters["group"] = wanted.group
        return f"?{parameters.urlencode()}" if parameters else ""


def texts_of(conference, document, code, only="", group=""):
    """Returns the texts of a document that have words, in its order; with `only`, those that a filter lets through."""
    texts = Text.objects.filter(conference=conference, document=document).to_translate().order_by("position", "pk")
    if group:
        texts = texts.filter(group=group)
    if only in OF_REMARKS:
        return texts.filter(Exists(open_remarks(code).filter(kind=OF_REMARKS[only], text=OuterRef("pk"))))
    if only:
        found = Translation.objects.filter(
            has_state(only, OuterRef("source_digest")), text=OuterRef("pk"), language=code
        )
        texts = texts.filter(Exists(found))
    return texts


def has_state(only, source_digest):
    """Returns the condition of a filter on translations. An outdated translation counts as outdated alone.

    `source_digest` is how a query names the digest of the current source.
    """
    outdated = ~Q(state=State.MISSING) & ~Q(source_digest=source_digest)
    if only == "outdated":
        return outdated
    if only == TO_DO:
        return Q(state__in=[State.MISSING, State.DRAFT, State.TENTATIVE]) | outdated
    if only == TO_REVISE:
        return Q(state=State.TRANSLATED) | outdated
    return Q(state=only) if only == State.MISSING else Q(state=only) & ~outdated


def open_remarks(code):
    """Returns the open questions to the secretariat in a language, and why texts were returned."""
    return Remark.objects.filter(language=code, kind__in=OF_REMARKS.values(), settled_at=None)


@dataclass
class PageOfTexts:
    """As many texts of a document as a page shows, in its order, and what lies before and after them."""

    conference: object
    document: str
    code: str
    wanted: Wanted = field(default_factory=Wanted)

    @cached_property
    def places(self):
        """The places of the rows of the texts: {(label of the model, key of the row): Place}."""
        return documents.places_of(self.document, self.conference.pk, self.texts)

    @cached_property
    def on_a_page(self):
        known = documents.find(self.document)
        return known.on_a_page if known else documents.TextDocument.on_a_page

    @cached_property
    def texts(self):
        return self._found[: self.on_a_page]

    @cached_property
    def next_start(self):
        return self._found[self.on_a_page].position if len(self._found) > self.on_a_page else None

    @cached_property
    def _found(self):
        """The texts, and the one after them."""
        return list(self._all.filter(position__gte=self.wanted.start)[: self.on_a_page + 1])

    @property
    def _all(self):
        return texts_of(self.conference, self.document, self.code, self.wanted.only, self.wanted.group)

    @cached_property
    def previous_start(self):
        """The position at which the previous page begins; None on the first page."""
        before = self._all.filter(position__lt=self._first).order_by("-position", "-pk")
        positions = list(before.values_list("position", flat=True)[: self.on_a_page])
        return positions[-1] if positions else None

    @property
    def previous_query(self):
        return self.wanted.query(start=self.previous_start)

    @property
    def next_query(self):
        return self.wanted.query(start=self.next_start)

    @property
    def _first(self):
        return self.texts[0].position if self.texts else self.wanted.start

    @cached_property
    def number_of_first(self):
        """The number of the first text among those that were asked for."""
        return self._all.filter(position__lt=self._first).count() + 1

    @cached_property
    def counts(self):
        """How many texts there are in all, and in each filter."""
        of_document = {"conference": self.conference, "document": self.document}
        if self.wanted.group:
            of_document["group"] = self.wanted.group
        texts = Text.objects.filter(**of_document).to_translate()
        translations = Translation.objects.filter(
            language=self.code, **{f"text__{name}": value for name, value in of_document.items()}
        ).exclude(text__source_digest="")
        remarks = open_remarks(self.code).filter(**{f"text__{name}": value for name, value in of_document.items()})
        numbers = {only: Count("text", filter=Q(kind=kind), distinct=True) for only, kind in OF_REMARKS.items()}
        is_outdated = ExpressionWrapper(has_state("outdated", F("text__source_digest")), BooleanField())
        groups = translations.annotate(is_outdated=is_outdated).order_by().values("state", "is_outdated")
        counts = dict.fromkeys(FILTERS, 0)
        for group in groups.annotate(number=Count("pk")):
            counts["outdated" if group["is_outdated"] else group["state"]] += group["number"]
        return {
            **counts,
            "all": texts.count(),
            TO_DO: sum(counts[only] for only in (State.MISSING, State.DRAFT, State.TENTATIVE, "outdated")),
            TO_REVISE: counts[State.TRANSLATED] + counts["outdated"],
            **remarks.aggregate(**numbers),
        }


def start_of(conference, document, code, text):
    """Returns where a page begins that shows a text: at the text, or at the beginning of a whole document."""
    known = documents.find(document)
    if known and known.on_a_page > documents.TextDocument.on_a_page:
        before = texts_of(conference, document, code).filter(position__lt=text.position).count()
        return 0 if before < known.on_a_page else text.position
    return text.position


def next_of(conference, document, code, only, after, group=""):
    """Returns the next text of a filter after a position, else the first one of the document."""
    texts = texts_of(conference, document, code, only, group)
    return texts.filter(position__gt=after).first() or texts.first()
