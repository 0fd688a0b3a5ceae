"""What is read first in an installation: made when a process has started, before anybody asks."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from conference.languages import CODES
from programme.public.front_page import conferences_in_order


def read_first() -> list[str]:
    """Return the paths of the front page, and of the programme that it shows, in the six languages."""
    current = conferences_in_order(at=timezone.now()).current
    paths = []
    for code in CODES:
        with override(code):
            paths += [current.url("programme")] if current else []
            paths.append(reverse("programme:front-page"))
    return paths
