"""The addresses of exports and imports, below <conference>/texts/."""

from django.urls import path

from conference.imports.urls import urlpatterns_for
from conference.imports.views import upload
from translation.exchange import views
from translation.exchange.kind import TEXTS

urlpatterns = [
    path("files/", views.exchange, name="exchange"),
    path("export/<slug:code>/<slug:format>/", views.export, name="export"),
    path("import/", upload, {"kind": TEXTS}, name="import"),
    path("imports/<int:pk>/state/", views.choose_state, name="import-state"),
    *urlpatterns_for(TEXTS, "imports/"),
]
