"""Reading the objects of a PDF by its grammar, strictly: what could be read in two ways is damaged.

Libraries are lenient, each in its own way (the first of two values of a key, the part of a dictionary before an error),
and what they leave out another program may show. Names are str with their slash, strings are bytes.
"""

import re
from typing import NamedTuple

from conference.inspection.findings import Found

DEEPEST = 200
_SPACE = rb"\x00\t\n\f\r "
_REGULAR = rb"[^()<>\[\]{}/%" + _SPACE + rb"]"
_TOKEN = re.compile(
    rb"(?:[" + _SPACE + rb"]++|%[^\r\n]*+)*+"
    rb"(?:(?P<open><<|\[)|(?P<close>>>|\])|(?P<name>/" + _REGULAR + rb"*+)|(?P<string>\()"
    rb"|<(?P<hex>[0-9A-Fa-f" + _SPACE + rb"]*+)>|(?P<word>" + _REGULAR + rb"++)|(?P<end>\Z))"
)
_NUMBER = re.compile(rb"[+-]*[0-9]*\.?[0-9]*-?[0-9]*")  # some programs write 0.-5
_IN_STRING = re.compile(rb"[()]|\\.", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HEX_OF_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_VALUES = {b"true": True, b"false": False, b"null": None}
_ENDS = {b"endobj", b"stream", b"startxref", b"xref"}


class Reference(NamedTuple):
    number: int


def read(content, place=0):
    """The one object that begins at a place, and where its stream begins (0 where it has none)."""
    stack, kinds, end = [[]], [], None
    while end is None:
        token = _TOKEN.match(content, place)
        if token is None or len(stack) > DEEPEST:
            raise Found("damaged")
        place, kind = token.end(), token.lastgroup
        if kind == "open":
            stack.append([])
            kinds.append(token[kind])
        elif kind == "close":
            _close(stack, kinds, token[kind])
        elif kind == "string":
            value, place = _string(content, place)
            stack[-1].append(value)
        elif kind == "word":
            end = _word(stack[-1], token[kind])
        elif kind == "end":
            end = b""
        else:
            stack[-1].append(_name(token[kind]) if kind == "name" else _hexadecimal(token[kind]))
    if len(stack) > 1 or len(stack[0]) != 1:
        raise Found("damaged")
    return stack[0][0], place if end == b"stream" else 0


def _close(stack, kinds, mark):
    if not kinds or (kinds.pop(), mark) not in ((b"<<", b">>"), (b"[", b"]")):
        raise Found("damaged")
    values = stack.pop()
    if mark == b">>":
        names = values[::2]
        if len(values) % 2 or len(set(names)) != len(names) or not all(type(name) is str for name in names):
            raise Found("damaged")
        values = dict(zip(names, values[1::2], strict=True))
    stack[-1].append(values)


def _word(values, word):
    """Add what a word means to the values before it; the word itself is returned where it ends the object."""
    if word in _ENDS:
        return word
    if word == b"R" and len(values) > 1 and isinstance(values[-1], int) and isinstance(values[-2], int):
        values[-2:] = [Reference(values[-2])]
    elif word in _VALUES:
        values.append(_VALUES[word])
    elif _NUMBER.fullmatch(word):
        values.append(int(word) if word.isdigit() and len(word) < 20 else 0.0)  # other numbers mean nothing here
    else:
        raise Found("damaged")
    return None


def _name(content):
    return _HEX_OF_NAME.sub(lambda found: bytes.fromhex(found[1].decode()), content).decode("latin-1")


def _hexadecimal(content):
    digits = b"".join(content.replace(b"\x00", b"").split()).decode()
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def _string(content, start):
    """The string whose parenthesis opened before `start`, and where it ends."""
    depth, place = 1, start
    while depth:
        found = _IN_STRING.search(content, place)
        if found is None:
            raise Found("damaged")
        place = found.end()
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
    return _ESCAPE.sub(_unescaped, content[start : place - 1]), place


def _unescaped(found):
    octal, line, letter = found.groups()
    if octal:
        return bytes([int(octal, 8) & 255])
    return b"" if line else _ESCAPED.get(letter, letter)
