"""Practical information for participants: sections under shipped headings, in the order in which notes have them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.fields import Line, Prose, one_of, validate_address
from conference.models.conference import Conference

NAMES_OF_HEADINGS = (
    *("date-and-venue", "opening", "organizers", "participation", "registration", "dignitaries", "access"),
    *("seating", "speaking", "languages", "statements", "documents", "webcast", "media", "side-events"),
    *("bilateral-meetings", "civil-society", "accessibility", "connectivity", "services", "visas", "health"),
    *("travel", "conduct", "data-protection", "annexes"),
)


class PracticalSection(models.Model):
    """What participants are told under one heading. What Rostrum knows itself is added when it is shown."""

    class Heading(models.TextChoices):
        DATE_AND_VENUE = "date-and-venue", pgettext_lazy("practical information", "Date and venue")
        OPENING = "opening", pgettext_lazy("practical information", "Opening")
        ORGANIZERS = "organizers", pgettext_lazy("practical information", "Organizers and contacts")
        PARTICIPATION = "participation", pgettext_lazy("practical information", "Participation")
        REGISTRATION = "registration", pgettext_lazy("practical information", "Registration, credentials and badges")
        DIGNITARIES = "dignitaries", pgettext_lazy("practical information", "Arrival of dignitaries")
        ACCESS = "access", pgettext_lazy("practical information", "Access and security")
        SEATING = "seating", pgettext_lazy("practical information", "Seating")
        SPEAKING = "speaking", pgettext_lazy("practical information", "List of speakers and speaking time")
        LANGUAGES = "languages", pgettext_lazy("practical information", "Languages and interpretation")
        STATEMENTS = "statements", pgettext_lazy("practical information", "Statements")
        DOCUMENTS = "documents", pgettext_lazy("practical information", "Documents")
        WEBCAST = "webcast", pgettext_lazy("practical information", "Webcast and recordings")
        MEDIA = "media", pgettext_lazy("practical information", "Media")
        SIDE_EVENTS = "side-events", pgettext_lazy("practical information", "Side events")
        BILATERAL_MEETINGS = (
            "bilateral-meetings",
            pgettext_lazy("practical information", "Bilateral meetings"),
        )
        CIVIL_SOCIETY = "civil-society", pgettext_lazy("practical information", "Non-governmental organizations")
        ACCESSIBILITY = "accessibility", pgettext_lazy("practical information", "Accessibility")
        CONNECTIVITY = "connectivity", pgettext_lazy("practical information", "Wi-Fi and power")
        SERVICES = (
            "services",
            pgettext_lazy("practical information", "Catering, prayer room, medical help"),
        )
        VISAS = "visas", pgettext_lazy("practical information", "Visas")
        HEALTH = "health", pgettext_lazy("practical information", "Health")
        TRAVEL = "travel", pgettext_lazy("practical information", "Transport, accommodation, currency, weather")
        CONDUCT = "conduct", pgettext_lazy("practical information", "Code of conduct")
        DATA_PROTECTION = "data-protection", pgettext_lazy("practical information", "Data protection")
        ANNEXES = "annexes", pgettext_lazy("practical information", "Annexes")

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="practical_sections", verbose_name=_("conference")
    )
    heading = models.CharField(_("heading"), max_length=30, choices=Heading.choices)
    text = Prose(_("text"), blank=True)
    contact = Line(
        pgettext_lazy("practical information", "contact"),
        blank=True,
        help_text=_("An office with its telephone number or e-mail address; it is the same in all languages."),
    )
    url = models.URLField(
        _("web page"),
        blank=True,
        validators=[validate_address],
        help_text=_("{language} stands for the code of the page’s language."),
    )
    changed_on = models.DateField(pgettext_lazy("practical information", "changed on"), null=True, blank=True)

    class Meta:
        app_label = "conference"
        verbose_name = _("section of the practical information")
        verbose_name_plural = _("practical information")
        ordering = ["pk"]
        constraints = [
            one_of("heading", NAMES_OF_HEADINGS, "practical_heading_is_known"),
            models.UniqueConstraint(
                fields=["conference", "heading"],
                name="one_practical_section_of_a_heading",
                violation_error_message=_("There is a section with this heading already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_heading_display())
