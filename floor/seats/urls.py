"""The addresses by which a delegation's devices join, and the staff's page of their links."""

from django.urls import path

from floor.seats import device_access, views

urlpatterns = [
    path("join/<slug:secret>/", device_access.join, name="join"),
    path("floor/leave/", device_access.leave, name="leave"),
    path("seats/", views.seats, name="seats"),
    path("seats/links/", views.make_links, name="seat-links"),
    path("seats/revoke/", views.revoke, name="seat-revoke"),
    path("seats/validity/", views.set_validity, name="seat-validity"),
    path("seats/devices/<int:pk>/remove/", views.remove_device, name="device-remove"),
]
