from speakers.models.answer_links import AnswerLink, AnswerPeriod
from speakers.models.delegations import Delegation, FormerName, State
from speakers.models.doubtful_address import DoubtfulAddress, doubts_about, doubts_of
from speakers.models.proposals import Proposal, SpeakerNeeds
from speakers.models.speakers import KeptApart, Speaker

__all__ = [
    "AnswerLink",
    "AnswerPeriod",
    "Delegation",
    "DoubtfulAddress",
    "FormerName",
    "KeptApart",
    "Proposal",
    "Speaker",
    "SpeakerNeeds",
    "State",
    "doubts_about",
    "doubts_of",
]
