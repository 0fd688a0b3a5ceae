from floor.models.booth import BoothLink, BoothSignal
from floor.models.floor import Floor, FloorEvent
from floor.models.intervention import OTHER, Group, Intervention
from floor.models.message import FloorMessage
from floor.models.record import Gist, Pledge, Statement
from floor.models.recording import Recording, RecordingAnchor
from floor.models.seat import Device, Seat
from floor.models.speaking_time import SpeakingTime

__all__ = [
    "OTHER",
    "BoothLink",
    "BoothSignal",
    "Device",
    "Floor",
    "FloorEvent",
    "FloorMessage",
    "Gist",
    "Group",
    "Intervention",
    "Pledge",
    "Recording",
    "RecordingAnchor",
    "Seat",
    "SpeakingTime",
    "Statement",
]
