"""The house that holds the dialogues of this installation: its name, emblem, colours and foot, on all it gives out.

They stand in a file beside the photographs, not in the database, so that no page asks for them and a backup has them.
"""

import hashlib
import json
import os
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from conference.caches import Cache
from conference.languages import CODES

FILE, EMBLEM = "house.json", "emblem.png"


@dataclass(frozen=True)
class House:
    """What is set of the house; empty where nothing is. `names` and `feet` have all six languages, or none."""

    names: Mapping[str, str] = field(default_factory=dict)
    feet: Mapping[str, str] = field(default_factory=dict)
    colour: str = ""
    colour_dark: str = ""
    emblem: str = ""  # the digest of the picture

    @property
    def mark(self) -> str:
        """A digest of all that is set, for addresses that are kept for long."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:12]

    def name(self, code: str | None = None) -> str:
        """The name in a language, the active one if none is said."""
        code = code or translation.get_language() or "en"
        if name := self.names.get(code):
            return name
        with translation.override(code):
            return _("United Nations")

    def foot(self, code: str | None = None) -> str:
        return self.feet.get(code or translation.get_language() or "en", "")


_read: Cache[tuple[str, int, int], House] = Cache(most=2)


def subject_of_mail(words: str) -> str:
    """The subject of a mail about an account: what it is about, and whose site it is, in the active language."""
    return f"{words} – {current_house().name()}"


def current_house() -> House:
    """The house as it is set now; another process may have set it a moment ago."""
    file = folder() / FILE
    try:
        facts = file.stat()
    except OSError:
        return House()
    key = (str(file), facts.st_mtime_ns, facts.st_ino)
    house = _read.get(key)
    if house is None:
        house = _read[key] = House(**json.loads(file.read_text(encoding="utf-8")))
    return house


def folder() -> Path:
    return Path(settings.MEDIA_ROOT, "house")


def fingerprint() -> int:
    """A number that changes with the house, by which pages that are kept in memory are known to be current."""
    house = current_house()
    return 0 if house == House() else int(house.mark, 16)


def emblem_of(house: House) -> bytes:
    """The picture, a square PNG; empty where there is none."""
    try:
        return (folder() / EMBLEM).read_bytes() if house.emblem else b""
    except OSError:
        return b""


def emblem_as_svg() -> str:
    """The picture of the house that is set now as an SVG, which typst draws; empty where there is none."""
    emblem = emblem_of(current_house())
    data = b64encode(emblem).decode("ascii")
    svg = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"'
    return f'<svg {svg}><image width="512" height="512" href="data:image/png;base64,{data}"/></svg>' if emblem else ""


def set_house(house: House, emblem: bytes | None = None) -> None:
    """Write what is set, and the picture if there is a new one; who reads finds the one or the other whole."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    assert {*house.names, *house.feet} <= set(CODES)
    if emblem:
        _replace(EMBLEM, emblem)
    _replace(FILE, json.dumps(asdict(house), ensure_ascii=False, indent=1).encode())


def _replace(name: str, body: bytes) -> None:
    partial = folder() / f"{name}.{os.getpid()}.part"
    partial.write_bytes(body)
    partial.replace(folder() / name)
