"""The page on which a glossary is uploaded; its other pages are those of all imports."""

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from conference.imports.views import upload
from translation.glossary.kind import GLOSSARY


@csrf_exempt  # as the upload of every import, which checks the token once the size is known
@require_http_methods(["GET", "HEAD", "POST"])
def glossary_import(request, conference):
    if request.method == "POST":
        return upload(request, kind=GLOSSARY, conference=conference)
    return GLOSSARY.upload_page(request, GLOSSARY.conference(request, conference))
