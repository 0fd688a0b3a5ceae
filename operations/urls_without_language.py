"""What programs ask for: no page, in no language."""

urlpatterns = []
