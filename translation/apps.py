from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "translation"
    verbose_name = _("Translation")

    def import_models(self):
        """The tables are in three modules: the texts, the glossary, and the work of several people on them."""
        super().import_models()
        from translation.models import teamwork  # noqa: F401

    def ready(self):
        from translation.texts.signals import connect

        connect()
