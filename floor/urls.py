from django.urls import include, path

ROOMS = (
    "live",
    "seats",
    "delegation",
    "console",
    "record",
    "statements",
    "recordings",
    "pledges",
    "statistics",
    "delegation_pages",
    "booth",
)

app_name = "floor"
urlpatterns = [path("<slug:conference>/", include(f"floor.{room}.urls")) for room in ROOMS]
