"""What helps with a text: earlier texts like it, terms, warnings, remarks."""

urlpatterns = []
