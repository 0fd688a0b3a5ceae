"""Names in other scripts that are proposed and never filled: a person decides whether they are right.

They come from speakers of the same name at other conferences of the reader, whose names somebody has translated.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from conference.languages import CODES, official
from conference.models import Conference
from speakers.filling import LATIN, is_latin
from speakers.models import Speaker

PROPOSED = ("name", "sort_name")


class ProposingInput(AdminTextInputWidget):
    """One line that offers what is proposed for it."""

    def __init__(self, proposals: Iterable[str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.proposals = proposals

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        key = f"{(attrs or {}).get('id', name)}-proposals"
        line = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((text,) for text in self.proposals))
        return format_html('{}<datalist id="{}">{}</datalist>', line, key, options)


def proposals_for(speaker: Speaker, conferences: QuerySet[Conference]) -> dict[str, list[str]]:
    """Return what other conferences call a person, for the names that are still missing: {column: [text]}."""
    columns = [f"{field}_{official(code).suffix}" for field in PROPOSED for code in CODES if code not in LATIN]
    missing = [column for column in columns if not getattr(speaker, column)]
    names = {name for code in LATIN if (name := getattr(speaker, f"name_{code}")) and is_latin(name)}
    if not missing or not names or speaker.protected:
        return {}
    alike = Q()
    for code in LATIN:
        alike |= Q(**{f"name_{code}__in": names})
    rows = Speaker.objects.filter(alike, conference__in=conferences, protected=False).exclude(pk=speaker.pk)
    found = rows.order_by("-conference__starts_on", "pk").values(*missing)[:20]
    proposed = {column: [row[column] for row in found if row[column]] for column in missing}
    return {column: list(dict.fromkeys(texts)) for column, texts in proposed.items() if texts}
