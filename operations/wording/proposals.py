"""The wording that a remark proposes: checked, so that it can be put into the catalogue as it is."""

from django.utils.translation import gettext as _

from conference.languages.lists import listed
from conference.refusals import Refusal
from operations.wording.catalogue import InterfaceMessage
from operations.wording.placeholders import as_kept, placeholders_in, tags_in


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
    kept = (as_kept(text, message.source) for text in typed)
    proposed = tuple(_with_edges_of(now, text) for now, text in zip(current, kept, strict=True))
    if proposed == current:
        return ()
    _check_marks(message, code, proposed)
    return proposed


def _with_edges_of(current: str, typed: str) -> str:
    """Returns a text with the spaces and line breaks around it that the current one has, which nobody sees to type."""
    before, after = current[: len(current) - len(current.lstrip())], current[len(current.rstrip()) :]
    return f"{before}{typed.replace(chr(13), '').strip()}{after}"


def _check_marks(message: InterfaceMessage, code: str, proposed: tuple[str, ...]) -> None:
    """Checks what `catalogues.check_placeholders` asks of an entry; some plural forms may leave the number out.

    A proposal brings no tag of HTML that is not there already: a page would not show it, but do what it says.
    """
    wanted, found = placeholders_in(message.source), placeholders_in(proposed)
    known_tags = tags_in((*message.source, *message.forms[code]))
    if unknown := (found - wanted) | (tags_in(proposed) - known_tags):
        raise Refusal(
            _("%(names)s does not occur in the English; what is marked must stay as it is.")
            % {"names": listed(sorted(unknown))}
        )
    if missing := wanted - found:
        raise Refusal(
            _("The proposed wording lacks %(names)s, which the interface fills in.")
            % {"names": listed(sorted(missing))}
        )
