"""Addresses of the export and import of speakers and delegations, below <conference>/files/."""

from django.urls import path

from conference.imports.urls import urlpatterns_for
from conference.imports.views import upload
from speakers.imports import views
from speakers.imports.kind import TABLES

urlpatterns = [
    path("", views.files, name="files"),
    path("import/", upload, {"kind": TABLES}, name="import-upload"),
    path("export/<slug:table>.<slug:extension>", views.export, name="export"),
    *urlpatterns_for(TABLES),
]
