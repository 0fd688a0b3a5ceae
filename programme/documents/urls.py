from django.urls import path

from programme.documents import views

urlpatterns = [path("", views.document_upload, name="document-upload")]
