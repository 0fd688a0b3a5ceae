"""The glossary as a conference sees it: the shared concepts, its own in their place where both have one of a key."""

from django.db.models import Q
from modeltranslation.translator import translator

from conference.languages import CODES
from conference.text import Line
from translation import glossary
from translation.registry import column_of, conference_lookup, fields_of, translated_models
from translation.terms import Form, Term

NAME = "name"  # a field of this name holds the name of a person, a body or a delegation


def _known_to(conference):
    return glossary.Concept.objects.filter(Q(conference=None) | Q(conference=conference))


def concepts_of(conference):
    """The concepts that hold for a conference, in the order of their keys."""
    rows = list(_known_to(conference))
    own = {row.key for row in rows if row.conference_id}
    return [row for row in rows if row.conference_id or row.key not in own]


def content_of(conference):
    """The terms that hold for a conference, in a form that can be compared: ((key, definition, forms), ...)."""
    forms = forms_of(_known_to(conference))
    return tuple((row.key, row.definition, forms.get(row.pk, ())) for row in concepts_of(conference))


def forms_of(concepts):
    """{key of the row of a concept: ((code, text, status), ...)}, in the order of the languages."""
    found = {}
    rows = glossary.Term.objects.filter(concept__in=concepts).order_by("pk")
    for concept, *form in rows.values_list("concept", "language", "text", "status"):
        found.setdefault(concept, []).append(tuple(form))
    return {key: tuple(sorted(forms, key=lambda form: CODES.index(form[0]))) for key, forms in found.items()}


def terms_from(content):
    """The `Term`s of a content."""
    terms = []
    for key, definition, forms in content:
        by_language = {}
        for code, text, status in forms:
            by_language.setdefault(code, []).append(Form(text, status))
        terms.append(Term(key, by_language, definition))
    return terms


def names_of(conference, source_language, target_language):
    """The names that a conference and all of them have in two languages: a row of (source, target) for each.

    Those of a conference are its texts called `name`; those shared are the lines of the tables that belong to none,
    such as the States.
    """
    codes = source_language, target_language
    found = []
    for model in translated_models():
        if NAME in fields_of(model):
            rows = model._base_manager.filter(**{conference_lookup(model): conference})
            found += _names(rows, [NAME], codes)
    for model in _shared_models():
        lines = [field for field in fields_of(model) if isinstance(model._meta.get_field(field), Line)]
        found += _names(model._base_manager.all(), lines, codes)
    return tuple(found)


def _shared_models():
    """The models with texts in six languages whose rows belong to no conference."""
    shared = set(translator.get_registered_models(abstract=False)) - set(translated_models())
    return sorted(shared, key=lambda model: model._meta.label_lower)


def _names(rows, fields, codes):
    columns = [column_of(field, code) for field in fields for code in codes]
    for row in rows.order_by("pk").values_list(*columns):
        texts = [text or "" for text in row]
        pairs = tuple((own, other) for own, other in zip(texts[::2], texts[1::2], strict=True) if own and other)
        if pairs:
            yield pairs
