"""Files that a browser saves."""

from django.utils.http import content_disposition_header


def to_save(response, name):
    """A file that a browser saves and never shows as a page of this site; what is not public is kept nowhere."""
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
