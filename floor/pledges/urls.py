"""The addresses of pledges on the record."""

from django.urls import include, path

from floor.pledges import views

_of_a_session = [
    path("", views.pledges, name="pledges"),
    path("<int:pk>/confirm/", views.pledge_confirm, name="pledge-confirm"),
    path("<int:pk>/strike/", views.pledge_strike, name="pledge-strike"),
]

urlpatterns = [
    path("sessions/<slug:session>/record/pledges/", include(_of_a_session)),
]
