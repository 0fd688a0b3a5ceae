from programme.models.import_source import ImportedFrom
from programme.models.letter import Letter, LetterKind, LetterTemplate
from programme.models.programme import GuidingQuestion, PartOfPanel, Role, Room, Session, Theme

__all__ = [
    "GuidingQuestion",
    "ImportedFrom",
    "Letter",
    "LetterKind",
    "LetterTemplate",
    "PartOfPanel",
    "Role",
    "Room",
    "Session",
    "Theme",
]
