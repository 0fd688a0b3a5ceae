"""The desk: a document in its order, source and translation side by side."""

urlpatterns = []
