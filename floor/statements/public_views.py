"""The public pages of statements: those that are no longer under embargo."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from conference.files.downloads import as_attachment
from conference.languages import texts
from conference.loading import require
from floor.loading import public_session
from floor.record.extent import extent_of
from floor.record.views import is_over
from floor.recordings.session_recordings import SessionRecordings
from floor.statements.file_checks import TYPES
from floor.statements.file_names import delegation_slug
from floor.statements.public_copies import open_copy


@login_not_required
@require_safe
def statement_list(request, conference, session):
    edition, row = public_session(conference, session)
    at = timezone.now()
    context = {
        **edition.context,
        "session": edition.programme.session(session),
        "statements": public_statements(row),
        "recordings": SessionRecordings(row, at=at, language=get_language()),
        "is_over": is_over(row, at),
        "extent": extent_of(row),
    }
    return render(request, "floor/statements/statement_list.html", context)


@login_not_required
@require_safe
def statement(request, conference, session, pk):
    """A statement that is no longer under embargo; before, it does not exist."""
    _edition, row = public_session(conference, session)
    found = row.statements.public().select_related("delegation__state", "session__conference")
    return as_file(get_object_or_404(found, pk=pk), copy=True)


def public_statements(session):
    """The statements of a session that the public may read, each with its delegation's name: [(statement, texts)]."""
    rows = session.statements.public().select_related("delegation").order_by("uploaded_at", "pk")
    return [(row, texts(row.delegation, "name")) for row in rows]


def as_file(row, *, copy):
    """Serves the file as it was uploaded, or the copy for the public, under a name made by the server."""
    require(row.file.name and row.file.storage.exists(row.file.name))
    file = open_copy(row) if copy else row.file.open("rb")
    response = FileResponse(file, content_type=TYPES[row.format])
    name = f"{row.session.slug}-{delegation_slug(row.delegation)}-{row.language}.{row.format}"
    return as_attachment(response, name)
