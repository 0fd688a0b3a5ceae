"""Who may read and write which texts. A translator for French sees and changes French alone."""

from django.contrib.auth import get_permission_codename
from django.http import Http404
from django.shortcuts import get_object_or_404

from conference.languages import LANGUAGES, official
from conference.models import Conference
from conference.roles import languages_of
from translation.texts.registry import models_on_the_way, source_language_of


def is_secretariat(user):
    """Who keeps the texts: sees all languages, assigns work, answers questions."""
    return user.has_perm("conference.change_conference")


def reads(user):
    """The languages whose translations the user may look at on the desk: all of the secretariat's, else one's own."""
    return list(LANGUAGES) if is_secretariat(user) else languages_of(user)


def may_write(user, row, code):
    """Whether the user may write a text of a row in a language, as things stand with that row.

    A row may have a say of its own (`takes_text_from`): the Summary has, by its stage.
    """
    if hasattr(row, "takes_text_from"):
        return row.takes_text_from(user, code)
    model = row._meta
    if user.has_perm(f"{model.app_label}.{get_permission_codename('change', model)}"):
        return True
    return code != source_language_of(row) and official(code) in languages_of(user)


def rows_visible_to(user, model):
    """The rows of a model that the user may read: those to whose conference leads nothing that is kept from them.

    A model says by `visible_to` of its rows which they are: the Summary does, for the sake of its draft.
    """
    rows = model._base_manager.all()
    for lookup, there in models_on_the_way(model):
        if hasattr(there._default_manager, "visible_to"):
            rows = rows.filter(**{f"{lookup or 'pk'}__in": there._default_manager.visible_to(user).values("pk")})
    return rows


def may_revise(user, code):
    return user.has_perm(f"conference.revise_{official(code).suffix}")


def conference_for(request, slug):
    """A conference, for who has texts to look at on the desk; for all others it does not exist."""
    if not reads(request.user):
        raise Http404
    return get_object_or_404(Conference, slug=slug)


def language_for(request, code):
    """An official language that the user may look at; any other does not exist."""
    found = next((language for language in reads(request.user) if language.code == code), None)
    if found is None:
        raise Http404
    return found
