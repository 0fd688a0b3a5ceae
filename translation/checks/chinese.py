"""Chinese punctuation: full width beside Chinese characters, and no spaces between these."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Finding
from translation.checks.pair import CheckedPair
from translation.texts.tokens import CHINESE

_FULL_WIDTH = dict(zip(",;:!?().", "，；：！？（）。", strict=True))
_BESIDE = f"[{CHINESE}、，。；：！？“”《》（）％%]"
_HALF_WIDTH = re.compile(
    rf"(?<={_BESIDE})[,;:!?(](?!\d)|(?<={_BESIDE})[,;:!?(](?=\d+[{CHINESE}])|[,;:!?](?=[{CHINESE}“《（])"
    rf"|(?<=[{CHINESE}])[.)](?=$|\s|[{CHINESE}“《])"
    rf"|(?<![!-~])\)(?=[{CHINESE}])"
)
_SPACE = re.compile(rf"(?<=[{CHINESE}])[ \t\u00a0]+(?=[{CHINESE}])")
_IN_BRACKETS = re.compile(r"\(([^()（）]*)\)")
_SPACE_AFTER = re.compile(
    rf"(?<=[，；：！？（])[ \t\u00a0]+(?=[{CHINESE}“《])|(?<=[{CHINESE}])[ \t\u00a0]+(?=[，；：！？）])"
)


def check(pair: CheckedPair) -> Iterator[Finding]:
    """Yields the findings of punctuation in a Chinese translation."""
    if pair.target.language != "zh-hans":
        return
    message = _("The half-width “%(mark)s” stands beside Chinese characters; use “%(wanted)s”.")
    told = set()
    for match in _HALF_WIDTH.finditer(pair.target.text):
        if match[0] not in told:
            told.add(match[0])
            detail = {"mark": match[0], "wanted": _FULL_WIDTH[match[0]]}
            yield Finding("chinese_punctuation", message, in_target=match.span(), detail=detail, kind="width")
    space = _SPACE.search(pair.target.text)
    if space:
        message = _("There is a space between two Chinese characters.")
        yield Finding("chinese_punctuation", message, in_target=space.span(), kind="space")


def mended(text: str) -> str:
    """Returns a Chinese text with full-width punctuation beside Chinese characters, and no spaces between these."""
    text = _IN_BRACKETS.sub(_brackets, text)
    before = ""
    while before != text:  # what is full width now may stand beside the next mark
        before, text = text, _HALF_WIDTH.sub(_wide, text)
    return _SPACE.sub("", _SPACE_AFTER.sub("", text))


def _brackets(match: re.Match[str]) -> str:
    """Returns both brackets of a pair in full width where one of them stands beside Chinese characters."""
    places = {found.start() for found in _HALF_WIDTH.finditer(match.string)}
    return f"（{match[1]}）" if {match.start(), match.end() - 1} & places else match[0]


def _wide(match: re.Match[str]) -> str:
    """Returns the full-width form of a mark; a bracket that has no other stays as it is."""
    return match[0] if match[0] in "()" else _FULL_WIDTH[match[0]]
