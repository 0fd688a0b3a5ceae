"""What is to do about the documents of a conference, and about whom the public can ask."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.models import Document
from conference.to_do.facts import MINOR, FactSource, Situation, ToDo, admin_form, number_of

PART = "documents-group"  # of the form of a conference


def counts(at: datetime) -> dict[str, Combinable]:
    return {
        "documents": number_of(Document.objects.all()),
        "documents_without_address": number_of(Document.objects.filter(url="")),
    }


def facts(situation: Situation) -> Iterator[ToDo]:
    conference, number = situation.conference, situation.counts["documents_without_address"]
    area = "documents"
    if not situation.counts["documents"]:
        yield ToDo(
            "no-document",
            MINOR,
            _("No document is listed"),
            area,
            admin_form(conference, PART),
            why=_("The resolution and the concept note belong on the public page of documents."),
            button=_("Add a document"),
        )
    if number:
        words = ngettext("%(number)d document has no address", "%(number)d documents have no address", number)
        yield ToDo(
            "document-address",
            MINOR,
            words % {"number": number},
            area,
            admin_form(conference, PART),
            why=_("Nobody can open what has no address."),
            button=_("To the documents"),
            count=number,
        )
    if not conference.contact_email and not situation.is_over:
        yield ToDo(
            "no-contact",
            MINOR,
            _("No e-mail address of a contact is given"),
            "settings",
            admin_form(conference, "id_contact_email"),
            why=_("The public page of contacts and the letters go without."),
            button=_("Add the address"),
        )


DOCUMENTS = FactSource("conference.change_conference", facts, counts)
