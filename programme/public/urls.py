"""The addresses of the public pages: of the current edition, of the preview and of each revision."""

from django.urls import include, path, register_converter

from programme.exports.urls import schedules
from programme.public import (
    document_views,
    door_display,
    feeds,
    my_programme,
    offline,
    practical_views,
    share_image,
    views,
)
from programme.release.editions import current, preview, revision


class DocumentFormatConverter:
    """Matches the formats of documents; any other has no address."""

    regex = "|".join(views.FORMATS)
    to_python = to_url = staticmethod(str)


register_converter(DocumentFormatConverter, "document_format")


def pages(edition):
    """Return the addresses of a programme's pages for one kind of edition."""
    return [
        path("", edition(views.programme), name="programme"),
        path("programme.<document_format:format>", edition(views.programme_document), name="programme-document"),
        path("participants.<document_format:format>", edition(views.speakers_document), name="speakers-document"),
        path("sessions/<slug:session>/", edition(views.session_detail), name="session-detail"),
        path("speakers/", edition(views.speaker_list), name="speaker-list"),
        path("list-of-speakers/", edition(views.list_of_speakers), name="list-of-speakers"),
        path("speakers/<slug:speaker>/", edition(views.speaker_detail), name="speaker-detail"),
        path("speakers/<slug:speaker>/photograph.jpg", edition(views.photograph), name="photograph"),
        path("delegations/", edition(views.delegation_list), name="delegation-list"),
        path("documents/", edition(document_views.document_list), name="document-list"),
        path(
            "documents/<int:listed>/<slug:language>.<document_format:format>",
            edition(document_views.document_file),
            name="document-file",
        ),
        path("practical-information/", edition(practical_views.practical_information), name="practical-information"),
        path(
            "practical-information.<document_format:format>",
            edition(practical_views.information_note),
            name="information-note",
        ),
        path("changes/", edition(views.change_log), name="change-log"),
        path("contact/", edition(views.contact), name="contact"),
    ]


outside_conferences = [path("", views.front_page, name="front-page")]

urlpatterns = [
    path("preview/", include((pages(preview), "preview"))),
    path("revisions/<int:revision>/", include((pages(revision) + schedules(revision), "revision"))),
    *pages(current),
    path("manifest.webmanifest", current(offline.manifest), name="manifest"),
    path("kept.json", current(offline.kept), name="kept"),
    path("without-connection/", current(offline.without_connection), name="without-connection"),
    path("search/", current(views.search), name="search"),
    path("picture.png", current(share_image.picture), name="picture"),
    path("changes.atom", current(feeds.change_feed), name="change-feed"),
    path("my-programme/", current(my_programme.my_programme), name="my-programme"),
    path("rooms/<int:room>/door/", current(door_display.door_display), name="door-display"),
]
