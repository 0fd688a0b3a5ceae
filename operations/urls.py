"""The staff pages of those who keep an installation running. Addresses in no language are in urls_without_language."""

from django.urls import include, path

app_name = "operations"

urlpatterns = [
    path("<slug:conference>/retention/", include("operations.retention.urls")),
]
