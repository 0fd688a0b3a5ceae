"""The addresses of a delegation's phone."""

from django.urls import path

from floor.delegation import views

urlpatterns = [
    path("floor/", views.delegation, name="delegation"),
    path("floor/now/", views.delegation_now, name="delegation-now"),
    path("floor/token/", views.delegation_token, name="delegation-token"),
    path("floor/<slug:session>/state.json", views.delegation_state, name="delegation-state"),
    path("floor/ask/", views.ask, name="ask"),
    path("floor/<int:pk>/change/", views.change_own, name="change-own"),
    path("floor/read/", views.read_notices, name="read-notices"),
    path("floor/<int:pk>/withdraw/", views.withdraw_request, name="withdraw"),
]
