from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from benchmarks.desk_settings import BYTES
from conference import urls
from conference.urls import handler400, handler403, handler404, handler500  # noqa: F401 - the resolver looks for them


@login_not_required
def bare(request):
    return HttpResponse(BYTES[0])


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
