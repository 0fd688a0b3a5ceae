"""What the search finds of the figures of the sessions that are over: who took the floor in each."""

from collections import defaultdict

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.languages.collation import delegation_key
from conference.languages.lists import listed
from conference.templatetags.languages import in_language
from floor.models import Intervention
from floor.record.views import who
from programme.search.items import FoundKind, ItemWriter, SearchSource, made_anew
from programme.templatetags.edition import label

KINDS = (FoundKind("figures", gettext_lazy("Figures")),)


def _items(edition, code):
    over = _over(edition)
    if not over:
        return {}
    original = edition.programme.conference["original_language"]
    writer, spoke = ItemWriter(code, original), defaultdict(set)
    rows = Intervention.objects.on_record().exclude(state=Intervention.State.STRUCK)
    rows = rows.filter(session__conference__slug=edition.slug, session__slug__in=over)
    for row in rows.select_related("session", "delegation", "role__speaker"):
        spoke[row.session.slug].add(in_language(who(row), original)[0])
    return {"figures": [_item(writer, edition, over[slug], spoke[slug]) for slug in over if spoke[slug]]}


def _over(edition):
    """The sessions of the released programme that are over, whose figures are public: {short name: session}."""
    at = timezone.now()
    return {row["slug"]: row for row in edition.programme.sessions if row["ended_at"] or row["ends_at"] <= at}


def _item(writer, edition, session, spoke):
    names = listed(sorted(spoke, key=lambda name: delegation_key(name, writer.code)))
    own = {"title": _("The floor in figures"), "names": names}
    texts = {**{field: {writer.code: words} for field, words in own.items()}, "session": session["title"]}
    cause = edition.programme.conference["cause_title"]
    around = [str(label(session)), _("Who took the floor"), _("Contributions announced at the dialogue"), cause]
    address = reverse("floor:statistics", args=[edition.slug, session["slug"]])
    return writer.item("title", texts, address, around=around)


FIGURES = SearchSource(KINDS, made_anew, _items)
