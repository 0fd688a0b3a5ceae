from benchmarks import bare
from conference import urls
from conference.urls import handler400, handler403, handler404, handler500  # noqa: F401 - the resolver looks for them

urlpatterns = [*bare.urlpatterns, *urls.urlpatterns]
