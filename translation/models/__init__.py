from translation.models.checked import CheckedTranslation
from translation.models.glossary import Concept, DeletedConcept, Term
from translation.models.reference import ReferenceMemory, ReferenceUnit
from translation.models.teamwork import Assignment, Dismissal, Presence, Remark, SentDigest
from translation.models.texts import Text, Translation, Version

__all__ = [
    "Assignment",
    "CheckedTranslation",
    "Concept",
    "DeletedConcept",
    "Dismissal",
    "Presence",
    "ReferenceMemory",
    "ReferenceUnit",
    "Remark",
    "SentDigest",
    "Term",
    "Text",
    "Translation",
    "Version",
]
