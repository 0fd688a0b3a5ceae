"""Responses that a browser saves as files."""

from typing import TypeVar

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

Response = TypeVar("Response", bound=HttpResponseBase)


def as_attachment(response: Response, name: str) -> Response:
    """Have the browser save a response and never show it as a page of this site, nor keep it in a cache."""
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def original_file(file: FieldFile, name: str) -> FileResponse:
    """An uploaded file, byte for byte; Http404 if it is no longer kept."""
    if not file.name or not file.storage.exists(file.name):
        raise Http404
    return as_attachment(FileResponse(file.open("rb"), content_type="application/octet-stream"), name)
