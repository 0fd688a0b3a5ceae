"""A letter as a paper: letterhead, date, reference, the recipient's address, subject, text and signatory.

It is in the language of the letter. The date is that of the sending, until then that of today.
"""

from datetime import datetime
from unicodedata import bidirectional

from django.utils import timezone
from django.utils.translation import override

from conference.documents.document import LetterBlock, Letterhead, PrintedDocument
from conference.house import current_house
from conference.languages import texts
from conference.languages.dates import day_text
from conference.languages.people import function_line
from conference.models import Conference
from programme.letters.defaults import shipped
from programme.letters.forms_of_address import closing, full_name, of_row, one_line
from programme.models.correspondence import LetterSettings
from programme.models.letter import Letter
from programme.models.letter_placeholders import without_secrets
from speakers.models import Speaker

LTR_MARK = "\u200e"


def settings_of(conference: Conference) -> LetterSettings:
    """The letterhead of a conference, one that is not saved where there is none yet."""
    found = LetterSettings.objects.filter(conference=conference).first()
    return found or LetterSettings(conference=conference)


def letter_document(
    letter: Letter, at: datetime | None = None, settings: LetterSettings | None = None
) -> PrintedDocument:
    """Return a letter as it is printed at a moment."""
    conference, language = letter.conference, letter.official_language
    moment = letter.sent_at or at or timezone.now()
    day = moment.astimezone(conference.zone).date()
    own = settings or settings_of(conference)
    reference = reference_of(letter, own)
    with override(language.code):
        details = [day_text(day, language.code)]
        if reference:
            details.append(shipped(language.code)["words"]["reference"].format(reference=reference))
        head = Letterhead(
            organization=current_house().name(),
            organ=of_row(conference, "organ", language.code, conference.original_language),
            dialogue=of_row(conference, "title", language.code, conference.original_language),
            sender=tuple(_in_order(one_line(line), letter) for line in own.sender.splitlines() if line.strip()),
            details=tuple(details),
            recipient=tuple(address_block(letter.speaker, letter)) if letter.speaker else (),
        )
    return PrintedDocument(
        language=language,
        title=one_line(letter.subject),
        dated=day,
        letterhead=head,
        identifier=reference or one_line(letter.subject),
        blocks=tuple(_blocks(letter, own)),
    )


def reference_of(letter: Letter, settings: LetterSettings) -> str:
    """The reference of a letter: that of the conference with the number of the letter."""
    parts = [settings.reference, str(letter.number) if letter.number else ""]
    return "/".join(part for part in parts if part)


def address_block(speaker: Speaker, letter: Letter) -> list[str]:
    """The lines that say to whom a letter goes: name, function and affiliation, the delegation."""
    code, original = letter.language, letter.conference.original_language
    function, affiliation = (of_row(speaker, name, code, original) for name in ("function", "affiliation"))
    name = full_name(speaker, code, original, begins_line=True)
    lines = [name, function_line(function, affiliation, code)]
    if speaker.delegation and not speaker.protected:
        delegation = of_row(speaker.delegation, "name", code, original)
        lines.append("" if delegation in (function, affiliation) else delegation)
    return [line for line in lines if line]


def _blocks(letter: Letter, settings: LetterSettings) -> list[LetterBlock]:
    """The paragraphs of the text, and who signs, below the closing formula or at the end."""
    body = without_secrets(letter.body).replace("\r\n", "\n")
    parts = [part.strip("\n") for part in body.split("\n\n") if part.strip()]
    found = [LetterBlock(tuple(_in_order(line, letter) for line in part.split("\n"))) for part in parts]
    code, original = letter.language, letter.conference.original_language
    signatory, function = (of_row(settings, name, code, original) for name in ("signatory", "signatory_function"))
    if any(texts(settings, "signatory").values()):
        formula = closing(letter.speaker, code, original) if letter.speaker else ""
        place = parts.index(formula) + 1 if formula in parts else len(found)
        found.insert(place, LetterBlock(tuple(line for line in (signatory, function) if line), is_signature=True))
    return found


def _in_order(line: str, letter: Letter) -> str:
    """A line as it is read in a letter from right to left: one without such letters keeps the order of its numbers."""
    if letter.official_language.direction == "ltr" or any(bidirectional(each) in ("R", "AL") for each in line):
        return line
    return f"{LTR_MARK}{line}{LTR_MARK}" if line else line
