from conference.models.audit import AuditEntry
from conference.models.conference import FIRST_YEAR, LAST_YEAR, Conference, Document, FollowUpMeeting, Organizer, User
from conference.models.import_file import FileHandedIn, HandedIn, LookedAtBefore, NotTaken
from conference.models.release import NothingToRelease, Release

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "AuditEntry",
    "Conference",
    "Document",
    "FileHandedIn",
    "FollowUpMeeting",
    "HandedIn",
    "LookedAtBefore",
    "NotTaken",
    "NothingToRelease",
    "Organizer",
    "Release",
    "User",
]
