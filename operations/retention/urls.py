"""The address of the page on retention, below <conference>/retention/."""

from django.urls import path

from operations.retention import views

urlpatterns = [path("", views.retention, name="retention")]
