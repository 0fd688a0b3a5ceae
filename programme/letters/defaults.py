"""The default texts of letters in six languages: templates, formulas and phrases of `data/letters`."""

import json
from pathlib import Path
from typing import Any

from conference.caches import constant
from conference.languages import CODES
from programme.models.letter import LetterKind

FOLDER = Path(__file__).resolve().parent.parent / "data" / "letters"


@constant()
def shipped(code: str) -> dict[str, Any]:
    """Return the templates, salutations, closings and phrases of a language."""
    return json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))


def shipped_texts(kind: str) -> dict[str, dict[str, str]]:
    """Return the default subject and body of a kind of letter: {"subject": {code: text}, "body": {code: text}}.

    For a kind of one's own there is none.
    """
    if kind == LetterKind.OWN:
        return {field: dict.fromkeys(CODES, "") for field in ("subject", "body")}
    return {field: {code: shipped(code)["templates"][kind][field] for code in CODES} for field in ("subject", "body")}


def template_of(kind: str, code: str, own: dict[str, dict[str, str]] | None = None) -> tuple[str, str]:
    """Return (subject, body) of a kind of letter in a language: the conference's own, else the default."""
    texts = shipped_texts(kind)
    written = own or {}
    subject, body = (written.get(field, {}).get(code) or texts[field][code] for field in ("subject", "body"))
    return subject, body
