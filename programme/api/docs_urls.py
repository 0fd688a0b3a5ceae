from django.urls import path

from programme.api import views

urlpatterns = [path("", views.page, name="api-page")]
