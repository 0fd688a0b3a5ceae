"""The addresses of the overview and of assignments, below <conference>/texts/."""

from django.urls import path

from translation.teamwork import analysis_views, assignment_views, overview_views

urlpatterns = [
    path("", overview_views.overview, name="overview"),
    path("assignments/", assignment_views.assign, name="assign"),
    path("assignments/<int:pk>/", assignment_views.assignment, name="assignment"),
    path("assignments/<int:pk>/done/", assignment_views.assignment_close, name="assignment-close"),
    path("<slug:code>/analysis/", analysis_views.analysis, name="analysis"),
]
