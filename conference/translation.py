"""Which fields of this app exist in six languages."""

from modeltranslation.translator import TranslationOptions, register

from conference import models


@register(models.Conference)
class ConferenceTranslation(TranslationOptions):
    fields = (
        "title",
        "short_title",
        "organ",
        "organ_session",
        "venue",
        "background",
        "objective",
        "expected_outcome",
        "cause_title",
        "cause_text",
        "contact_text",
    )
    fallback_undefined = ""


@register(models.Organizer)
class OrganizerTranslation(TranslationOptions):
    fields = ("name", "description")
    fallback_undefined = ""


@register(models.Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title", "description")
    fallback_undefined = ""


@register(models.PracticalSection)
class PracticalSectionTranslation(TranslationOptions):
    fields = ("text",)
    fallback_undefined = ""


@register(models.FollowUpMeeting)
class FollowUpMeetingTranslation(TranslationOptions):
    fields = ("title", "description")
    fallback_undefined = ""
