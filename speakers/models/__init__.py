from speakers.models.delegations import Delegation, FormerName, State
from speakers.models.doubtful_address import DoubtfulAddress, doubts_about, doubts_of
from speakers.models.speakers import Speaker

__all__ = ["Delegation", "DoubtfulAddress", "FormerName", "Speaker", "State", "doubts_about", "doubts_of"]
