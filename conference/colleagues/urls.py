from django.urls import path

from conference.colleagues import views

app_name = "colleagues"
urlpatterns = [
    path("", views.colleagues, name="colleagues"),
    path("<int:pk>/roles/", views.change_roles, name="roles"),
    path("<int:pk>/switch/", views.switch, name="switch"),
    path("<int:pk>/invitation/", views.invitation, name="invitation"),
]
