"""The addresses of background work, below <conference>/background-work/."""

from django.urls import path

from conference.background_work import views

app_name = "background-work"

urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<int:pk>/file/", views.job_file, name="file"),
    path("<int:pk>/try-again/", views.job_again, name="again"),
]
