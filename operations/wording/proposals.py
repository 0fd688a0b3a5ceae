"""The wording that a remark proposes: checked, so that it can be put into the catalogue as it is."""

import re

from django.utils.translation import gettext as _

from conference.files.catalogues import PLACEHOLDER
from conference.languages.lists import listed
from conference.refusals import Refusal
from operations.wording.catalogue import InterfaceMessage

_PERCENT = re.compile(r"%(?:%|\(\w+\)[a-z]|[sd])")


def proposal_of(message: InterfaceMessage, code: str, typed: list[str]) -> tuple[str, ...]:
    """Returns the proposed forms, or nothing where none was typed or all are as they are; raises Refusal."""
    current = message.forms[code]
    if not any(text.strip() for text in typed):
        return ()
    if len(typed) != len(current) or not all(text.strip() for text in typed):
        raise Refusal(
            _("Propose all the forms of this message, one for each group of numbers; an empty one cannot be used.")
            if len(current) > 1
            else _("The proposed wording is empty.")
        )
    proposed = tuple(_with_edges_of(now, text) for now, text in zip(current, typed, strict=True))
    if proposed == current:
        return ()
    _check_placeholders(message, proposed)
    return proposed


def _with_edges_of(current: str, typed: str) -> str:
    """Returns a text with the spaces and line breaks around it that the current one has, which nobody sees to type."""
    before, after = current[: len(current) - len(current.lstrip())], current[len(current.rstrip()) :]
    return f"{before}{typed.replace(chr(13), '').strip()}{after}"


def _check_placeholders(message: InterfaceMessage, proposed: tuple[str, ...]) -> None:
    """Checks what `catalogues.check_placeholders` asks of an entry; some plural forms may leave the number out."""
    wanted = {name for text in message.source for name in PLACEHOLDER.findall(text)}
    found = [set(PLACEHOLDER.findall(text)) for text in proposed]
    if unknown := set.union(*found) - wanted:
        raise Refusal(
            _("%(names)s does not occur in the English; what is marked must stay as it is.")
            % {"names": listed(sorted(unknown))}
        )
    if missing := wanted - set.union(*found):
        raise Refusal(
            _("The proposed wording lacks %(names)s, which the interface fills in.")
            % {"names": listed(sorted(missing))}
        )
    if wanted and any("%" in _PERCENT.sub("", text) for text in proposed):
        raise Refusal(_("In this message a percent sign is written twice: %%."))
