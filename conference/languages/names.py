"""What the official languages are called in the language of the page: "French" is "французский" in Russian.

A language's own name ("Français") stands where people choose a language, marked as text in that language.
"""

from django.utils.translation import gettext_lazy

LANGUAGE_NAMES = {
    "ar": gettext_lazy("Arabic"),
    "zh-hans": gettext_lazy("Chinese"),
    "en": gettext_lazy("English"),
    "fr": gettext_lazy("French"),
    "ru": gettext_lazy("Russian"),
    "es": gettext_lazy("Spanish"),
}


def language_name(code: str) -> str:
    return str(LANGUAGE_NAMES[code])
