"""The public pages of statements: those that are no longer under embargo."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from conference.files.downloads import as_attachment
from conference.languages import texts
from conference.loading import require
from conference.uploaded_documents import TYPES
from floor.loading import public_session
from floor.record.extent import extent_of
from floor.record.views import is_over
from floor.recordings.session_recordings import SessionRecordings
from floor.statements.file_names import kept_part
from floor.statements.public_copies import open_copy
from floor.statements.published import published
from programme.release.editions import CURRENT, released


@login_not_required
@require_safe
def statement_list(request, conference, session):
    """What was delivered in a session, in the order of delivery."""
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


def public_edition(conference):
    edition = released(CURRENT, conference)
    require(edition)
    return edition


def public_statements(session):
    """The texts of a session that the public may read, each with its delegation's name: [(text, names)]."""
    return [_named(text) for text in published([session])[session.pk]]


def _named(text):
    return text, texts(text.delegation, "name")


@login_not_required
@require_safe
def statement_by_name(request, conference, session, name):
    """A file under its name; the name that it had before it was revised or the session moved leads to the new one."""
    _edition, row = public_session(conference, session)
    wanted = kept_part(name)
    files = [version for text in published([row])[row.pk] for version in text.versions]
    version = next((each for each in files if wanted and kept_part(each.file_name) == wanted), None)
    require(version)
    if version.file_name != name:
        return redirect("floor:statement-file-by-name", conference, session, version.file_name)
    return as_file(version.statement, name, copy=True)


@login_not_required
@require_safe
def statement(request, conference, session, pk):
    """A statement by its key, as addresses of before named it; before it is delivered, it does not exist."""
    _edition, row = public_session(conference, session)
    files = [version for text in published([row])[row.pk] for version in text.versions]
    version = next((each for each in files if each.statement.pk == pk), None)
    require(version)
    return as_file(version.statement, version.file_name, copy=True)


def as_file(row, name, *, copy):
    """Serves the file as it was uploaded, or the copy for the public, under a name made by the server."""
    require(row.file.name and row.file.storage.exists(row.file.name))
    file = open_copy(row) if copy else row.file.open("rb")
    return as_attachment(FileResponse(file, content_type=TYPES[row.format]), name)
