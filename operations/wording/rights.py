"""Who reads the wording of the interface: its translators and revisers, each their language, and the secretariat.

The interface belongs to the installation. So a role that is held on one conference alone is enough.
"""

from conference.languages import LANGUAGES, OfficialLanguage
from conference.rights import may_somewhere, may_somewhere_one_of
from conference.roles import HasPermissions


def keeps_wording(user: HasPermissions) -> bool:
    """Returns whether a user reads all languages, and answers the remarks on them."""
    return may_somewhere(user, "conference.change_conference")


def works_on(user: HasPermissions, language: OfficialLanguage) -> bool:
    """Returns whether a user translates or revises a language, and so says that its messages are right."""
    acts = ("translate", "revise")
    return may_somewhere_one_of(user, [f"conference.{act}_{language.suffix}" for act in acts])


def languages_read(user: HasPermissions) -> list[OfficialLanguage]:
    """Returns the languages whose wording a user may read and remark on."""
    return list(LANGUAGES) if keeps_wording(user) else [each for each in LANGUAGES if works_on(user, each)]


def may_settle(user: HasPermissions, language: OfficialLanguage) -> bool:
    """Returns whether a user may settle the remarks on a language: its revisers, and the secretariat."""
    return keeps_wording(user) or may_somewhere(user, f"conference.revise_{language.suffix}")
