"""The addresses of the issued Summary, below <conference>/summary/, and of the staff's page of issuing."""

from django.urls import include, path

from summary.editions import issue_views, views
from summary.editions.editions import issued

# The pages of the current edition, and of each edition under its number.
pages = [
    path("", issued(views.summary), name="summary"),
    path("with/<slug:second>/", issued(views.side_by_side), name="side-by-side"),
    path("paragraphs/<int:number>/", issued(views.paragraph), name="paragraph"),
    path("summary.<slug:ending>", issued(views.document), name="document"),
]

urlpatterns = [
    path("draft/issue/", issue_views.issue, name="issue"),
    path("draft/issue/<int:edition>/withdraw/", issue_views.withdraw, name="edition-withdraw"),
    path("editions/", issued(views.edition_list), name="edition-list"),
    path("editions/<int:edition>/", include((pages, "edition"))),
    *pages,
]
