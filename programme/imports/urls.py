"""The addresses of files of a whole programme, below <conference>/files/programme/."""

from django.urls import path

from conference.imports.urls import urlpatterns_for
from conference.imports.views import upload
from programme.imports import views
from programme.imports.kind import SCHEDULE

urlpatterns = [
    path("", views.schedule_import, name="schedule-import"),
    path("hand-in/", upload, {"kind": SCHEDULE}, name="schedule-upload"),
    *urlpatterns_for(SCHEDULE),
]
