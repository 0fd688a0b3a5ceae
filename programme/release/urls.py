"""The addresses of releases, below <conference>/release/."""

from django.urls import path

from programme.release import views

urlpatterns = [
    path("", views.release_list, name="release-list"),
    path("new/", views.release, name="release"),
    path("<int:number>/withdraw/", views.withdraw, name="withdraw"),
]
