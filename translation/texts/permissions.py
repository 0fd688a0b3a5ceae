"""Who may read and write which texts. A translator for French sees and changes French alone."""

from django.contrib.auth import get_permission_codename
from django.db.models import Model, QuerySet

from conference.languages import LANGUAGES, OfficialLanguage, official
from conference.models import Conference
from conference.rights import conferences_of, may_everywhere
from conference.roles import HasPermissions, languages_of
from translation.texts.registry import models_on_the_way, source_language_of


def is_secretariat(user: HasPermissions) -> bool:
    """Returns whether a user keeps the texts: sees all languages, assigns work, answers questions."""
    return user.has_perm("conference.change_conference")


def keeps_what_is_shared(user: HasPermissions) -> bool:
    """Returns whether a user may change what all conferences share: who keeps or translates texts on all of them."""
    roles = ("change_conference", *(f"{act}_{each.suffix}" for each in LANGUAGES for act in ("translate", "revise")))
    return any(may_everywhere(user, f"conference.{role}") for role in roles)


def reads(user: HasPermissions) -> list[OfficialLanguage]:
    """Returns the languages whose translations a user may read: all for the secretariat, else the user's own."""
    return list(LANGUAGES) if is_secretariat(user) else languages_of(user)


def may_write(user: HasPermissions, row: Model, code: str) -> bool:
    """Returns whether a user may write a text of a row in a language at present.

    A model may decide itself by a method `takes_text_from`, as the Summary does by its stage.
    """
    if hasattr(row, "takes_text_from"):
        return row.takes_text_from(user, code)
    model = row._meta
    if user.has_perm(f"{model.app_label}.{get_permission_codename('change', model)}"):
        return True
    return code != source_language_of(row) and official(code) in languages_of(user)


def rows_visible_to(user: HasPermissions, model: type[Model]) -> QuerySet[Model]:
    """Returns the rows of a model that a user may read: nothing on the way to their conference is kept from the user.

    A model with a queryset method `visible_to` says itself which of its rows a user may read, as the Summary does for
    its draft.
    """
    rows = model._base_manager.all()
    for lookup, there in models_on_the_way(model):
        if there is Conference:
            rows = rows.filter(**{f"{lookup or 'pk'}__in": conferences_of(user).values("pk")})
        elif hasattr(there._default_manager, "visible_to"):
            rows = rows.filter(**{f"{lookup or 'pk'}__in": there._default_manager.visible_to(user).values("pk")})
    return rows


def may_revise(user: HasPermissions, code: str) -> bool:
    """Returns whether a user may revise translations into a language."""
    return user.has_perm(f"conference.revise_{official(code).suffix}")
