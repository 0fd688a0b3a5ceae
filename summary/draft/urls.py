"""The staff's addresses on which a Summary is drafted, below <conference>/summary/draft/."""

from django.urls import path

from summary.checks.views import check_dismiss, check_restore, checks
from summary.draft import (
    document_views,
    source_views,
    structure_views,
    suggestion_views,
    text_views,
    translation_redirects,
)
from summary.draft import views as draft_views
from summary.suggestions.views import suggestions

TEXT = "texts/<slug:kind>/<int:pk>/<slug:field>/"

urlpatterns = [
    path("", draft_views.draft, name="draft"),
    path("parts/", draft_views.draft_parts, name="draft-parts"),
    path("version/", draft_views.draft_version, name="draft-version"),
    path("begin/", draft_views.draft_begin, name="draft-begin"),
    path("start/", draft_views.start, name="draft-start"),
    path("sections/", structure_views.add_section, name="section-add"),
    path("title-notes/", structure_views.add_title_note, name="title-note-add"),
    path("sections/<int:pk>/", structure_views.arrange_section, name="section-arrange"),
    path("paragraphs/<int:pk>/", structure_views.arrange_paragraph, name="paragraph-arrange"),
    path("tables/<int:pk>/", structure_views.arrange_table, name="table-arrange"),
    path("paragraphs/<int:pk>/unsource/", source_views.unsource, name="unsource"),
    path("paragraphs/<int:pk>/comments/", source_views.comment, name="comment"),
    path("comments/<int:pk>/settle/", source_views.settle_comment, name="comment-settle"),
    path("paragraphs/<int:pk>/suggest/", suggestion_views.suggest_words, name="suggest"),
    path("suggestions/<int:pk>/", suggestion_views.decide_suggestion, name="suggestion-decide"),
    path("suggestions/", suggestions, name="suggestions"),
    path("checks/", checks, name="checks"),
    path("checks/<slug:kind>/<int:pk>/<slug:field>/dismiss/", check_dismiss, name="check-dismiss"),
    path("checks/<slug:kind>/<int:pk>/<slug:field>/<int:number>/restore/", check_restore, name="check-restore"),
    path("reflect/", source_views.reflect, name="reflect"),
    path(TEXT, text_views.save_text, name="text-save"),
    path(f"{TEXT}<slug:code>/versions/", text_views.versions, name="versions"),
    path(f"{TEXT}<slug:code>/versions/<int:number>/restore/", text_views.restore_version, name="version-restore"),
    path("summary.<slug:ending>", document_views.draft_document, name="draft-document"),
    path("translations/", translation_redirects.all_languages, name="translations"),
    path("translations/<slug:code>/", translation_redirects.one_language, name="translation"),
    path(
        "translations/<slug:code>/<slug:kind>/<int:pk>/<slug:field>/",
        translation_redirects.one_text,
        name="translation-of-text",
    ),
]
