"""A text beside its translation, as the desk shows it: what it belongs to, its state, and who may write it."""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.fields import Line
from conference.languages import official
from conference.text_diff import difference
from translation.desk.pagination import open_remarks
from translation.models import Text, Translation
from translation.models.teamwork import Remark
from translation.texts.documents import Place
from translation.texts.permissions import may_revise, may_write, reads, rows_visible_to
from translation.texts.registry import conference_lookup, fields_of, text_of, translated_models
from translation.texts.states import MISSING, state_of
from translation.units import STATES, digest

_CUT = 60  # characters of a text by which a browser finds it on its page


@dataclass
class DeskPair:
    """A text and its translation. `is_first` where it is the first text of its row."""

    text: Text
    row: object
    code: str
    user: object
    found: Translation | None = None
    place: Place | None = None
    beside_code: str = ""
    questions: int = 0
    returned: list = field(default_factory=list)  # the open remarks with which a reviser returned the text
    is_first: bool = True

    @property
    def source_language(self):
        return official(self.text.source_language)

    @property
    def target(self):
        return official(self.code)

    @cached_property
    def source(self):
        return text_of(self.row, self.text.field, self.text.source_language)

    @cached_property
    def words(self):
        return text_of(self.row, self.text.field, self.code)

    @property
    def is_source(self):
        """Whether the text was written in this language, so that there is nothing to translate."""
        return self.code == self.text.source_language

    @cached_property
    def base_version(self):
        """The digest of the translation on which a save from this page rests."""
        return digest(self.words)

    @cached_property
    def source_version(self):
        """The digest of the source that this page shows."""
        return digest(self.source)

    @cached_property
    def state(self):
        return state_of(self.found, self.source, self.words)

    @property
    def is_revisable(self):
        """Whether a reviser can return it to its translator: it has words, and was not returned already."""
        return bool(self.words) and not self.returned

    @property
    def lower_states(self):
        """Whether each state is lower than that in which these words stand: {state: bool}."""
        now = STATES.index(self.state.state) if not self.state.is_outdated else 0
        return {state: STATES.index(state) < now for state in STATES}

    @property
    def sets_back(self):
        """Whether the user may set the words back to a lower state as they stand."""
        return self.state.state != Translation.State.REVISED or may_revise(self.user, self.code)

    @property
    def version(self):
        """Changes when anything that the desk shows of the text does."""
        return version_of(self.text, self.found)

    @cached_property
    def changes(self):
        """How the source has changed since it was translated, where that is known."""
        if not self.state.is_outdated or not self.state.made_from:
            return []
        return difference(self.state.made_from, self.source)

    @property
    def made_from(self):
        return self.found.source_digest if self.found else ""

    @cached_property
    def is_open(self):
        return not self.is_source and may_write(self.user, self.row, self.code)

    @property
    def why_closed(self):
        """Why the user can only read it; a row that decides who writes it says why, as the Summary by its stage."""
        if hasattr(self.row, "why_closed"):
            return self.row.why_closed(self.user, self.code)
        return _("You can read this text; only those who translate into its language can write it.")

    @property
    def mark(self):
        """The number of the text as the language of the page prints it."""
        return self.place.mark(get_language() or self.code) if self.place else ""

    @property
    def source_mark(self):
        return self.place.mark(self.text.source_language) if self.place else ""

    @property
    def target_mark(self):
        return self.place.mark(self.code) if self.place else ""

    @property
    def depth(self):
        return self.place.depth if self.place else 0

    @property
    def anchor(self):
        """The name by which addresses called the text before it had a key on the desk."""
        return f"{self.row._meta.model_name}-{self.row.pk}-{self.text.field}"

    @cached_property
    def is_of_own_language(self):
        """Whether the user reads the language at the desk, and has its help and remarks."""
        return self.target in reads(self.user)

    @property
    def kind(self):
        return capfirst(str(self.row._meta.verbose_name))

    @property
    def field_name(self):
        return capfirst(str(self.row._meta.get_field(self.text.field).verbose_name))

    @property
    def is_one_text(self):
        """Whether its row has this text alone, as a paragraph has; it is then called by the name of the row."""
        return len(fields_of(type(self.row))) == 1

    @property
    def has_heading(self):
        return self.is_first and not self.is_one_text

    @property
    def label(self):
        return self.kind if self.is_one_text else self.field_name

    @property
    def full_name(self):
        return self.kind if self.is_one_text else f"{self.kind} · {self.field_name}"

    @property
    def is_line(self):
        return isinstance(self.row._meta.get_field(self.text.field), Line)

    @cached_property
    def name(self):
        """The title of the row in the language of the page, else in the source language; None for prose."""
        first = fields_of(type(self.row))[0]
        if self.is_one_text or not isinstance(self.row._meta.get_field(first), Line):
            return None
        for code in (get_language(), self.text.source_language):
            if words := text_of(self.row, first, code):
                return {"words": words, "language": official(code)}
        return None

    @cached_property
    def beside(self):
        """The text in the second language of reference."""
        if self.beside_code in ("", self.code, self.text.source_language):
            return None
        return {"words": text_of(self.row, self.text.field, self.beside_code), "language": official(self.beside_code)}

    @cached_property
    def preview(self):
        """The address of the page that shows the text in the target language, scrolled to the text."""
        if not self.place or not self.place.address:
            return ""
        address = self.place.address.replace(f"/{get_language()}/", f"/{self.code}/", 1)
        words = (self.words or self.source).partition("\n")[0]
        begin = words if len(words) <= _CUT else words[:_CUT].rpartition(" ")[0] or words[:_CUT]
        return f"{address}#:~:text={quote(begin, safe='').replace('-', '%2D')}"  # browsers scroll to these words

    @cached_property
    def written_at(self):
        """The address where the source is edited, for a user who may change it; "" for all others."""
        model = self.row._meta
        if not self.user.has_perm(f"{model.app_label}.change_{model.model_name}"):
            return ""
        try:
            return reverse(f"admin:{model.app_label}_{model.model_name}_change", args=[self.row.pk])
        except NoReverseMatch:
            return ""


def version_of(text, found):
    """Returns a text that changes when anything that the desk shows of a text does."""
    parts = (found.digest, found.state, found.source_digest, found.revised_by_id) if found else ("", MISSING, "", None)
    return "-".join(map(str, (text.source_digest, *parts)))


@dataclass
class DeskPairs:
    """Some texts with their translations into a language; each kind of row is read with one query."""

    texts: list
    code: str
    user: object
    places: dict = field(default_factory=dict)
    beside: str = ""

    def read(self):
        """Returns the pairs that the user may read, in their order, without those removed from their document."""
        rows, found, remarks = self._rows(), self._translations(), self._remarks()
        pairs, last = [], None
        for text in self.texts:
            key = text.subject_type, text.subject_id
            row = rows.get(key)
            if row is None or (self.places and key not in self.places):
                continue
            pair = DeskPair(text, row, self.code, self.user, found.get(text.pk), self.places.get(key), self.beside)
            pair.is_first, own = key != last, remarks.get(text.pk, ())
            pair.returned = [remark for remark in own if remark.kind == Remark.Kind.RETURNED]
            pair.questions = len(own) - len(pair.returned)
            if pair.source:
                pairs.append(pair)
                last = key
        return pairs

    def _rows(self):
        rows = {}
        for model in translated_models():
            label, way = model._meta.label_lower, conference_lookup(model)
            keys = {text.subject_id for text in self.texts if text.subject_type == label}
            if not keys:
                continue
            found = rows_visible_to(self.user, model).filter(pk__in=keys)
            for row in found if way == "pk" else found.select_related(way):
                rows[label, row.pk] = row
        return rows

    def _translations(self):
        found = Translation.objects.filter(text__in=self.texts, language=self.code)
        return {row.text_id: row for row in found.select_related("by", "revised_by")}

    def _remarks(self):
        """Returns the open questions and the returns of texts: {key of a text: [Remark]}."""
        found = {}
        for remark in open_remarks(self.code).filter(text__in=self.texts).select_related("by").order_by("at", "pk"):
            found.setdefault(remark.text_id, []).append(remark)
        return found


def pair_of(text, code, user, place=None):
    """Returns the pair of one text; None where the user may not read it, or where its row is gone."""
    found = DeskPairs([text], code, user).read()
    if not found:
        return None
    found[0].place = place
    return found[0]
