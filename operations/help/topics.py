"""The topics of the help: what each part of the work is for, and its steps. `%(name)s` is a label of `labels.py`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operations.help.labels import SECTION
from operations.help.single_tasks import COLLEAGUES, DUPLICATES, GRID, PRIVATE_LINKS, RESTORING, WORDING
from operations.help.topic import Topic

TOPICS = (
    Topic(
        "home",
        _("Home and overview"),
        _("The home lists the conferences on which you work; the overview of each says what is to do in it."),
        (
            _("Choose a conference on your home. Its parts are listed at the side; on a phone, behind %(menu)s."),
            _(
                "%(overview)s shows the next step with its reason, and below it what is to do. The sign says how much "
                "it matters: ! is urgent, ? is to be done, · can wait."
            ),
            _(
                "Each line leads to the place that cures it: a field, or a list of these people alone. Once it is "
                "cured, the line goes by itself."
            ),
            _(
                "The search in the bar finds people, sessions, texts, letters, documents, rooms and delegations of "
                "the conference, with accents or without; an e-mail address finds its person."
            ),
            _("%(sign_out)s ends your work on this computer. Never leave it out where others use the computer."),
        ),
    ),
    Topic(
        "programme",
        pgettext_lazy(SECTION, "Programme"),
        _(
            "The programme is the sessions with their times, rooms and people. You edit a draft; the public "
            "reads what was released."
        ),
        (
            _("Begin in %(settings)s: title, days, time zone of the venue, organ and venue."),
            _(
                "Add rooms and sessions one by one, or bring a whole programme in from a file with "
                "%(upload_programme)s. %(clone)s copies an earlier conference to other days."
            ),
            _(
                "A panel has a number, themes, guiding questions and people. Give each person a role in the session: "
                "co-chair, moderator, panellist or speaker."
            ),
            _(
                "When a session runs long, open %(actual_times)s on the page %(timetable)s, choose by how much and "
                "what follows, press %(show_move)s and confirm. %(undo_shift)s restores the former times."
            ),
            _("%(preview)s shows the draft as the public would read it."),
        ),
    ),
    GRID,
    Topic(
        "people",
        pgettext_lazy(SECTION, "People"),
        _("People are the speakers of the conference, with the function that they have at that time."),
        (
            _(
                "Bring in the list that you have: choose it under %(files)s and press %(preview_file)s. Say what each "
                "column is; what you do not need is left out. Nothing is written before you confirm."
            ),
            _(
                "Correct under each row what could not be read, or press %(leave_row)s. %(undo_import)s takes the "
                "whole import back."
            ),
            _(
                "%(answers)s shows who is invited, who has confirmed and who is not coming. Only confirmed "
                "people are public."
            ),
            _("A photograph is shown only with the person’s consent, which is ticked in their form."),
            _("Protect a person who needs it: the public then reads the displayed name alone, and no photograph."),
        ),
    ),
    DUPLICATES,
    PRIVATE_LINKS,
    Topic(
        "letters",
        pgettext_lazy(SECTION, "Letters"),
        _(
            "Letters are written from templates in the language of each recipient, and wait in the outbox until "
            "you send them."
        ),
        (
            _(
                "Look at the template under %(templates)s first; placeholders in braces stand for the recipient’s "
                "name, sessions and days."
            ),
            _(
                "Under %(write_letters)s, choose the recipients. Read what was written; each letter can be changed "
                "before it is sent."
            ),
            _("%(send)s sends a letter. Letters to people without an e-mail address wait until they have one."),
            _("Where a release has changed what a letter says, %(rewrite)s writes it anew."),
            _("%(sent_letters)s keeps every letter word for word."),
        ),
    ),
    Topic(
        "floor",
        pgettext_lazy(SECTION, "Floor"),
        _(
            "The console runs the floor of a session: who asks for it, who speaks and for how long. The room "
            "sees each step at once."
        ),
        (
            _(
                "Open the session under %(floors)s. %(open_requests)s lets delegations ask for the floor from their "
                "phones; a slip of paper is entered with %(enter_request)s."
            ),
            _(
                "%(give_floor)s starts the clock, %(conclude)s ends the intervention. Nobody is cut off: time "
                "over is counted."
            ),
            _(
                "Points of order and rights of reply stand beside the list. %(suspend)s halts the session, and the "
                "screens say so."
            ),
            _("%(take_back)s undoes a step. The record keeps both: that it was taken, and that it was taken back."),
            _(
                "Under %(seats)s, print a card for each delegation, with which its phone joins; under %(booths)s, give "
                "each booth its link."
            ),
        ),
    ),
    Topic(
        "record",
        pgettext_lazy(SECTION, "Record"),
        _("The record of a session says who spoke, when and for how long; note-takers add the gist."),
        (
            _("Write the gist of each intervention in your own language; it is saved while you write."),
            _(
                "%(correct_record)s corrects a name, a time or a language, with the reason. %(strike)s strikes an "
                "intervention from the record; its place stays."
            ),
            _(
                "Under %(statements)s, link what a delegation uploaded to its intervention, or press "
                "%(post_statement)s where it did not come to speak."
            ),
            _("Under %(recordings)s, give the address of the recording and where each intervention begins."),
            _("The record of a session can be downloaded as a table for Excel, or as CSV."),
        ),
    ),
    Topic(
        "summary",
        pgettext_lazy(SECTION, "Summary"),
        _("The President’s Summary is drafted from the record, cleared, translated and issued."),
        (
            _("%(start_record)s begins the draft with what was said; you can also begin with an empty one."),
            _("Write paragraph by paragraph. Each keeps its sources and its earlier versions."),
            _(
                "The President’s office suggests words under %(suggest)s, or writes itself. The drafters accept or "
                "refuse each suggestion; the text is cleared once none is open."
            ),
            _("%(clearance)s shows the stage, and who takes the next step. What is cleared can only be read."),
            _("Then the translators write their languages. %(issue)s publishes all languages together."),
            _("An issued edition never changes; a mistake is corrected by a corrigendum or a revision."),
        ),
    ),
    Topic(
        "texts",
        pgettext_lazy(SECTION, "Texts"),
        _(
            "Each text has six languages. Translators work on their desk, with the original and the translation "
            "side by side."
        ),
        (
            _("The page %(texts)s shows how far each language has come, and leads to its documents on the desk."),
            _(
                "A text is missing, a draft, tentative, translated or revised. It is outdated when the original has "
                "changed since: translate the change, or press %(still_right)s."
            ),
            _(
                "Ctrl+Enter confirms a text and goes on: a translator saves it as translated, a reviser as revised. "
                "A reviser gives it back with a remark by %(return_text)s."
            ),
            _(
                "%(warnings)s lists what the checks found, by check and document. What needs no judgement is corrected "
                "in all texts at once; %(replace)s replaces words. Every change is shown first."
            ),
            _("%(assign)s gives a language or a document to a person, with the day on which it is due."),
            _("%(ask)s puts a question about a text; the secretariat answers it under %(questions)s."),
            _(
                "Under %(files)s, take texts out for another tool, as XLIFF, Excel or Word, and bring the translations "
                "back."
            ),
            _("Earlier translations and the terms of the %(glossary)s are offered beside each text."),
        ),
    ),
    WORDING,
    Topic(
        "documents",
        pgettext_lazy(SECTION, "Documents"),
        _("Documents are what participants should have read: the resolution, the concept note, the reports."),
        (
            _(
                "Under %(upload_documents)s, upload the files of all languages at once: the name of each tells its "
                "language. The form of a document has its type, symbol, title and status, and a version for each "
                "language: a file or an address."
            ),
            _("Put them in the order in which they should be read. The next release makes them public."),
            _("The programme and the list of speakers make themselves, as PDF and Word, in six languages."),
            _("What a delegation says in writing belongs to the record, under %(statements)s."),
        ),
    ),
    Topic(
        "releases",
        pgettext_lazy(SECTION, "Releases"),
        _("A release makes the draft public, in all six languages at once, as a numbered revision."),
        (
            _(
                "Read what has changed since the last revision, and what should be checked; what is serious "
                "comes first."
            ),
            _(
                "Press %(release)s. If a colleague has changed something since you opened the page, you are shown "
                "that first."
            ),
            _("People whom a change concerns can be told of it by a letter: see %(letters)s."),
            _("%(withdraw)s takes a revision from the public, with a reason; the one before it is then shown."),
            _("%(site_copy)s gives all public pages as one file."),
        ),
    ),
    Topic(
        "settings",
        pgettext_lazy(SECTION, "Settings"),
        _("The settings hold for the whole conference, and for its work with other systems."),
        (
            _(
                "%(conference)s has the title, days, time zone, venue, texts and contact. If the time zone is changed "
                "once there are sessions, you are asked what stays."
            ),
            _("%(trail)s says who did what, and when; nobody can change it."),
            _("%(jobs)s shows what takes its time, such as sending many letters, and how far it has come."),
            _("%(webhooks)s tell other systems of releases and of steps on the floor."),
            _(
                "%(retention)s says how long personal data are kept, and gives out or erases what is known of one "
                "person."
            ),
        ),
    ),
    RESTORING,
    Topic(
        "accounts",
        _("Accounts and roles"),
        _("Each colleague has an account of their own, with the roles that their work needs."),
        (
            _("A role opens the pages that belong to it, and no others. Give no more roles than are needed."),
            _(
                "Under %(account)s, change your password and add a second factor: an app or a passkey, with "
                "recovery codes."
            ),
            _("There you also see where you are signed in; %(sign_out_everywhere)s ends it at once."),
            _("Take the roles from those who leave. What they did stays in the trail, with their name."),
        ),
    ),
    COLLEAGUES,
)
BY_SLUG = {topic.slug: topic for topic in TOPICS}
