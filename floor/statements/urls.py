"""The addresses of written statements: from a phone, on the record, and in public."""

from django.urls import include, path

from floor.statements import views

_of_a_session = [
    path("", views.record_statements, name="record-statements"),
    path("<int:pk>/", views.statement_file, name="statement-file"),
    path("<int:pk>/link/", views.statement_link, name="statement-link"),
    path("<int:pk>/post/", views.statement_post, name="statement-post"),
    path("<int:pk>/withdraw/", views.statement_withdraw, name="statement-withdraw"),
]

urlpatterns = [
    path("floor/statements/", views.statement_upload, name="statement-upload"),
    path("floor/statements/<int:pk>/withdraw/", views.own_statement_withdraw, name="own-statement-withdraw"),
    path("sessions/<slug:session>/statements/", views.statement_list, name="statement-list"),
    path("sessions/<slug:session>/statements/<int:pk>/", views.statement, name="statement"),
    path("sessions/<slug:session>/record/statements/", include(_of_a_session)),
]
