"""What every page of the translators' desk shows around its content."""

from django.http import HttpRequest

from conference.languages import OfficialLanguage
from conference.models import Conference
from conference.page_context import page_context as conference_context
from translation.texts.permissions import is_secretariat, reads


def page_context(
    request: HttpRequest, conference: Conference, language: OfficialLanguage | None = None
) -> dict[str, object]:
    """Returns the context of `translation/base.html`; `language` is the target of the page, where it has one."""
    return conference_context(
        conference,
        languages_read=reads(request.user),
        is_secretariat=is_secretariat(request.user),
        target=language,
    )
