"""The addresses of written statements: from a phone, on the record, and in public."""

from django.urls import include, path

from floor.statements import downloads, own_views, public_views, staff_views

_of_a_session = [
    path("", staff_views.record_statements, name="record-statements"),
    path("<int:pk>/", staff_views.statement_file, name="statement-file"),
    path("<int:pk>/link/", staff_views.statement_link, name="statement-link"),
    path("<int:pk>/post/", staff_views.statement_post, name="statement-post"),
    path("<int:pk>/withdraw/", staff_views.statement_withdraw, name="statement-withdraw"),
]

urlpatterns = [
    path("floor/statements/", own_views.statement_upload, name="statement-upload"),
    path("floor/statements/<int:pk>/", own_views.statement_receipt, name="statement-receipt"),
    path("floor/statements/<int:pk>/receipt.txt", own_views.statement_receipt_text, name="statement-receipt-text"),
    path("floor/statements/<int:pk>/withdraw/", own_views.own_statement_withdraw, name="own-statement-withdraw"),
    path("sessions/<slug:session>/statements/", public_views.statement_list, name="statement-list"),
    path("sessions/<slug:session>/statements/<int:pk>/", public_views.statement, name="statement"),
    path(
        "sessions/<slug:session>/statements/<str:name>", public_views.statement_by_name, name="statement-file-by-name"
    ),
    path("sessions/<slug:session>/statements.zip", downloads.session_zip, name="session-statements-zip"),
    path("statements.zip", downloads.conference_zip, name="conference-statements-zip"),
    path("statements.atom", downloads.statement_feed, name="statement-feed"),
    path("sessions/<slug:session>/record/statements/", include(_of_a_session)),
]
