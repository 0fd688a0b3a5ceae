"""What every page of the translators' desk shows around its content."""

from django.http import HttpRequest

from conference.languages import OfficialLanguage, texts
from conference.models import Conference
from translation.texts.permissions import is_secretariat, reads


def page_context(
    request: HttpRequest, conference: Conference, language: OfficialLanguage | None = None
) -> dict[str, object]:
    """Returns the context of `translation/base.html`; `language` is the target of the page, where it has one."""
    return {
        "conference": conference,
        "conference_title": texts(conference, "title"),
        "original_language": conference.original_language,
        "zone": conference.zone,
        "languages_read": reads(request.user),
        "is_secretariat": is_secretariat(request.user),
        "target": language,
    }
