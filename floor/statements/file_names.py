"""The names of files of statements for the public: `2012-04-03_panel-1_qatar_en.pdf`."""

from django.utils.text import slugify

from speakers.models import Delegation

LONGEST = 60
_NOT_LETTERS = str.maketrans({"’": " ", "'": " ", "‘": " ", "–": " ", "—": " "})


def delegation_slug(delegation: Delegation) -> str:
    """Returns the name of a delegation in English as a part of names: "cote-d-ivoire"."""
    slug = slugify((delegation.name_en or "").translate(_NOT_LETTERS))[:LONGEST].strip("-")
    state = delegation.state
    return slug or (state.iso3.lower() if state else f"delegation-{delegation.pk}")
