from django.urls import path

from operations.journal import views

urlpatterns = [
    path("", views.journal, name="journal"),
    path("<str:code>.docx", views.journal_document, name="journal-document"),
]
