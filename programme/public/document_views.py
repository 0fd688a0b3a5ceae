"""The public page of documents, and the files that Rostrum keeps of them."""

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from conference.loading import require
from conference.models import Conference
from conference.released_pages import fresh_for
from conference.uploaded_documents import TYPES
from programme.public.listed_documents import documents_by_group

OF_RECORDINGS = 30  # seconds for which a page is kept that tells of recordings too


@fresh_for(OF_RECORDINGS)
def document_list(request, edition):
    context = {**edition.context, "groups": documents_by_group(edition)}
    return render(request, "programme/public/document_list.html", context)


def document_file(request, edition, listed, language, format):
    """Return the file of a version in a revision; it never changes and is deleted when no revision has it."""
    found = edition.programme.document(listed)
    require(found)
    wanted = [row for row in found["versions"] if (row["language"], row["format"]) == (language, format)]
    require(wanted and wanted[0]["file"] and default_storage.exists(wanted[0]["file"]))
    response = FileResponse(default_storage.open(wanted[0]["file"]), content_type=TYPES[format])
    name = f"{edition.slug}-{_name_of(found)}-{language}.{format}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    if not edition.is_current or edition.programme.conference["purpose"] == Conference.Purpose.REHEARSAL:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _name_of(document):
    """The symbol as files are named after it ("a-res-64-293"), else the type."""
    return slugify(document["symbol"].replace("/", "-").replace(".", "-")) or f"{document['type']}-{document['id']}"
