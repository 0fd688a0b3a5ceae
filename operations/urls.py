"""The staff pages of those who keep an installation running. Addresses in no language are in urls_without_language."""

from django.urls import include, path

from operations.help.urls import of_a_conference
from operations.home import views as home
from operations.house import views as house
from operations.status import views as status

app_name = "operations"

urlpatterns = [
    path("sign-in/pages/", home.home, name="home"),
    path("staff/house/", house.house, name="house"),
    path("staff/house/sample.css", house.sample_styles, name="house-sample"),
    path("staff/status/", status.status, name="status"),
    path("staff/wording/", include("operations.wording.urls")),
    path("<slug:conference>/overview/", include("operations.overview.urls")),
    path("staff/help/", include("operations.help.urls")),
    path("<slug:conference>/overview/help/", include(of_a_conference)),
    path("<slug:conference>/overview/search/", include("operations.search.urls")),
    path("<slug:conference>/documents/journal/", include("operations.journal.urls")),
    path("<slug:conference>/retention/", include("operations.retention.urls")),
    path("<slug:conference>/webhooks/", include("operations.webhooks.urls")),
]
