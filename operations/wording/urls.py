"""The addresses of the wording of the interface, below staff/wording/."""

from django.urls import path

from operations.wording import act_views, download_views, views

MESSAGE = "<slug:code>/<slug:message>/"
REMARK = "<slug:code>/remarks/<int:remark>/"

urlpatterns = [
    path("", views.wording, name="wording"),
    path("<slug:code>/", views.messages_list, name="wording-list"),
    path("<slug:code>/read/", act_views.read, name="wording-read"),
    path("<slug:code>/remarks.csv", download_views.remarks_csv, name="wording-remarks-csv"),
    path("<slug:code>/proposals.po", download_views.proposals_po, name="wording-proposals-po"),
    path(f"{REMARK}withdraw/", act_views.remark_withdraw, name="wording-remark-withdraw"),
    path(f"{REMARK}settle/", act_views.remark_settle, name="wording-remark-settle"),
    path(f"{REMARK}reopen/", act_views.remark_reopen, name="wording-remark-reopen"),
    path(MESSAGE, views.message_page, name="wording-message"),
    path(f"{MESSAGE}remark/", act_views.remark, name="wording-remark"),
]
