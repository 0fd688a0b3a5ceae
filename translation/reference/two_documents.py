"""Reading two documents that exist, in Word or as plain text, for their alignment; each refusal is one sentence."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _

from conference.files.safe_open import LARGEST_OF_DELEGATION as LARGEST
from conference.files.safe_open import FileRefused
from conference.files.uploads import name_of
from conference.languages import official
from conference.languages.lists import isolated
from conference.languages.numbers import in_figures
from conference.uploaded_drafts import read_draft
from translation.texts.untranslated import script_of
from translation.units import fit

MOST_PARAGRAPHS = 1_500
LONGEST = 400_000  # characters; the longest report has some 60,000
LONGEST_PARAGRAPH = 20_000
_BLANK = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\W\d_]+")
# Words of which each language has many and the two others of its script have few or none.
_FREQUENT = {
    "en": frozenset("the of and to in for that with by on".split()),
    "fr": frozenset("le les des et du dans pour que par une".split()),
    "es": frozenset("el los las y del en por con una su".split()),
}


def paragraphs_of(upload: File, language: str) -> list[str]:
    """Returns the paragraphs of a document in a language, which have words; FileRefused or Refusal says why not.

    `upload` is a Word document (.docx) or plain text.
    """
    name = isolated(name_of(upload))
    if (upload.size or 0) > LARGEST:
        raise FileRefused(_("“%(name)s” is larger than %(most)d MB.") % {"name": name, "most": LARGEST // 1024 // 1024})
    content = upload.read()
    upload.seek(0)
    if not content:
        raise FileRefused(_("“%(name)s” is empty.") % {"name": name})
    paragraphs = [words for text in _read(content) if (words := " ".join(fit(text).split()))]
    if not paragraphs:
        raise FileRefused(_("“%(name)s” has no words.") % {"name": name})
    _refuse_long(paragraphs, name)
    _refuse_other_language(" ".join(paragraphs), language, name)
    return paragraphs


def _read(content: bytes) -> list[str]:
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        found: list[dict[str, Any]] = read_draft(content)["paragraphs"]
        return ["".join(run[0] for run in paragraph["runs"]) for paragraph in found if "runs" in paragraph]
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise FileRefused(_("This is neither a Word document (.docx) nor plain text in UTF-8."))
    return _plain(text)


def _plain(text: str) -> list[str]:
    """Returns the paragraphs of plain text: between blank lines where it has some, else each line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return _BLANK.split(text) if _BLANK.search(text) else text.split("\n")


def _refuse_long(paragraphs: Sequence[str], name: str) -> None:
    if len(paragraphs) > MOST_PARAGRAPHS or sum(map(len, paragraphs)) > LONGEST:
        words = _("“%(name)s” is too long; align its parts one after another, at most %(most)d paragraphs at a time.")
        raise FileRefused(words % {"name": name, "most": MOST_PARAGRAPHS})
    if max(map(len, paragraphs)) > LONGEST_PARAGRAPH:
        words = _("“%(name)s” has a paragraph of more than %(most)s characters; divide it.")
        raise FileRefused(words % {"name": name, "most": in_figures(LONGEST_PARAGRAPH)})


def _refuse_other_language(text: str, language: str, name: str) -> None:
    """Refuses a text that is not in the script of a language, or by its commonest words in another of its script."""
    letters = sum(map(len, _WORD.findall(text)))
    if 2 * len(script_of(language).findall(text)) < letters:
        words = _("“%(name)s” is not written in the script of %(language)s; choose its language.")
        raise FileRefused(words % {"name": name, "language": isolated(official(language).name)})
    if language in _FREQUENT:
        counts = Counter(word.casefold() for word in _WORD.findall(text))
        found = {code: sum(counts[word] for word in known) for code, known in _FREQUENT.items()}
        other = max(found, key=lambda code: found[code])
        if found[other] > 10 and found[other] > 3 * found[language]:
            words = _("“%(name)s” seems to be in %(other)s, not in %(language)s.")
            names = {"other": isolated(official(other).name), "language": isolated(official(language).name)}
            raise FileRefused(words % {"name": name, **names})
