from programme.models.correspondence import LetterAttachment, LetterFile, LetterSettings
from programme.models.import_source import ImportedFrom
from programme.models.letter import Letter, LetterKind, LetterTemplate
from programme.models.programme import DocumentOfSession, GuidingQuestion, Role, Room, Session, Theme
from programme.models.push import PushSubscription
from programme.models.subscription import ChangeSubscription
from programme.models.time_shift import ShiftedSession, TimeShift

__all__ = [
    "ChangeSubscription",
    "DocumentOfSession",
    "GuidingQuestion",
    "ImportedFrom",
    "Letter",
    "LetterAttachment",
    "LetterFile",
    "LetterKind",
    "LetterSettings",
    "LetterTemplate",
    "PushSubscription",
    "Role",
    "Room",
    "Session",
    "ShiftedSession",
    "Theme",
    "TimeShift",
]
