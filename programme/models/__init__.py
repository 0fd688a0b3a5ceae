from programme.models.import_source import ImportedFrom
from programme.models.letter import Letter, LetterKind, LetterTemplate
from programme.models.programme import GuidingQuestion, Role, Room, Session, Theme

__all__ = [
    "GuidingQuestion",
    "ImportedFrom",
    "Letter",
    "LetterKind",
    "LetterTemplate",
    "Role",
    "Room",
    "Session",
    "Theme",
]
