"""A server of LibreTranslate, or one that is spoken to alike: POST /translate with texts in JSON."""

import json
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from conference.languages import official
from conference.outgoing import Connection, OutgoingAnswer, send
from conference.refusals import Refusal

LONGEST = 15  # seconds for a request and its answer
MOST = 2**20  # bytes of an answer


class LibreTranslate:
    """The server at an address that the operator has named, which may be this machine; a redirect is not followed."""

    def __init__(self, address: str, key: str = "") -> None:
        self._parts, self._key = urlsplit(address.rstrip("/")), key

    @property
    def name(self) -> str:
        return self._parts.hostname or ""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """See `Provider.translate`."""
        asked: dict[str, Any] = {"q": list(texts), "format": "text"}
        asked |= {"source": official(source).exchange, "target": official(target).exchange}
        answer = self._send(json.dumps(asked | ({"api_key": self._key} if self._key else {})).encode())
        if answer.status != 200:
            words = _("The server for machine suggestions refused the text (%(status)d).")
            raise Refusal(words % {"status": answer.status})
        found = _translated(answer.body)
        if len(found) != len(texts):
            raise _unusable()
        return found

    def _send(self, body: bytes) -> OutgoingAnswer:
        is_tls = self._parts.scheme == "https"
        connection = Connection(self.name, self._parts.port or (443 if is_tls else 80), is_tls=is_tls)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        try:
            return send(connection, f"{self._parts.path}/translate", body, headers, longest=LONGEST, most=MOST)
        except (OSError, HTTPException, ValueError):
            raise Refusal(_("The server for machine suggestions does not answer; try again later.")) from None


def _translated(body: bytes) -> list[str]:
    """Returns the translations of an answer; raises Refusal where it is none. One that is cut off is no JSON."""
    try:
        found = json.loads(body)["translatedText"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _unusable() from None
    found = [found] if isinstance(found, str) else found
    if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
        raise _unusable()
    return found


def _unusable() -> Refusal:
    return Refusal(_("The answer of the server for machine suggestions cannot be used."))
