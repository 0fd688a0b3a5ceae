"""What the chair tells the room: a message of one sentence on the screens, in up to six languages."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Line
from conference.languages import texts
from programme.models import Session

LONGEST = 160  # characters, so that six languages fit on a screen beside who speaks


class FloorMessage(models.Model):
    """A message that was shown on the screens of a session. Which one they show now, the floor says."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="messages", verbose_name=_("session"))
    text_ar = Line(_("in Arabic"), max_length=LONGEST, blank=True)
    text_zh_hans = Line(_("in Chinese"), max_length=LONGEST, blank=True)
    text_en = Line(_("in English"), max_length=LONGEST, blank=True)
    text_fr = Line(_("in French"), max_length=LONGEST, blank=True)
    text_ru = Line(_("in Russian"), max_length=LONGEST, blank=True)
    text_es = Line(_("in Spanish"), max_length=LONGEST, blank=True)
    shown_at = models.DateTimeField(_("first shown at"))
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("message on the screens")
        verbose_name_plural = _("messages on the screens")
        ordering = ["session", "shown_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text_ar="", text_zh_hans="", text_en="", text_fr="", text_ru="", text_es=""),
                name="message_says_something",
                violation_error_message=_("Write the message in one language at least."),
            ),
        ]

    def __str__(self) -> str:
        return next(text for text in self.texts().values() if text)

    def texts(self) -> dict[str, str]:
        """Returns the message by the code of its language, the empty ones too."""
        return texts(self, "text")
