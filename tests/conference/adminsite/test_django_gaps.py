"""What Django's own catalogues lack is in the project's."""

import gettext
from pathlib import Path

import django
import pytest
from django.utils import translation

from conference.adminsite.django_gaps import GAPS
from conference.languages import CODES

FOLDERS = [Path(django.__file__).parent / part / "locale" for part in ("conf", "contrib/admin", "contrib/auth")]
OTHERS = [code for code in CODES if code != "en"]


def is_in_django(message, code):
    """Whether one of Django's catalogues has the message in a language."""
    language = translation.to_locale(code)
    return any(gettext.translation("django", folder, [language]).gettext(message) != message for folder in FOLDERS)


@pytest.mark.parametrize("code", OTHERS)
def test_each_is_said_in_the_language(code):
    with translation.override(code):
        alike = ["Error:"] if code == "es" else []
        assert [message for message in GAPS if translation.gettext(message) == message] == alike


def test_each_is_still_missing_in_django():
    assert [message for message in GAPS if all(is_in_django(message, code) for code in OTHERS)] == []
