"""The addresses of the interpreters' booths, and of the links by which they are opened."""

from django.urls import include, path

from floor.booth import link_views, views
from floor.seats import booth_access

_of_a_session = [
    path("", views.booth, name="booth"),
    path("now/", views.booth_now, name="booth-now"),
    path("version/", views.booth_version, name="booth-version"),
    path("paper/", views.booth_paper, name="booth-paper"),
    path("terms/", views.booth_terms, name="booth-terms"),
    path("texts/<int:pk>/", views.booth_text, name="booth-text"),
    path("signal/", views.signal, name="booth-signal"),
]

urlpatterns = [
    path("sessions/<slug:session>/booth/", include(_of_a_session)),
    path("booths/", link_views.booths, name="booths"),
    path("booths/links/", link_views.make_links, name="booth-links"),
    path("booths/revoke/", link_views.revoke, name="booth-revoke"),
    path("booths/join/<slug:secret>/", booth_access.open_booth, name="booth-open"),
]
