"""The page of the reference memories; the pages of their files are those of all imports."""

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from conference.imports.views import upload
from translation.reference.kind import REFERENCE


@csrf_exempt  # as the upload of every import, which checks the token once the size is known
@require_http_methods(["GET", "HEAD", "POST"])
def reference(request, conference):
    """The reference memories of a conference, and the form that uploads another."""
    if request.method == "POST":
        return upload(request, kind=REFERENCE, conference=conference)
    return REFERENCE.upload_page(request, REFERENCE.conference(request, conference))
