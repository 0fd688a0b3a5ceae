"""What is to do about the documents of a conference, and about whom the public can ask."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.models import Document
from conference.to_do.facts import MINOR, FactSource, Situation, ToDo, admin_form, number_of


def counts(at: datetime) -> dict[str, Combinable]:
    return {
        "documents": number_of(Document.objects.all()),
        "documents_without_address": number_of(Document.objects.filter(url="", versions=None)),
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
            f"{reverse('admin:conference_document_add')}?conference={conference.pk}",
            why=_("The resolution and the concept note belong on the public page of documents."),
            button=_("Add a document"),
        )
    if number:
        words = ngettext(
            "%(number)d document has neither file nor address",
            "%(number)d documents have neither file nor address",
            number,
        )
        yield ToDo(
            "document-address",
            MINOR,
            words % {"number": number},
            area,
            f"{reverse('admin:conference_document_changelist')}?conference__id__exact={conference.pk}",
            why=_("Nobody can open what has neither file nor address."),
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
