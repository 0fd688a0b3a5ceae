"""What rows of the audit trail are called in the language of the page; an entry itself keeps a name in one language."""

from collections import defaultdict

from django.contrib.auth.models import Group
from modeltranslation.translator import translator

from conference.adminsite.trail_words import model_of
from conference.loading import key_in
from conference.roles import BY_SLUG


def names_now(entries):
    """The names of the rows that entries are about and that are still there: {key of the entry: name}.

    Only of rows that have a name in six languages, or are called by such a row, which `named_by` of their model tells;
    one query for each kind of them. Of what was withheld none is told.
    """
    kinds = defaultdict(dict)
    for entry in entries:
        if entry.subject_name:
            kinds[entry.subject_type][entry.pk] = key_in(entry.subject_id)
    found = {}
    for keys in kinds.values():
        found |= _names(model_of(next(entry for entry in entries if entry.pk in keys)), keys)
    return found


def _names(model, keys):
    """The names of rows of a model, by the entries that are about them."""
    if model is Group:
        found = {group.pk: BY_SLUG[group.name].name for group in Group.objects.all() if group.name in BY_SLUG}
        return {entry: str(found[key]) for entry, key in keys.items() if key in found}
    named_by = getattr(model, "named_by", ())
    if not named_by and model not in translator.get_registered_models():
        return {}
    rows = model._base_manager.filter(pk__in=set(keys.values()) - {None}).select_related(*named_by)
    names = {row.pk: str(row) for row in rows}
    return {entry: names[key] for entry, key in keys.items() if names.get(key)}
