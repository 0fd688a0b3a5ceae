from programme.models.import_source import ImportedFrom
from programme.models.letter import Kind, Letter, LetterTemplate
from programme.models.programme import GuidingQuestion, PartOfPanel, Role, Room, Session, Theme

__all__ = [
    "GuidingQuestion",
    "ImportedFrom",
    "Kind",
    "Letter",
    "LetterTemplate",
    "PartOfPanel",
    "Role",
    "Room",
    "Session",
    "Theme",
]
