"""The topics of the help that tell of one task, each beside the part of the work to which it belongs."""

from django.utils.translation import gettext_lazy as _

from operations.help.topic import Topic

GRID = Topic(
    "grid",
    _("The grid of rooms"),
    _("The grid shows a day: a column for each room, the hours down the side."),
    (
        _(
            "Open %(grid)s on the page %(timetable)s. Drag a session to another hour or room; on a phone, rest the "
            "finger on it first."
        ),
        _(
            "With the keyboard, select a session and move it with the arrow keys, by a quarter of an hour or to the "
            "next room; with Shift it becomes longer or shorter. Enter keeps the move, Escape leaves it."
        ),
        _(
            "A clash is a room that is used twice at once, or a person in two sessions at once. It is shown while "
            "you move, and forbids nothing."
        ),
        _(
            "%(undo_shift)s takes back the last move, then the one before, as long as nobody has changed the same "
            "sessions since."
        ),
    ),
)
DUPLICATES = Topic(
    "duplicates",
    _("One person twice"),
    _("Speakers with the same name or e-mail address, and rooms and delegations called alike, may be one."),
    (
        _("%(duplicates)s lists them. Open a pair to see both side by side, and choose field by field what stays."),
        _(
            "Roles, letters and answers go to the one who stays. Of the consents the stricter wins, and the former "
            "address leads to the new one."
        ),
        _("%(two_persons)s is remembered: the pair is not listed again."),
        _("A merge is undone under %(deleted)s."),
    ),
)
PRIVATE_LINKS = Topic(
    "private-links",
    _("Answers by private link"),
    _("Each speaker answers by a link of their own, without an account. Nothing is on file before you accept it."),
    (
        _("Write {answer_link} on a line of its own in the text of a letter, or print cards under %(private_links)s."),
        _(
            "Set there by which day you ask for answers, and until when the links work. Revoke the link of whoever "
            "should no longer have one."
        ),
        _(
            "%(sent_by_speakers)s shows what is on file beside what was sent. %(accept_all)s takes it; %(return)s "
            "sends it back with a reason, which the speaker reads."
        ),
        _("What you have accepted becomes public with the next release."),
    ),
)
RESTORING = Topic(
    "restoring",
    _("Deleted by mistake"),
    _("What was deleted or merged can be restored for some time; of a protected person nothing is kept."),
    (
        _("Before something is deleted, the page names with links what uses it."),
        _(
            "%(deleted)s lists what was deleted and merged, and by whom. Open a line to see what would come back, and "
            "what cannot."
        ),
        _("%(restore)s puts it back, with what belonged to it where that still fits."),
    ),
)
COLLEAGUES = Topic(
    "colleagues",
    _("Colleagues"),
    _("The list says who works on the conference, with which roles, and when they last signed in."),
    (
        _(
            "Open %(invite)s and write name, e-mail address and roles. The mail has a link by which your colleague "
            "chooses a password; it works once, for seven days."
        ),
        _("A role is held on a conference: nobody sees another conference on which they have none."),
        _("The role of the Secretariat waits for a second person, who confirms it. Nobody changes their own roles."),
        _(
            "Switch off the account of whoever has left. Where it works on other conferences too, take away its roles "
            "here."
        ),
    ),
)
WORDING = Topic(
    "wording",
    _("Wording of the interface"),
    _("Revisers read every message that the pages, papers and e-mails show, in their language beside the English."),
    (
        _(
            "Open %(wording)s on your home, or on the page %(texts)s. Choose a place, such as the console, and read "
            "it from the beginning."
        ),
        _(
            "What is marked in a message is filled in by the interface: a name, a number, a day. A message that counts "
            "something has a wording for each group of numbers."
        ),
        _("%(read_and_right)s keeps that you have read a message. If it changes later, it is unread again."),
        _(
            "%(remark_on_it)s opens the message in six languages. Write what is wrong, or change the wording into what "
            "you propose; the address of the page can be sent to a colleague."
        ),
        _(
            "Remarks are answered and settled by revisers and the secretariat. A proposal counts as applied once the "
            "interface has its wording."
        ),
    ),
)
