"""What this room does by the clock."""

from datetime import time

from conference.background_work.schedule import Scheduled, daily
from conference.webhooks.delivering import forget_deliveries

FORGET = Scheduled(forget_deliveries, daily(time(3, 40)))
