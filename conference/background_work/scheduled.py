"""What this room itself does by the clock."""

from datetime import time

from conference.background_work.queue import forget
from conference.background_work.schedule import Scheduled, daily

FORGET = Scheduled(forget, daily(time(3, 30)))
