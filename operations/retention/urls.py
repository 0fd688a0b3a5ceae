"""The addresses of retention, below <conference>/retention/."""

from django.urls import path

from operations.retention import views

urlpatterns = [
    path("", views.retention, name="retention"),
    path("speakers/<slug:speaker>/", views.speaker_record, name="speaker-record"),
]
