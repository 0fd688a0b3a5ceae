"""The addresses of webhooks, below <conference>/webhooks/."""

from django.urls import path

from operations.webhooks import views

urlpatterns = [
    path("", views.webhooks, name="webhooks"),
    path("<int:pk>/", views.webhook, name="webhook"),
    path("<int:pk>/test/", views.webhook_test, name="webhook-test"),
    path("<int:pk>/switch/", views.webhook_switch, name="webhook-switch"),
    path("<int:pk>/new-secret/", views.webhook_secret, name="webhook-secret"),
    path("<int:pk>/remove/", views.webhook_remove, name="webhook-remove"),
    path("<int:pk>/deliveries/<int:delivery>/again/", views.delivery_again, name="delivery-again"),
]
