from speakers.models.delegations import Delegation, FormerName, State
from speakers.models.doubtful_address import DoubtfulAddress, doubts_about, doubts_of
from speakers.models.speakers import KeptApart, Speaker

__all__ = ["Delegation", "DoubtfulAddress", "FormerName", "KeptApart", "Speaker", "State", "doubts_about", "doubts_of"]
