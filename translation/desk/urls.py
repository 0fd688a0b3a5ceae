"""The desk's addresses, below <conference>/texts/. Those with a word of their own come before any document's."""

from django.urls import path

from translation.desk import (
    concordance_views,
    conference_list,
    help_views,
    list_views,
    machine_views,
    presence_views,
    quality_views,
    rewriting_views,
    save_views,
    version_views,
    views,
)

TEXT = "<int:text>/<slug:code>/"

outside_conferences = [path("texts/", conference_list.desks, name="desks")]

urlpatterns = [
    path(TEXT, help_views.text_page, name="text"),
    path(f"{TEXT}help/", help_views.help, name="help"),
    path(f"{TEXT}dismiss/", help_views.dismiss, name="dismiss"),
    path(
        "<int:text>/<slug:code>/dismissals/<int:dismissal>/take-back/",
        help_views.dismissal_undo,
        name="dismissal-undo",
    ),
    path(f"{TEXT}machine/", machine_views.suggest, name="text-machine"),
    path(f"{TEXT}remark/", help_views.remark, name="remark"),
    path(f"{TEXT}remarks/<int:remark>/settle/", help_views.remark_settle, name="remark-settle"),
    path(f"{TEXT}repetitions/", help_views.repetitions_fill, name="repetitions-fill"),
    path("concordance/", concordance_views.concordance_page, name="concordance"),
    path("questions/", list_views.questions, name="questions"),
    path("<slug:code>/warnings/", quality_views.warnings_page, name="warnings"),
    path("<slug:code>/warnings/dismiss/", quality_views.dismiss_many, name="warnings-dismiss"),
    path("<slug:code>/warnings/correct/<slug:check>/", rewriting_views.mend, name="warnings-correct"),
    path("<slug:code>/replace/", rewriting_views.replace, name="replace"),
    path("<slug:code>/consistency/", list_views.consistency_page, name="consistency"),
    path(f"{TEXT}save/", save_views.text_save, name="text-save"),
    path(f"{TEXT}pair/", save_views.text_pair, name="text-pair"),
    path(f"{TEXT}still-right/", save_views.still_right, name="still-right"),
    path(f"{TEXT}return/", save_views.text_return, name="text-return"),
    path(f"{TEXT}typographical/", save_views.typographical, name="typographical"),
    path(f"{TEXT}here/", presence_views.text_here, name="text-here"),
    path("<slug:code>/<slug:document>/now/", presence_views.desk_now, name="desk-now"),
    path(f"{TEXT}versions/", version_views.versions, name="text-versions"),
    path(f"{TEXT}versions/<int:number>/restore/", version_views.version_restore, name="text-version-restore"),
    path(f"{TEXT}at-its-place/", views.text_on_the_desk, name="text-on-the-desk"),
    path("<slug:code>/<slug:document>/", views.desk, name="desk"),
]
