"""The addresses of readers who are told of changes; those behind links hold a secret (`floor/seats/secret_urls.py`)."""

from django.urls import path

from programme.subscriptions import push_views, views

urlpatterns = [
    path("updates/", views.subscribe, name="subscribe"),
    path("updates/push/", push_views.push, name="push"),
    path("updates/push/end/", push_views.push_end, name="push-end"),
    path("updates/<slug:secret>/", views.subscription, name="subscription"),
    path("updates/<slug:secret>/end/", views.subscription_end, name="subscription-end"),
]
