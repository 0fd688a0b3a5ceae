"""The page for staff where speakers and delegations are exported as tables, and uploaded to be imported."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from conference.accounts.reauthentication import asks_who_is_there
from conference.files.downloads import as_attachment
from speakers.imports.columns import KINDS
from speakers.imports.export import CONTENT_TYPES, as_csv, as_xlsx
from speakers.imports.kind import TABLES, permitted_kinds

_WRITERS = {"xlsx": as_xlsx, "csv": as_csv}


@require_safe
def files(request, conference):
    """The page of exports and of the form to upload a table."""
    return TABLES.upload_page(request, TABLES.conference(request, conference))


@require_safe
@asks_who_is_there
def export(request, conference, table, extension):
    """The speakers or the delegations of a conference as a file; `?roles=1` adds what the speakers do in sessions."""
    row = TABLES.conference(request, conference)
    kind = KINDS.get(table)
    if kind not in permitted_kinds(request) or extension not in _WRITERS:
        raise Http404
    content = _WRITERS[extension](kind, row, has_roles=request.GET.get("roles") == "1")
    response = HttpResponse(content, content_type=CONTENT_TYPES[extension])
    return as_attachment(response, f"{row.slug}-{table}.{extension}")
