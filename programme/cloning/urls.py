"""The address of cloning, below <conference>/clone/."""

from django.urls import path

from programme.cloning import views

urlpatterns = [path("", views.clone_conference, name="clone")]
