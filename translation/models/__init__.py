from translation.models.glossary import Concept, Term
from translation.models.teamwork import Assignment, Delivery, Dismissal, Presence, Remark, SentDigest
from translation.models.texts import Text, Translation, Version

__all__ = [
    "Assignment",
    "Concept",
    "Delivery",
    "Dismissal",
    "Presence",
    "Remark",
    "SentDigest",
    "Term",
    "Text",
    "Translation",
    "Version",
]
