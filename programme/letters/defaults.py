"""What letters say that nobody has changed, in six languages: the templates, formulas and words of `data/letters`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from conference.languages import CODES

FOLDER = Path(__file__).resolve().parent.parent / "data" / "letters"


@cache
def shipped(code: str) -> dict[str, Any]:
    """The templates, salutations, closings and words of a language."""
    return json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))


def shipped_texts(kind: str) -> dict[str, dict[str, str]]:
    """The subject and body of a kind of letter as they come: {"subject": {code: text}, "body": {code: text}}."""
    return {field: {code: shipped(code)["templates"][kind][field] for code in CODES} for field in ("subject", "body")}


def template_of(kind: str, code: str, own: dict[str, dict[str, str]] | None = None) -> tuple[str, str]:
    """The (subject, body) of a kind of letter in a language: the conference's own, else those that come."""
    texts = shipped_texts(kind)
    written = own or {}
    subject, body = (written.get(field, {}).get(code) or texts[field][code] for field in ("subject", "body"))
    return subject, body
