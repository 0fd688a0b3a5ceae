"""The five regional groups of the United Nations: informal arrangements of the States themselves, used for elections.

Two States need a note wherever groups are counted. Türkiye takes part in two groups and is counted in one; the United
States of America is in none and is counted where it attends as an observer. Observer States are in none.
"""

from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ASIA_PACIFIC_SINCE = date(2011, 1, 1)  # before, the group was called that of Asian States


class RegionalGroup(models.TextChoices):
    """A regional group, or none."""

    AFRICAN = "african", _("African States")
    ASIA_PACIFIC = "asia-pacific", _("Asia-Pacific States")
    EASTERN_EUROPEAN = "eastern-european", _("Eastern European States")
    LATIN_AMERICAN_AND_CARIBBEAN = "latin-american-and-caribbean", _("Latin American and Caribbean States")
    WESTERN_EUROPEAN_AND_OTHER = "western-european-and-other", _("Western European and other States")
    NONE = "none", _("No regional group")


NOTES = {
    "TUR": _(
        "%(name)s takes part fully in both the Western European and other States and the Asia-Pacific States. For "
        "elections it is counted among the former, and so it is here."
    ),
    "USA": _(
        "%(name)s is in no regional group. It attends the meetings of the Western European and other States as an "
        "observer and is counted there for elections, and so it is here."
    ),
}


def label_on(group: str, day: date) -> str | Promise:
    """Returns what a regional group was called on a day."""
    if group == RegionalGroup.ASIA_PACIFIC and day < ASIA_PACIFIC_SINCE:
        return _("Asian States")
    return RegionalGroup(group).label
