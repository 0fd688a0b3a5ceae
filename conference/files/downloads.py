"""Files that a browser saves."""

from django.http import FileResponse, Http404
from django.utils.http import content_disposition_header


def to_save(response, name):
    """A file that a browser saves and never shows as a page of this site; what is not public is kept nowhere."""
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def as_handed_in(file, name):
    """A file that somebody handed in, byte for byte; 404 where it is kept no longer."""
    if not file.storage.exists(file.name):
        raise Http404
    return to_save(FileResponse(file.open("rb"), content_type="application/octet-stream"), name)
