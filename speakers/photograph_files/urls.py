"""Addresses of zips of photographs, below <conference>/files/photographs/."""

from django.urls import path

from conference.imports.urls import urlpatterns_for
from conference.imports.views import upload
from speakers.photograph_files import views
from speakers.photograph_files.kind import PHOTOGRAPHS

urlpatterns = [
    path("import/", upload, {"kind": PHOTOGRAPHS}, name="photographs-upload"),
    *urlpatterns_for(PHOTOGRAPHS),
    path("<int:pk>/choices/", views.choose, name="photographs-choose"),
    path("<int:pk>/pictures/<int:number>.jpg", views.picture, name="photographs-picture"),
]
