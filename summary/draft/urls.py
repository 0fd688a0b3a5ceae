"""The staff's addresses on which a Summary is drafted, below <conference>/summary/draft/."""

from django.urls import path

from summary.draft import source_views as source_pages
from summary.draft import structure_views as arranging_pages
from summary.draft import text_views as text_pages
from summary.draft import views as drafting_pages

TEXT = "texts/<slug:kind>/<int:pk>/<slug:field>/"

urlpatterns = [
    path("", drafting_pages.draft, name="draft"),
    path("parts/", drafting_pages.draft_parts, name="draft-parts"),
    path("version/", drafting_pages.draft_version, name="draft-version"),
    path("begin/", drafting_pages.draft_begin, name="draft-begin"),
    path("start/", drafting_pages.start, name="draft-start"),
    path("sections/", arranging_pages.add_section, name="section-add"),
    path("sections/<int:pk>/", arranging_pages.arrange_section, name="section-arrange"),
    path("paragraphs/<int:pk>/", arranging_pages.arrange_paragraph, name="paragraph-arrange"),
    path("paragraphs/<int:pk>/unsource/", source_pages.unsource, name="unsource"),
    path("paragraphs/<int:pk>/comments/", source_pages.comment, name="comment"),
    path("comments/<int:pk>/settle/", source_pages.settle_comment, name="comment-settle"),
    path("reflect/", source_pages.reflect, name="reflect"),
    path(TEXT, text_pages.save_text, name="text-save"),
    path(f"{TEXT}<slug:code>/versions/", text_pages.versions, name="versions"),
    path(f"{TEXT}<slug:code>/versions/<int:number>/restore/", text_pages.restore_version, name="version-restore"),
]
