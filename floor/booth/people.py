"""Who takes part in a session, and who speaks for which delegation, as a booth says their names."""

from dataclasses import dataclass

from conference.languages import texts
from conference.languages.collation import delegation_key
from conference.languages.people import function_line, titled_name
from conference.templatetags.languages import in_language


@dataclass(frozen=True)
class BoothPerson:
    name: str
    function: str
    pronunciation: str
    role: str = ""


def people_of(session, language):
    """Who presides, moderates and sits on the panel, in the order of the programme."""
    original = session.conference.original_language
    roles = session.roles.select_related("speaker__delegation")
    return [
        _person(role.speaker, language, original, role.in_words, role.speaker.delegation_beside()) for role in roles
    ]


def people_by_delegation(conference, language):
    """The speakers of each delegation: [(name of the delegation, [BoothPerson])]; of a protected one it is not told."""
    original = conference.original_language
    found = {}
    speakers = conference.speakers.expected().exclude(delegation=None)
    for speaker in speakers.filter(protected=False).select_related("delegation"):
        name = in_language(texts(speaker.delegation, "name"), original)[0]
        found.setdefault(name, []).append(_person(speaker, language, original))
    return sorted(found.items(), key=lambda item: delegation_key(item[0], language))


def _person(speaker, language, original, role="", delegation=None):
    name = in_language(speaker.public_name, original)[0]
    parts = [in_language(texts(speaker, field), original)[0] for field in ("function", "affiliation")]
    return BoothPerson(
        titled_name(speaker.public_courtesy_title.get(language, ""), name, language, begins_line=True),
        function_line(*parts, language, in_language(delegation or {}, original)[0]),
        speaker.public_pronunciation,
        role,
    )
