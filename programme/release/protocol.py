"""The speakers of a programme in the order of protocol: the principals, then delegation by delegation."""

from dataclasses import dataclass
from typing import Any

from conference.languages.collation import delegation_key
from programme.release.programme import Programme, in_any
from speakers.models import Delegation
from speakers.precedence import LAST, PRINCIPALS, suggested

FIRST_OF_ALL = "principals"
OTHERS = "others"


@dataclass(frozen=True)
class ProtocolGroup:
    """The speakers of one delegation or affiliation; `name` has its texts, None where they stand by themselves."""

    name: dict[str, str] | None
    speakers: list[dict[str, Any]]


def place_of(speaker: dict[str, Any]) -> int:
    """Return the place of a released speaker: set by hand, or suggested by the function; the last where neither is."""
    kind = speaker["delegation"]["kind"] if speaker["delegation"] else None
    return speaker.get("precedence") or suggested(speaker["function"], kind) or LAST + 1


def speakers_by_protocol(programme: Programme, code: str) -> list[tuple[str, list[ProtocolGroup]]]:
    """Return the speakers by kind, in the order in which the United Nations lists them: [(kind, [group])].

    The principals come first, by precedence; then the kinds of delegations, in each the delegations in the alphabetical
    order of the language; then those without a delegation, by affiliation. Where two have the same place, they stand
    in alphabetical order.
    """
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for place, speaker in sorted(
        ((place_of(speaker), speaker) for speaker in programme.speakers_in_order(code)), key=lambda pair: pair[0]
    ):
        kind = speaker["delegation"]["kind"] if speaker["delegation"] else OTHERS
        by_kind.setdefault(FIRST_OF_ALL if place < PRINCIPALS else kind, []).append(speaker)
    found = []
    for kind in (FIRST_OF_ALL, *Delegation.Kind.values, OTHERS):
        if kind == FIRST_OF_ALL and kind in by_kind:
            found.append((kind, [ProtocolGroup(None, by_kind[kind])]))
        elif kind in by_kind:
            found.append((kind, _groups(by_kind[kind], code)))
    return found


def speakers_of(programme: Programme, delegation: str, code: str) -> list[dict[str, Any]]:
    """Return the speakers of the delegation with a code, in the order of protocol."""
    speakers = programme.speakers_in_order(code)
    return sorted(
        (row for row in speakers if row["delegation"] and row["delegation"]["code"] == delegation), key=place_of
    )


def _groups(speakers: list[dict[str, Any]], code: str) -> list[ProtocolGroup]:
    groups: dict[str, ProtocolGroup] = {}
    for speaker in speakers:
        name = speaker["delegation"]["name"] if speaker["delegation"] else speaker["affiliation"]
        text = in_any(name, code)
        groups.setdefault(text, ProtocolGroup(name if text else None, [])).speakers.append(speaker)
    return [group for _text, group in sorted(groups.items(), key=lambda pair: delegation_key(pair[0], code))]
