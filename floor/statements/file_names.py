"""The names of files of statements for the public: `2012-04-03_panel-1_qatar_en.pdf`."""

import re

from django.utils.text import slugify

from conference.languages import official, texts
from floor.models.record import Statement
from programme.models import Session
from speakers.models import Delegation

LONGEST = 60
_NOT_LETTERS = str.maketrans({"’": " ", "'": " ", "‘": " ", "–": " ", "—": " "})
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}_[-\w]+_([-a-z0-9]+_[a-z]{2})(?:-rev\d+)?\.(?:pdf|docx)", re.ASCII)


def delegation_slug(delegation: Delegation) -> str:
    """Returns the name of a delegation in English as a part of names: "cote-d-ivoire"."""
    slug = slugify(texts(delegation, "name")["en"].translate(_NOT_LETTERS))[:LONGEST].strip("-")
    state = delegation.state
    return slug or (state.iso3.lower() if state else f"delegation-{delegation.pk}")


def file_name(session: Session, delegation: str, statement: Statement) -> str:
    """Returns the name of a file: the day by the clock of the conference, session, delegation, language, revision."""
    day = session.starts_at.astimezone(session.conference.zone).date()
    revision = f"-rev{statement.revision}" if statement.revision else ""
    language = official(statement.language).exchange
    return f"{day.isoformat()}_{session.slug}_{delegation}_{language}{revision}.{statement.format}"


def kept_part(name: str) -> str | None:
    """Returns what of a name stays when the session moves and the text is revised: "qatar_en"; None if it is none."""
    found = _NAME.fullmatch(name)
    return found[1] if found else None
