"""Which reference memories a conference has: its own and those for all conferences."""

from django.db.models import Q

from conference.languages import OfficialLanguage, official
from conference.models import Conference
from translation.models import ReferenceMemory


def memories_for(conference: Conference) -> list[tuple[ReferenceMemory, list[OfficialLanguage]]]:
    """Returns the memories that are offered in a conference, the latest first, each with its languages."""
    rows = ReferenceMemory.objects.filter(Q(conference=conference) | Q(conference=None), is_ready=True)
    return [(row, [official(code) for code in row.languages]) for row in rows.select_related("by", "import_file")]
