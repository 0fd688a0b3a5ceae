from conference.models.account_notice import AccountNotice
from conference.models.audit import AuditEntry
from conference.models.audit_act import AuditAct
from conference.models.column_matching import ColumnMatching
from conference.models.conference import FIRST_YEAR, LAST_YEAR, Conference, FollowUpMeeting, Organizer, User
from conference.models.demonstration import DemonstrationAccount, DemonstrationConference
from conference.models.document import Document, DocumentVersion
from conference.models.epoch import Epoch
from conference.models.former_name import FormerShortName
from conference.models.import_file import ImportedRow, ImportFile
from conference.models.job import Job, ScheduledWork, SignOfLife
from conference.models.practical_section import PracticalSection
from conference.models.recorded_act import RecordedAct, RecordedRow
from conference.models.release import Release
from conference.models.role_held import Invitation, RoleHeld
from conference.models.role_proposal import RoleProposal
from conference.models.webhook import Webhook, WebhookDelivery, WebhookKind

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "AccountNotice",
    "AuditAct",
    "AuditEntry",
    "ColumnMatching",
    "Conference",
    "DemonstrationAccount",
    "DemonstrationConference",
    "Document",
    "DocumentVersion",
    "Epoch",
    "FollowUpMeeting",
    "FormerShortName",
    "ImportFile",
    "ImportedRow",
    "Invitation",
    "Job",
    "Organizer",
    "PracticalSection",
    "RecordedAct",
    "RecordedRow",
    "Release",
    "RoleHeld",
    "RoleProposal",
    "ScheduledWork",
    "SignOfLife",
    "User",
    "Webhook",
    "WebhookDelivery",
    "WebhookKind",
]
