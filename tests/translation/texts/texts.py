"""Texts of a conference and their translations, as the desk's tests want them."""

from tests.factories import MORNING, make_conference, make_panel
from translation.models import Text
from translation.texts.registry import column_of
from translation.texts.states import set_state


def make_theme(conference=None, english="", code="fr", words="", state=None, by=None):
    """A theme of a panel with its English text and a translation into one language."""
    conference = conference or make_conference()
    panel = conference.sessions.filter(kind="panel").first() or make_panel(conference)
    texts = {"text_en": english, **({column_of("text", code): words} if words else {})}
    theme = panel.themes.create(position=panel.themes.count(), **texts)
    if state:
        set_state(theme, "text", code, state, by=by, at=MORNING)
    return theme


def listed(row, field="text"):
    return Text.objects.of(row, field).select_related("conference").get()


def address_of(row, code="fr", act="help/", field="text", language="en"):
    text = listed(row, field)
    return f"/{language}/{text.conference.slug}/texts/{text.pk}/{code}/{act}"
