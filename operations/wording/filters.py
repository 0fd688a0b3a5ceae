"""Which messages a list shows: those of a place, with some words, unread, with remarks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operations.models import WordingRemark
from operations.wording.catalogue import InterfaceMessage, catalogue
from operations.wording.places import BY_SLUG, all_messages, messages_by_place
from operations.wording.readings import Readings
from operations.wording.remarks import OPEN, ViewedRemark, viewed

LONGEST_QUERY = 200
UNREAD, CHANGED, REMARKS, OPEN_REMARKS = "unread", "changed", "remarks", "open"
SHOWN = {
    "": pgettext_lazy("messages of the interface", "All"),
    UNREAD: pgettext_lazy("messages of the interface", "Not read yet"),
    CHANGED: _("Changed since they were read"),
    REMARKS: _("With remarks"),
    OPEN_REMARKS: _("With open remarks"),
}


@dataclass(frozen=True)
class MessageFilter:
    """What a reader asks for in an address; what it names wrongly counts as not asked for."""

    query: str = ""
    place: str = ""
    only: str = ""

    @classmethod
    def from_query(cls, sent: QueryDict) -> "MessageFilter":
        place, only = sent.get("place", ""), sent.get("only", "")
        query = sent.get("q", "").strip()[:LONGEST_QUERY]
        return cls(query, place if place in BY_SLUG else "", only if only in SHOWN else "")

    @property
    def is_everything(self) -> bool:
        return not (self.query or self.place or self.only)


class WantedMessages:
    """The messages of a language that a reader asks for, with their remarks."""

    def __init__(self, wanted: MessageFilter, code: str, readings: Readings) -> None:
        self.wanted, self.code, self.readings = wanted, code, readings

    @cached_property
    def remarks(self) -> dict[str, list[ViewedRemark]]:
        """All remarks on the language, by message; they are few beside the messages."""
        found = defaultdict(list)
        for each in viewed(WordingRemark.objects.shown().filter(language=self.code)):
            found[each.remark.message].append(each)
        return dict(found)

    @cached_property
    def messages(self) -> list[InterfaceMessage]:
        wanted = self.wanted
        found: Iterable[InterfaceMessage] = messages_by_place()[wanted.place] if wanted.place else all_messages()
        if wanted.query:
            hits = catalogue().search(wanted.query, self.code)
            found = [message for message in found if message.key in hits]
        return [message for message in found if self._is_wanted(message.key)]

    def _is_wanted(self, key: str) -> bool:
        match self.wanted.only:
            case "unread":
                return not self.readings.is_read(key)
            case "changed":
                return self.readings.has_changed(key)
            case "remarks":
                return key in self.remarks
            case "open":
                return any(each.state == OPEN for each in self.remarks.get(key, ()))
        return True

    @property
    def gone(self) -> list[ViewedRemark]:
        """Returns the remarks on messages that are gone, which a list of those with remarks shows at its end."""
        if self.wanted.only not in (REMARKS, OPEN_REMARKS) or self.wanted.place or self.wanted.query:
            return []
        on_gone = [each for several in self.remarks.values() for each in several if each.is_gone]
        return [each for each in on_gone if self.wanted.only == REMARKS or each.state == OPEN]
