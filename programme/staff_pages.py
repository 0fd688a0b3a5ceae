"""The pages of the programme, its letters and its releases in the navigation of a conference."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.models.import_file import SCHEDULE_PERMISSIONS
from conference.navigation import CONFERENCE, StaffPage, admin_page
from programme.answers.officer_views import sent_by_speakers
from programme.models import Letter
from speakers.models import Speaker


def _without_answer(user):
    return Speaker.objects.filter(conference=CONFERENCE, status=Speaker.Status.INVITED)


def _sent(user):
    return sent_by_speakers(user).filter(speaker__conference=CONFERENCE)


def _unsent(user):
    return Letter.objects.open().filter(conference=CONFERENCE)


def _may_import(user):
    return user.has_perms(SCHEDULE_PERMISSIONS)


def _may_clone(user):
    return user.has_perms(["conference.preview_programme", "conference.add_conference"])


def _may_upload(user):
    return user.has_perms(["conference.add_document", "conference.add_documentversion"])


PREVIEW_OF_DOCUMENTS = pgettext_lazy("of the page of documents", "Preview")
TIMETABLE, PREVIEW = pgettext_lazy("of a programme", "Timetable"), pgettext_lazy("of a programme", "Preview")
PAGES = (
    StaffPage("programme", "programme:timetable", TIMETABLE, "programme.view_session"),
    admin_page("programme", "programme.session"),
    admin_page("programme", "programme.room"),
    StaffPage("programme", "programme:schedule-import", _("Upload a whole programme"), _may_import),
    StaffPage("programme", "programme:preview:programme", PREVIEW, "conference.preview_programme"),
    StaffPage(
        "people",
        "programme:people",
        _("Answers"),
        "speakers.change_speaker",
        waiting=_without_answer,
        needs=_("People who have not answered"),
    ),
    StaffPage("people", "programme:answers", _("Sent by speakers"), "speakers.change_speaker", waiting=_sent),
    StaffPage("people", "programme:answer-links", _("Private links"), "speakers.change_speaker"),
    StaffPage(
        "letters",
        "programme:letters",
        _("Letters"),
        "programme.send_letters",
        waiting=_unsent,
        needs=_("Letters not sent"),
    ),
    admin_page("letters", "programme.lettertemplate"),
    admin_page("documents", "conference.document"),
    StaffPage("documents", "programme:document-upload", _("Upload documents"), _may_upload),
    admin_page("documents", "conference.practicalsection"),
    StaffPage("documents", "programme:preview:document-list", PREVIEW_OF_DOCUMENTS, "conference.preview_programme"),
    StaffPage("releases", "programme:release-list", _("Releases"), "conference.release_programme"),
    StaffPage("settings", "programme:clone", pgettext_lazy("a conference", "Clone"), _may_clone),
)
