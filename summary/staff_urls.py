"""The staff's addresses of the stages of a Summary, below <conference>/summary/draft/."""

from django.urls import path

from summary.clearance import masthead_views
from summary.clearance import views as clearance_views
from summary.draft import document_views
from summary.editions import issue_views
from summary.translations import views as translations_views

urlpatterns = [
    path("masthead/", masthead_views.masthead, name="masthead"),
    path("clearance/", clearance_views.clearance, name="clearance"),
    path("clearance/<slug:step>/", clearance_views.take_step, name="clearance-step"),
    path("translations/", translations_views.translations, name="translations"),
    path("translations/<slug:code>/", translations_views.translation, name="translation"),
    path(
        "translations/<slug:code>/<slug:kind>/<int:pk>/<slug:field>/",
        translations_views.save,
        name="translation-save",
    ),
    path("issue/", issue_views.issue, name="issue"),
    path("issue/<int:edition>/withdraw/", issue_views.withdraw, name="edition-withdraw"),
    path("summary.<slug:ending>", document_views.draft_document, name="draft-document"),
]
