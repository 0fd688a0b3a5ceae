"""The secretariat's page to upload a programme; its other pages are those of all imports."""

from django.views.decorators.http import require_safe

from programme.imports.kind import SCHEDULE


@require_safe
def schedule_import(request, conference):
    """Show the upload form and the files uploaded so far."""
    return SCHEDULE.upload_page(request, SCHEDULE.conference(request, conference))
