"""The overview: how far each language has come, what changed, who does what until when."""

urlpatterns = []
