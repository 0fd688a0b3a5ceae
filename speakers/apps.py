from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from conference.rollback import Hiding


class SpeakersConfig(AppConfig):
    name = "speakers"
    verbose_name = _("Speakers")
    hiding = [Hiding("Speaker", "protected", {"protected": True}, "protected speakers")]
