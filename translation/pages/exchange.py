"""Files of translations: written for other tools, and taken back after a look at what they would do."""

urlpatterns = []
