from django.urls import include, path

from summary import staff_urls
from summary.draft import urls
from summary.editions import views
from summary.editions.editions import issued

# The pages of a Summary, as it stands now and in each edition.
pages = [
    path("", issued(views.summary), name="summary"),
    path("with/<slug:second>/", issued(views.side_by_side), name="side-by-side"),
    path("paragraphs/<int:number>/", issued(views.paragraph), name="paragraph"),
    path("summary.<slug:ending>", issued(views.document), name="document"),
]

app_name = "summary"
urlpatterns = [
    path("<slug:conference>/summary/draft/", include(urls)),
    path("<slug:conference>/summary/draft/", include(staff_urls)),
    path("<slug:conference>/summary/editions/", issued(views.edition_list), name="edition-list"),
    path("<slug:conference>/summary/editions/<int:edition>/", include((pages, "edition"))),
    path("<slug:conference>/summary/", include(pages)),
]
