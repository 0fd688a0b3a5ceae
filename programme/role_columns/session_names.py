"""Finding a session of a conference by what a list of speakers calls it: "Panel 1", "II", "Opening", or its title."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from conference.caches import constant
from conference.languages import texts
from conference.languages.lists import listed
from conference.models import Conference
from conference.refusals import Refusal
from programme.models import Session
from programme.role_columns.role_names import comparable

# What stands beside the number of a panel, in six languages; without it, a number alone is that of a panel too.
_PANEL = (
    "interactive|panel|panels|discussion|no|nr|number|n|interactif|table|ronde|debat|groupe|mesa|redonda|interactiva"
    "|numero|интерактивная|групповая|дискуссия|панель|панельная|обсуждение|круглый|стол|حلقة|النقاش|نقاش|التفاعلية|تفاعلية"
    "|الحلقة|المناقشة|مناقشة|رقم|the|la|el|le"
)
_PANEL_IN_CHINESE = re.compile("互动|专题|小组|讨论|圆桌|会议|会|第|次|场|组")
_KINDS = {
    Session.Kind.OPENING: "opening|opening segment|opening meeting|opening ceremony|ouverture|seance d ouverture"
    "|apertura|sesion de apertura|открытие|церемония открытия|الافتتاح|الجلسة الافتتاحية|开幕|开幕式|开幕会议",
    Session.Kind.CLOSING: "closing|closing segment|closing meeting|closing ceremony|cloture|seance de cloture"
    "|clausura|sesion de clausura|закрытие|церемония закрытия|الاختتام|الجلسة الختامية|闭幕|闭幕式|闭幕会议",
}
_ROMAN = "i|ii|iii|iv|v|vi|vii|viii|ix|x|xi|xii|xiii|xiv|xv|xvi|xvii|xviii|xix|xx"
_CHINESE = "一|二|三|四|五|六|七|八|九|十"
_ORDINALS = (
    "one|two|three|four|five|six|seven|eight|nine|ten",
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth",
    "premiere|deuxieme|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme",
    "premier|seconde|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme",
    "primera|segunda|tercera|cuarta|quinta|sexta|septima|octava|novena|decima",
    "первая|вторая|третья|четвертая|пятая|шестая|седьмая|восьмая|девятая|десятая",
    "الأولى|الثانية|الثالثة|الرابعة|الخامسة|السادسة|السابعة|الثامنة|التاسعة|العاشرة",
)
_HEADINGS = (  # of a column of sessions, in which numbers alone are those of panels
    "panel|panels|session|sessions|panel no|panel number|panel/session|panel discussion|segment|meeting"
    "|table ronde|tables rondes|séance|groupe|mesa redonda|mesas redondas|sesión|sesiones|панель|дискуссия|заседание"
    "|групповая дискуссия|сессия|секция|حلقة النقاش|حلقات النقاش|حلقة نقاش|الجلسة|جلسة"
    "|小组讨论|专题讨论|会议|场次|专题小组"
)
_AFTER_NUMBER = re.compile(r"(?<=\w)\s*[:：.–—(（]\s*\S|\s-\s")


@constant()
def _numbers() -> dict[str, int]:
    lists = [_ROMAN, _CHINESE, *_ORDINALS]
    return {comparable(word): number for some in lists for number, word in enumerate(some.split("|"), 1)}


@constant()
def _words_of_panels() -> frozenset[str]:
    return frozenset(map(comparable, _PANEL.split("|")))


@constant()
def _headings() -> frozenset[str]:
    return frozenset(map(comparable, _HEADINGS.split("|")))


def is_called_session(heading: str) -> bool:
    """Whether a heading says that a column is of sessions."""
    return any(comparable(part) in _headings() for part in (heading, *re.split(r"[/(（|\n]", heading)))


def number_of_panel(text: str) -> int | None:
    """Return the number that a text gives a panel: "Panel 1", "第二次小组讨论", "IV"; None if it gives none."""
    words = _PANEL_IN_CHINESE.sub(" ", comparable(text)).split()
    left = [word for word in words if word not in _words_of_panels()]
    if len(left) != 1:
        return None
    return int(left[0]) if left[0].isdecimal() and len(left[0]) < 4 else _numbers().get(left[0])


class SessionFinder:
    """The sessions of a conference by all that a list may call them."""

    def __init__(self, conference: Conference) -> None:
        self.sessions = list(Session.objects.filter(conference=conference).in_order())
        self.by_slug = {session.slug: session for session in self.sessions}
        self._panels: dict[int | None, Session] = {
            session.number: session for session in self.sessions if session.number
        }
        self._named: dict[str, list[Session]] = {}
        for session in self.sessions:
            for name in {comparable(name) for name in (*texts(session, "title").values(), session.slug)} - {""}:
                self._named.setdefault(name, []).append(session)
        for kind, names in _KINDS.items():
            of_kind = [session for session in self.sessions if session.kind == kind]
            for name in map(comparable, names.split("|")):
                self._named.setdefault(name, of_kind)

    def called(self, text: str) -> Sequence[Session]:
        """Return the sessions that a text may mean, in their order; more than one where they are called alike."""
        if found := self._named.get(comparable(text)):
            return found
        numbers = (number_of_panel(text), _number_before_title(text))
        panel = next((self._panels[number] for number in numbers if number in self._panels), None)
        return [panel] if panel else []

    def find(self, text: str) -> Session:
        """Return the session that a text means; Refusal if it means none, or several."""
        found = self.called(text)
        if len(found) == 1:
            return found[0]
        named = {"cell": text.strip()[:60]}
        if not found:
            raise Refusal(_("This conference has no session “%(cell)s”.") % named)
        known = listed(session.slug for session in found)
        words = _("Several sessions are called “%(cell)s”. Write the short name of one of them: %(known)s.")
        raise Refusal(words % {**named, "known": known})


def _number_before_title(text: str) -> int | None:
    """Return the number of "Panel 2: Prevention"; None where no sign parts a number from a title."""
    match = _AFTER_NUMBER.search(text)
    before = text[: match.start()] if match else ""
    return number_of_panel(before) if _names_panel(before) else None


def _names_panel(text: str) -> bool:
    words = comparable(text)
    return bool(_PANEL_IN_CHINESE.search(words) or _words_of_panels() & set(words.split()))
