"""The names of buttons and pages that the help tells of, as the catalogues have them where the button itself is.

They are not marked for translation here: help that names a button which no longer exists is found by a test.
"""

from django.utils.translation import gettext, pgettext

SECTION = "section of a conference"
LABELS = {  # placeholder: (context, name)
    "menu": (None, "Menu"),
    "overview": (SECTION, "Overview"),
    "settings": (SECTION, "Settings"),
    "letters": (SECTION, "Letters"),
    "sign_out": (None, "Sign out"),
    "upload_programme": (None, "Upload a whole programme"),
    "upload_documents": (None, "Upload documents"),
    "clone": ("a conference", "Clone"),
    "timetable": ("of a programme", "Timetable"),
    "preview": ("of a programme", "Preview"),
    "grid": ("of rooms by hours", "Grid"),
    "actual_times": (None, "Actual times and shifting"),
    "show_move": (None, "Show what would move"),
    "undo_shift": ("a shift", "Undo"),
    "files": (None, "Files"),
    "preview_file": (None, "Preview the file"),
    "leave_row": (None, "Leave the row out"),
    "undo_import": (None, "Undo this import"),
    "duplicates": (None, "Duplicates"),
    "two_persons": (None, "Two persons"),
    "private_links": (None, "Private links"),
    "sent_by_speakers": (None, "Sent by speakers"),
    "accept_all": (None, "Accept all"),
    "return": ("a proposal", "Return"),
    "answers": (None, "Answers"),
    "templates": (None, "Templates"),
    "write_letters": (None, "Write letters"),
    "send": ("a letter", "Send"),
    "rewrite": (None, "Rewrite"),
    "sent_letters": (None, "Sent and cancelled letters"),
    "floors": (None, "Floors"),
    "open_requests": (None, "Open the requests"),
    "enter_request": (None, "Enter the request"),
    "give_floor": (None, "Give the floor"),
    "conclude": ("an intervention", "Conclude"),
    "suspend": ("a session", "Suspend"),
    "take_back": ("a step", "Take back"),
    "seats": (None, "Seats"),
    "booths": (None, "Interpreters’ booths"),
    "correct_record": (None, "Correct the record"),
    "strike": (None, "Strike from the record"),
    "statements": (None, "Statements"),
    "post_statement": ("a statement", "Post"),
    "recordings": (None, "Recordings"),
    "start_record": (None, "Start from the record"),
    "clearance": (None, "Clearance"),
    "issue": ("to issue a document", "Issue"),
    "texts": ("to translate", "Texts"),
    "still_right": ("a translation", "Still right"),
    "assign": (None, "Assign work"),
    "ask": (None, "Ask the secretariat"),
    "questions": (None, "Questions"),
    "glossary": (None, "Glossary"),
    "release": ("publish a programme", "Release"),
    "withdraw": ("a release", "Withdraw"),
    "site_copy": (None, "Make a copy of the public pages (zip)"),
    "conference": (None, "The conference"),
    "trail": (None, "Audit trail"),
    "jobs": (None, "Background work"),
    "webhooks": (None, "Webhooks"),
    "retention": (None, "Retention"),
    "deleted": (None, "Deleted and merged"),
    "restore": (None, "Restore"),
    "invite": (None, "Invite a colleague"),
    "account": (None, "Your account"),
    "sign_out_everywhere": (None, "Sign out everywhere"),
}


def label(name: str) -> str:
    """Returns a label in the language of the page."""
    context, words = LABELS[name]
    return pgettext(context, words) if context else gettext(words)
