"""What lists of speakers call roles in a session, in six languages."""

from conference.caches import constant
from conference.languages.folding import fold
from programme.models import Role
from programme.role_words import words_of_roles
from speakers.imports.cells import in_six_languages

_NAMES = {
    Role.Kind.CO_CHAIR: {
        "en": "co-chair|co-chairs|cochair|co-chairperson|co-chairman|co-chairwoman|chair|chairperson|chairman"
        "|chairwoman|presiding|co-president",
        "fr": "coprésident|coprésidente|coprésidence|co-président|co-présidente|président|présidente|présidence",
        "es": "copresidente|copresidenta|copresidencia|co-presidente|co-presidenta|presidente|presidenta|presidencia",
        "ru": "сопредседатель|сопредседательница|сопредседатели|председатель|со-председатель",
        "ar": "رئيس مشارك|رئيسة مشاركة|الرئيس المشارك|الرئيسة المشاركة|رئيس|رئيسة|رئاسة مشتركة",
        "zh-hans": "共同主席|联合主席|主席",
    },
    Role.Kind.MODERATOR: {
        "en": "moderator|moderators|facilitator|moderation",
        "fr": "modérateur|modératrice|animateur|animatrice|modération",
        "es": "moderador|moderadora|moderación|facilitador|facilitadora",
        "ru": "модератор|ведущий|ведущая|координатор",
        "ar": "مدير مناقشة|مدير المناقشة|مديرة المناقشة|ميسر|ميسرة|المنسق|منسق",
        "zh-hans": "主持人|主持|协调人",
    },
    Role.Kind.PANELLIST: {
        "en": "panellist|panelist|panellists|panelists|panel member|discussant|lead discussant|respondent",
        "fr": "panéliste|panelliste|intervenant|intervenante|membre du groupe",
        "es": "panelista|ponente|miembro del panel",
        "ru": "участник дискуссии|участница дискуссии|панелист|участник|докладчик",
        "ar": "مشارك في حلقة نقاش|مشاركة في حلقة نقاش|مشارك في حلقة النقاش|محاور|محاورة|عضو حلقة النقاش|مشارك",
        "zh-hans": "专题讨论嘉宾|小组成员|讨论嘉宾|嘉宾|专题小组成员",
    },
    Role.Kind.SPEAKER: {
        "en": "speaker|speakers|keynote|keynote speaker|opening remarks|closing remarks|remarks|statement|presenter",
        "fr": "orateur|oratrice|orateur principal|oratrice principale|allocution|remarques liminaires",
        "es": "orador|oradora|orador principal|oradora principal|discurso|palabras de apertura",
        "ru": "выступающий|выступающая|оратор|основной докладчик|вступительное слово",
        "ar": "متكلم|متكلمة|المتكلم|المتكلمة|متحدث|متحدثة|متحدث رئيسي|كلمة افتتاحية",
        "zh-hans": "发言人|发言者|主旨发言人|讲者|致辞",
    },
}
_MARKS = "x|✓|✔|✗|•|yes|oui|si|да|نعم|是|1|true"  # that somebody takes part, without saying how


def comparable(text: str) -> str:
    """A text in the form in which names of roles and sessions are compared."""
    return " ".join(fold(text).split())


@constant()
def _kinds() -> dict[str, Role.Kind]:
    found: dict[str, Role.Kind] = {}
    for words in words_of_roles():
        found |= {word: Role.Kind(value) for word, value in in_six_languages(words).items()}
    for kind, names in _NAMES.items():
        found |= {name: kind for some in names.values() for name in some.split("|")}
    return {comparable(name): kind for name, kind in found.items()}


def role_called(text: str) -> Role.Kind | None:
    """Return the role that a text names; None if it names none."""
    return _kinds().get(comparable(text))


def is_mark(text: str) -> bool:
    """Whether a cell says only that somebody takes part."""
    return (comparable(text) or text.strip()) in _MARKS.split("|")
