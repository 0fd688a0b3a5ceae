"""The address that makes the copy of the public pages, below <conference>/release/."""

from django.urls import path

from programme.static_site import views

urlpatterns = [path("site-copy/", views.site_copy, name="site-copy")]
