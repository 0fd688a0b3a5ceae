"""The addresses whose pages are read in six languages."""

DIALOGUE, REHEARSAL = "human-trafficking-2012", "rehearsal"
PUBLIC = (
    "",
    "speakers/",
    "list-of-speakers/",
    "delegations/",
    "documents/",
    "changes/",
    "my-programme/",
    "search/?q=a",
)
STAFF = (
    *(
        "overview/",
        "overview/help/",
        "colleagues/",
        "deleted/",
        "background-work/",
        "retention/",
        "webhooks/",
        "clone/",
    ),
    *("texts/", "texts/assignments/", "texts/files/", "texts/glossary/", "texts/questions/", "texts/fr/consistency/"),
    "texts/fr/analysis/",
    *("texts/fr/programme/", "files/", "files/programme/", "files/documents/", "duplicates/", "clone/"),
    *("people/", "people/answers/", "people/answers/links/", "letters/", "letters/choose/", "letters/letterhead/"),
    *("letters/templates/invitation/", "release/", "timetable/", "timetable/grid/", "seats/", "booths/"),
)
SUMMARY = (
    *("summary/", "summary/editions/", "summary/draft/", "summary/draft/masthead/", "summary/draft/clearance/"),
    "summary/draft/issue/",
)
FLOOR = (
    *("", "live/", "screen/", "console/", "console/cards/", "console/waiting/", "console/steps/", "console/shortcuts/"),
    *("record/", "record/statements/", "record/recordings/", "record/pledges/", "figures/", "booth/", "booth/paper/"),
)
ADMIN = (
    *("", "conference/auditentry/", "conference/conference/", "conference/user/", "programme/session/"),
    *("speakers/speaker/", "speakers/delegation/"),
)
OWN = ("", "sign-in/", "sign-in/account/", "sign-in/pages/", "texts/", "staff/help/", "staff/status/", "staff/house/")


def addresses(session):
    """All of them, without the language; `session` is that of the rehearsal whose floor was run."""
    return [
        *OWN,
        *(f"admin/{page}" for page in ADMIN),
        *(f"{DIALOGUE}/{page}" for page in (*PUBLIC, *STAFF, *SUMMARY)),
        *(f"{REHEARSAL}/{page}" for page in ("", "now/", "changes/", "delegations/", "overview/")),
        *(f"{REHEARSAL}/sessions/{session}/{page}" for page in FLOOR),
    ]
