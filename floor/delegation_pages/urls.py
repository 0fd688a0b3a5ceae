"""The address of the page of a delegation."""

from django.urls import path

from floor.delegation_pages import views

urlpatterns = [
    path("delegations/<slug:delegation>/", views.delegation_detail, name="delegation-detail"),
    path("delegations/<slug:delegation>/statements/", views.delegation_statements, name="delegation-statements"),
]
