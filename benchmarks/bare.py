"""What Rostrum is compared with: a view that has the bytes of a page in its hand and returns them."""

import os
from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

FOLDER = Path(os.environ["BENCHMARK_BYTES"])


@cache
def bytes_of(name):
    return (FOLDER / name).read_bytes()


@login_not_required
def bare(request, name):
    response = HttpResponse(bytes_of(name))
    response.headers["Content-Length"] = len(response.content)  # else, without a middleware, it is sent in chunks
    if name.endswith(".gzip"):
        response.headers["Content-Encoding"] = "gzip"
    return response


urlpatterns = [path("bare/<str:name>", bare)]
