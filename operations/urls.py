"""The staff pages of those who keep an installation running. Addresses in no language are in urls_without_language."""

app_name = "operations"

urlpatterns: list = []
