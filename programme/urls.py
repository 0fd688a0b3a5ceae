from django.urls import include, path, register_converter

from programme.cloning import views as cloning_views
from programme.exports import frab, ical
from programme.imports.views import urlpatterns as pages_of_import
from programme.letters import template_views
from programme.letters import views as letters_views
from programme.people import views as people_views
from programme.public import door_display, feeds, my_programme, offline, share_image, views
from programme.release import views as release_views
from programme.release.editions import current, preview, revision
from programme.static_site.views import site_copy
from programme.timetable import views as timetable_views


class PaperFormat:
    """In what format a paper is asked for; there is no address for any other."""

    regex = "|".join(views.FORMATS)
    to_python = to_url = staticmethod(str)


register_converter(PaperFormat, "paper_format")


def pages(edition):
    """The pages of a programme, in one kind of edition."""
    return [
        path("", edition(views.programme), name="programme"),
        path("programme.<paper_format:format>", edition(views.programme_paper), name="programme-paper"),
        path("participants.<paper_format:format>", edition(views.participants_paper), name="participants-paper"),
        path("sessions/<slug:session>/", edition(views.session_detail), name="session-detail"),
        path("speakers/", edition(views.speaker_list), name="speaker-list"),
        path("speakers/<slug:speaker>/", edition(views.speaker_detail), name="speaker-detail"),
        path("speakers/<slug:speaker>/photograph.jpg", edition(views.photograph), name="photograph"),
        path("delegations/", edition(views.delegation_list), name="delegation-list"),
        path("documents/", edition(views.document_list), name="document-list"),
        path("changes/", edition(views.change_log), name="change-log"),
        path("contact/", edition(views.contact), name="contact"),
    ]


def files(edition):
    """What other systems read of a programme that was released."""
    return [
        path("schedule.xml", edition(frab.schedule_xml), name="schedule-xml"),
        path("schedule.json", edition(frab.schedule_json), name="schedule-json"),
    ]


def released_pages():
    """What there is of the programme as it is released now, and of no other edition."""
    return [
        path("programme.ics", current(ical.calendar), name="calendar"),
        path("manifest.webmanifest", current(offline.manifest), name="manifest"),
        path("kept.json", current(offline.kept), name="kept"),
        path("without-connection/", current(offline.without_connection), name="without-connection"),
        path("search/", current(views.search), name="search"),
        path("picture.png", current(share_image.picture), name="picture"),
        path("changes.atom", current(feeds.change_feed), name="change-feed"),
        path("sessions/<slug:session>/session.ics", current(ical.session_calendar), name="session-calendar"),
        path("my-programme/", current(my_programme.my_programme), name="my-programme"),
        path("my-programme.ics", current(ical.my_calendar), name="my-calendar"),
        path("rooms/<int:room>/door/", current(door_display.door), name="door"),
    ]


def timetable_pages():
    """The staff's timetable of the draft."""
    session = "sessions/<slug:session>/"
    return [
        path("", timetable_views.timetable, name="timetable"),
        path("put-back/", timetable_views.timetable_put_back, name="timetable-put-back"),
        path("numbers/", timetable_views.timetable_renumber, name="timetable-renumber"),
        path(session, timetable_views.timetable_session, name="timetable-session"),
        path(f"{session}shift/", timetable_views.timetable_shift, name="timetable-shift"),
        path(f"{session}actual-times/", timetable_views.timetable_actual, name="timetable-actual"),
        path(f"{session}move/", timetable_views.timetable_move, name="timetable-move"),
    ]


app_name = "programme"
urlpatterns = [
    path("", views.front_page, name="front-page"),
    path("<slug:conference>/letters/", include(letters_views.urlpatterns + template_views.urlpatterns)),
    path("<slug:conference>/release/", release_views.release_list, name="release-list"),
    path("<slug:conference>/release/new/", release_views.release, name="release"),
    path("<slug:conference>/release/<int:number>/withdraw/", release_views.withdraw, name="withdraw"),
    path("<slug:conference>/release/site-copy.zip", site_copy, name="site-copy"),
    path("<slug:conference>/clone/", cloning_views.clone_conference, name="clone"),
    path("<slug:conference>/timetable/", include(timetable_pages())),
    path("<slug:conference>/files/programme/", include(pages_of_import)),
    path("<slug:conference>/people/", people_views.people, name="people"),
    path("<slug:conference>/people/<int:pk>/<slug:status>/", people_views.person_mark, name="person-mark"),
    path("<slug:conference>/preview/", include((pages(preview), "preview"))),
    path("<slug:conference>/revisions/<int:revision>/", include((pages(revision) + files(revision), "revision"))),
    path("<slug:conference>/", include(pages(current) + files(current) + released_pages())),
]
