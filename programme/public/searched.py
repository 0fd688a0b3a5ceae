"""What the search finds of a released programme: all that its public pages show."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from conference.languages import CODES
from conference.languages.dates import day_text, days_text, times_text
from conference.languages.people import function_line, titled_name
from conference.templatetags.languages import zone_in_words
from programme.exports.practical import parts_of
from programme.models import Session
from programme.public.listed_documents import ListedDocument, documents_by_group
from programme.release.editions import ProgrammeEdition
from programme.release.protocol import speakers_by_protocol
from programme.search.items import FoundKind, ItemWriter, SearchItem, SearchSource, Texts
from programme.templatetags.edition import (
    delegation_kind,
    has_text,
    label,
    meeting_when,
    protocol_kind,
    role_groups,
    role_in_words,
)

KINDS = (
    FoundKind("pages", pgettext_lazy("of the site", "Pages")),
    FoundKind("sessions", gettext_lazy("Sessions")),
    FoundKind("speakers", gettext_lazy("Speakers")),
    FoundKind("delegations", gettext_lazy("Delegations")),
    FoundKind("documents", gettext_lazy("Documents")),
    FoundKind("about", gettext_lazy("About the dialogue")),
    FoundKind("organizers", gettext_lazy("Organizers and partners")),
    FoundKind("meetings", gettext_lazy("Follow-up meetings")),
)


def _items(edition: ProgrammeEdition, code: str) -> dict[str, list[SearchItem]]:
    programme = edition.programme
    writer = _ProgrammeWriter(edition, code)
    delegations = [row for __, rows in programme.delegations_by_kind(code) for row in rows]
    return {
        "pages": writer.pages(),
        "sessions": [writer.session(row) for row in programme.sessions],
        "speakers": [writer.speaker(row) for row in programme.speakers_in_order(code)],
        "delegations": [writer.delegation(row) for row in delegations],
        "documents": [writer.document(row, group) for group, rows in documents_by_group(edition) for row in rows],
        "about": [*writer.about(programme.conference), *writer.practical()],
        "organizers": [writer.organizer(row) for row in programme.organizers],
        "meetings": [writer.meeting(row) for row in programme.follow_up_meetings],
    }


class _ProgrammeWriter(ItemWriter):
    """Makes the items of a programme, in the active language."""

    def __init__(self, edition: ProgrammeEdition, code: str) -> None:
        super().__init__(code, edition.programme.conference["original_language"])
        self.edition = edition

    def pages(self) -> list[SearchItem]:
        """The pages by their own names, with the headings that they have."""
        programme = self.edition.programme
        delegations = [str(delegation_kind(kind)) for kind, __ in programme.delegations_by_kind(self.code)]
        protocol = [str(protocol_kind(kind)) for kind, __ in speakers_by_protocol(programme, self.code)]
        orders = [_("Alphabetical order"), _("Order of protocol")]
        pages = {
            "programme": (_("Programme"), []),
            "speaker-list": (_("Speakers"), orders),
            "list-of-speakers": (_("List of speakers"), [*orders, *protocol]),
            **({"delegation-list": (_("Delegations"), delegations)} if programme.delegations else {}),
            "document-list": (_("Documents"), [_("Statements delivered")]),
            "change-log": (_("Changes"), []),
            "contact": (_("Contact"), _contact_labels(programme.conference)),
        }
        return [
            self.item("title", {"title": {self.code: title}}, self.edition.url(name), around=around)
            for name, (title, around) in pages.items()
        ]

    def session(self, row: dict[str, Any]) -> SearchItem:
        texts = {"title": row["title"]}
        texts |= {f"theme {place}": theme["text"] for place, theme in enumerate(row["themes"])}
        texts |= {f"question {place}": question["text"] for place, question in enumerate(row["questions"])}
        texts |= {name: row[name] for name in ("description", "after_presentations")}
        texts |= {f"person {place}": _person(role["speaker"]) for place, role in enumerate(row["roles"])}
        texts |= {"organized_by": row["organized_by"], "room": row["room"] or {}}
        address = self.edition.url("session-detail", row["slug"])
        if row["kind"] == Session.Kind.BREAK:  # no page leads to that of a break
            address = f"{self.edition.url('programme')}#day-{row['starts_at']:%Y-%m-%d}"
        return self.item("title", texts, address, row=row, around=self._around_session(row))

    def _around_session(self, row: dict[str, Any]) -> list[str]:
        """The words of a session's page that are no texts of the programme: its kind, its times, the headings."""
        starts_at = row["starts_at"]
        words = [str(label(row)), day_text(starts_at, self.code, weekday=True)]
        words += [times_text(starts_at, row["ends_at"], self.code), *_actual_time(row, self.code)]
        words += [heading for heading, __ in role_groups(row)]
        words += [_("Themes")] if row["themes"] else []
        words += [_("Guiding questions")] if row["questions"] else []
        words += [_("Room")] if row["room"] else []
        words += [_("After the presentations")] if has_text(row["after_presentations"]) else []
        words += [_("Organized by")] if has_text(row["organized_by"]) else []
        words += [_("The speakers have not been announced yet.")] if not row["roles"] else []
        return [*words, *_speaking_time(row), _("Time")]

    def speaker(self, row: dict[str, Any]) -> SearchItem:
        names = ("name", "courtesy_title", "function", "affiliation", "biography")
        delegation = row["delegation"]["name"] if row["delegation"] else {}
        texts = {**{name: row[name] for name in names}, "delegation": delegation}
        around = [_("In the programme"), *(role_in_words(role["kind"], row) for role in row["roles"])]
        around += [str(delegation_kind(row["delegation"]["kind"]))] if row["delegation"] else []
        around += [_person(row)]
        return self.item("name", texts, self.edition.url("speaker-detail", row["slug"]), row=row, around=around)

    def delegation(self, row: dict[str, Any]) -> SearchItem:
        address = reverse("floor:delegation-detail", args=[self.edition.slug, row["code"]])
        return self.item("name", {"name": row["name"]}, address, row=row, about=str(delegation_kind(row["kind"])))

    def document(self, row: ListedDocument, group: str | Promise) -> SearchItem:
        title = {self.code: str(row.title)} if row.is_made_here else row.title
        texts = {"title": title, "symbol": {self.code: row.symbol}, "description": row.description or {}}
        about = " · ".join(filter(None, (row.type_in_words if not row.is_made_here else "", row.status_in_words)))
        around = [str(group), row.type_in_words, *self._dates(row)]
        address = f"{self.edition.url('document-list')}#document-{row.key}"
        return self.item("title", texts, address, row={"id": row.key}, about=about, around=around)

    def _dates(self, row: ListedDocument) -> list[str]:
        days = {pgettext("a document", "Dated"): row.dated_on, pgettext("a document", "Posted"): row.posted_on}
        if row.revision:
            days[_("Revision %(number)s") % {"number": row.revision}] = row.released_at
        return [f"{name} {day_text(day, self.code)}" for name, day in days.items() if day]

    def practical(self) -> list[SearchItem]:
        """What is written under each heading of the practical information, with what is filled in."""
        page = self.edition.url("practical-information")
        return [
            self.item(
                "title",
                {"title": {self.code: part.title}, "text": part.text},
                f"{page}#{part.heading}",
                around=[*part.facts, part.contact],
            )
            for part in parts_of(self.edition.programme, self.code)
        ]

    def about(self, conference: dict[str, Any]) -> list[SearchItem]:
        """The dialogue itself, and each of the texts about it under its heading."""
        page = self.edition.url("programme")
        headings = {
            "background": (_("Background"), f"{page}#background"),
            "objective": (_("Objective"), f"{page}#objective"),
            "expected_outcome": (_("Expected outcome"), f"{page}#outcome"),
            "contact_text": (_("Contact"), self.edition.url("contact")),
        }
        found = [self._dialogue(conference, page)]
        for name, (heading, address) in headings.items():
            reached = _contact(conference) if name == "contact_text" else []
            if has_text(conference[name]) or reached:
                texts = {"title": {self.code: heading}, name: conference[name]}
                found.append(self.item("title", texts, address, around=reached))
        if has_text(conference["cause_title"]):
            texts = {"title": conference["cause_title"], "text": conference["cause_text"]}
            found.append(self.item("title", texts, f"{page}#cause-title"))
        return found

    def _dialogue(self, conference: dict[str, Any], page: str) -> SearchItem:
        names = ("title", "organ", "organ_session", "venue")
        days = days_text(conference["starts_on"], conference["ends_on"], self.code)
        zone = zone_in_words(conference["time_zone"])
        return self.item("title", {name: conference[name] for name in names}, page, about=days, around=[zone])

    def organizer(self, row: dict[str, Any]) -> SearchItem:
        texts = {"name": row["name"], "description": row["description"]}
        address = f"{self.edition.url('programme')}#organizer-{row['id']}"
        return self.item("name", texts, address, around=[_("Organizers and partners")])

    def meeting(self, row: dict[str, Any]) -> SearchItem:
        texts = {"title": row["title"], "description": row["description"]}
        address = f"{self.edition.url('programme')}#meeting-{row['id']}"
        return self.item("title", texts, address, about=meeting_when(row), around=[_("Follow-up meetings")])


def _person(speaker: dict[str, Any]) -> Texts:
    """A speaker as one line in each language that has the name."""
    found = {}
    for code in CODES:
        if name := speaker["name"].get(code):
            title = titled_name(speaker["courtesy_title"].get(code, ""), name, code)
            told = (speaker[part].get(code, "") for part in ("function", "affiliation", "delegation_beside"))
            function, affiliation, delegation = told
            line = function_line(function, affiliation, code, delegation)
            found[code] = "\n".join(filter(None, (title, line)))
    return found


def _actual_time(row: dict[str, Any], code: str) -> list[str]:
    if not (row["began_at"] and row["ended_at"]):
        return []
    return [_("Actual time"), times_text(row["began_at"], row["ended_at"], code)]


def _speaking_time(row: dict[str, Any]) -> list[str]:
    minutes = row["minutes"]
    if not minutes or row["kind"] != Session.Kind.PANEL:
        return []
    words = ngettext(
        "%(minutes)s minute for each intervention from the floor",
        "%(minutes)s minutes for each intervention from the floor",
        minutes,
    )
    return [_("Speaking time"), words % {"minutes": minutes}]


def _contact_labels(conference: dict[str, Any]) -> list[str]:
    labels = {"contact_email": _("E-mail"), "contact_phone": _("Telephone"), "contact_url": _("Web page")}
    return [label for name, label in labels.items() if conference[name]]


def _contact(conference: dict[str, Any]) -> list[str]:
    return [conference[name] for name in ("contact_email", "contact_phone", "contact_url") if conference[name]]


PROGRAMME = SearchSource(KINDS, lambda edition: edition.release.pk, _items)
