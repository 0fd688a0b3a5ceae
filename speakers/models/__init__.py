from speakers.models.delegations import Delegation, FormerName, State
from speakers.models.speakers import Speaker

__all__ = ["Delegation", "FormerName", "Speaker", "State"]
