"""The copy as a download for the staff who release the programme."""

import tempfile

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from conference.loading import conference_for, require
from conference.refusals import Conflict
from programme.release.editions import CURRENT, released
from programme.static_site.crawl import SiteCopy


@require_safe
def site_copy(request, conference):
    conference_for(request, conference, "conference.release_programme")
    edition = released(CURRENT, conference)
    require(edition)
    copy, file = SiteCopy(edition), tempfile.TemporaryFile()  # noqa: SIM115 – the answer closes it
    try:
        copy.write(file)
    except Conflict as conflict:
        file.close()
        messages.warning(request, str(conflict))
        return redirect("programme:release-list", conference)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{copy.folder}.zip", content_type="application/zip")
