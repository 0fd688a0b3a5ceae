"""Who may read and write which texts. A translator for French sees and changes French alone."""

from typing import Protocol

from django.contrib.auth import get_permission_codename
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from conference.languages import LANGUAGES, OfficialLanguage, official
from conference.models import Conference
from conference.roles import languages_of
from translation.texts.registry import models_on_the_way, source_language_of


class HasPermissions(Protocol):
    """A user, or a command that is allowed what a user with all permissions is."""

    def has_perm(self, perm: str, /) -> bool: ...


def is_secretariat(user: HasPermissions) -> bool:
    """Who keeps the texts: sees all languages, assigns work, answers questions."""
    return user.has_perm("conference.change_conference")


def reads(user: HasPermissions) -> list[OfficialLanguage]:
    """The languages whose translations the user may look at on the desk: all of the secretariat's, else one's own."""
    return list(LANGUAGES) if is_secretariat(user) else languages_of(user)


def may_write(user: HasPermissions, row: Model, code: str) -> bool:
    """Whether the user may write a text of a row in a language, as things stand with that row.

    A row may have a say of its own (`takes_text_from`): the Summary has, by its stage.
    """
    if hasattr(row, "takes_text_from"):
        return row.takes_text_from(user, code)
    model = row._meta
    if user.has_perm(f"{model.app_label}.{get_permission_codename('change', model)}"):
        return True
    return code != source_language_of(row) and official(code) in languages_of(user)


def rows_visible_to(user: HasPermissions, model: type[Model]) -> QuerySet[Model]:
    """The rows of a model that the user may read: those to whose conference leads nothing that is kept from them.

    A model says by `visible_to` of its rows which they are: the Summary does, for the sake of its draft.
    """
    rows = model._base_manager.all()
    for lookup, there in models_on_the_way(model):
        if hasattr(there._default_manager, "visible_to"):
            rows = rows.filter(**{f"{lookup or 'pk'}__in": there._default_manager.visible_to(user).values("pk")})
    return rows


def may_revise(user: HasPermissions, code: str) -> bool:
    return user.has_perm(f"conference.revise_{official(code).suffix}")


def conference_for(request: HttpRequest, slug: str) -> Conference:
    """A conference, for who has texts to look at on the desk; for all others it does not exist."""
    if not reads(request.user):
        raise Http404
    return get_object_or_404(Conference, slug=slug)


def language_for(request: HttpRequest, code: str) -> OfficialLanguage:
    """An official language that the user may look at; any other does not exist."""
    found = next((language for language in reads(request.user) if language.code == code), None)
    if found is None:
        raise Http404
    return found
