"""The pages of the translators' desk, below <conference>/texts/: each module has its views and its `urlpatterns`."""
