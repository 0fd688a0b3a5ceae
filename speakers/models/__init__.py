from speakers.models.delegations import Delegation, FormerName, State
from speakers.models.speakers import KeptApart, Speaker

__all__ = ["Delegation", "FormerName", "KeptApart", "Speaker", "State"]
