"""The staff's addresses of the stages of a Summary, below <conference>/summary/draft/."""

from django.urls import path

from summary.clearance import masthead_views as masthead
from summary.clearance import views as clearing
from summary.draft import document_views as draft_documents
from summary.editions import issue_views as issue_pages
from summary.translations import views as translating

urlpatterns = [
    path("masthead/", masthead.masthead, name="masthead"),
    path("clearance/", clearing.clearance, name="clearance"),
    path("clearance/<slug:step>/", clearing.take_step, name="clearance-step"),
    path("translations/", translating.translations, name="translations"),
    path("translations/<slug:code>/", translating.translation, name="translation"),
    path(
        "translations/<slug:code>/<slug:kind>/<int:pk>/<slug:field>/",
        translating.save,
        name="translation-save",
    ),
    path("issue/", issue_pages.issue, name="issue"),
    path("issue/<int:edition>/withdraw/", issue_pages.withdraw, name="edition-withdraw"),
    path("summary.<slug:ending>", draft_documents.draft_document, name="draft-document"),
]
