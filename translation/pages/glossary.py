"""The glossary: concepts and their terms, in and out as files."""

urlpatterns = []
