"""What the search finds of the statements that the public may read: whose they are, where, in which languages."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.languages import official, texts
from conference.languages.lists import listed
from floor.models.record import Statement
from floor.statements.published import published, released_sessions
from programme.search.items import FoundKind, ItemWriter, SearchSource, made_anew

KINDS = (FoundKind("statements", gettext_lazy("Statements")),)


def _items(edition, code):
    if not Statement.objects.public().filter(session__conference__slug=edition.slug).exists():
        return {}
    writer = ItemWriter(code, edition.programme.conference["original_language"])
    rows = released_sessions(edition)
    found = published(rows)
    return {"statements": [_item(writer, edition, row, text) for row in rows for text in found[row.pk]]}


def _item(writer, edition, session, text):
    page = reverse("floor:statement-list", args=[edition.slug, session.slug])
    languages = listed(official(version.statement.language).name for version in text.versions)
    return writer.item(
        "name",
        {"name": texts(text.delegation, "name"), "session": edition.programme.session(session.slug)["title"]},
        f"{page}#statement-{text.first.pk}",
        about=languages,
        around=[_("Statements"), str(text.first.get_mark_display()), *(each.file_name for each in text.versions)],
    )


STATEMENTS = SearchSource(KINDS, made_anew, _items)
