"""The forms in which a name stands in a sentence; lists write it otherwise ("Iran (Islamic Republic of)").

Chinese needs none: the name is put into the sentence as it is. Who decides which form is right is in
docs/decisions/18-names-in-sentences.md.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.fields import Line
from conference.languages import texts

FORMS = {"ar": "in_text_ar", "en": "in_text_en", "fr": "of_fr", "ru": "of_ru", "es": "of_es"}
SAID_ALONE = ("en", "ar")  # whose form is the name itself, as it is said; that of the others follows a word
_BEFORE = {"of_fr": ("de ", "du ", "des ", "d’"), "of_es": ("de ", "del ")}


def _begins(field: str) -> Q:
    """Returns whether a form is empty or begins with a preposition of its language."""
    found = Q(**{field: ""})
    for word in _BEFORE[field]:
        found |= Q(**{f"{field}__startswith": word})
    return found


class NameForms(models.Model):
    """The forms of a name that a sentence of each language takes, as far as they are known."""

    in_text_ar = Line(
        _("name in a sentence, in Arabic"),
        blank=True,
        default="",
        db_default="",
        help_text=_("As it is read aloud, without the brackets of lists."),
    )
    in_text_en = Line(
        _("name in a sentence, in English"),
        blank=True,
        default="",
        db_default="",
        help_text=_("With its article, if it has one, and without the brackets of lists."),
    )
    of_fr = Line(
        _("name after “delegation”, in French"),
        blank=True,
        default="",
        db_default="",
        help_text=_("With its preposition, and its article if it has one."),
    )
    of_ru = Line(
        _("name in the genitive, in Russian"),
        blank=True,
        default="",
        db_default="",
        help_text=_("As it stands after the word “delegation”."),
    )
    of_es = Line(
        _("name after “delegation”, in Spanish"),
        blank=True,
        default="",
        db_default="",
        help_text=_("With its preposition, and its article if it has one."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=_begins("of_fr"),
                name="%(class)s_in_french_has_its_preposition",
                violation_error_message=_("The French form begins with its preposition: de, du, des or d’."),
            ),
            models.CheckConstraint(
                condition=_begins("of_es"),
                name="%(class)s_in_spanish_has_its_preposition",
                violation_error_message=_("The Spanish form begins with its preposition: de or del."),
            ),
        ]

    @property
    def public_name(self) -> dict[str, str]:
        return texts(self, "name")

    def form_in(self, code: str) -> str:
        """Returns the form in a language; empty where none is given, and in Chinese, which needs none."""
        return getattr(self, FORMS[code]) if code in FORMS else ""

    def in_sentence(self, code: str) -> str:
        """Returns the name as a sentence of a language takes it: "the Niger", "du Niger"; empty where that is unknown.

        In French and Spanish it has its preposition, in Russian it is in the genitive: they follow "delegation".
        """
        return self.form_in(code) if code in FORMS else self.public_name[code]

    def as_said(self, code: str) -> str:
        """Returns the name as it is said by itself: "the Niger", in French "Niger"; empty where it has none."""
        return (self.in_sentence(code) if code in SAID_ALONE else "") or self.public_name[code]


for _code, _form in FORMS.items():
    vars(NameForms._meta.get_field(_form))["written_in"] = _code  # which the admin tells the browser
