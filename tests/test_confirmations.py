"""What a person confirms is what is done: one table of the pages of confirmation, and one test over all.

A form that carries what was shown (`name="seen"`) needs a line here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest

from conference.models import Conference
from operations.wording import remarks
from programme.models import Letter, Room, Session
from speakers.models import Speaker
from summary.models import Paragraph, Suggestion, Summary
from tests.acts_world import World
from tests.addresses import ROOT
from tests.factories import in_six, make_session, make_speaker
from tests.speakers.imports.tables import csv_of
from tests.speakers.imports.tables import upload as upload_table
from tests.test_acts import contents
from translation.models.glossary import Concept

TEMPLATES = Path(__file__).parent.parent / "templates"
OTHER = in_six("title", "Renamed by a colleague")
SHIFT = {"minutes": "20", "itself": "moves", "following": "all", "rooms": "all"}
CLONE = {"slug": "clone", "starts_on": "2013-04-03", "time_zone": "America/New_York", "purpose": "rehearsal"}


@dataclass(frozen=True)
class Confirmation:
    """A page with what it confirms. `prepare` makes what there is to confirm, `change` is what a colleague does then.

    `page` answers with the page; `act` is the address of its form, given the World; `sent` is what a browser sends
    besides, which may be made of the World. Where `is_marked` is False, the page cannot point to what is new: it is no
    row of its lists.
    """

    template: str
    page: Callable
    act: Callable
    change: Callable
    sent: dict | Callable = field(default_factory=dict)
    prepare: Callable = lambda world, client: None
    is_marked: bool = True


def at(address):
    return lambda world, client=None: client.get(address) if client else address


def of_row(address, name):
    """The page, or the address, of a row of the World."""
    return lambda world, client=None: at(address.format(world.key(name)))(world, client)


def rename(name):
    return lambda world: Session.objects.filter(pk=world.key(name)).update(**OTHER)


def give_an_address(world):
    Speaker.objects.filter(pk=world.key("speaker")).update(further_emails="office@example.org")


def invite_long_ago(world, client):
    world.dialogue.letters.create(
        speaker=world.speaker,
        kind="invitation",
        language="en",
        made_at=world.now - timedelta(days=30),
        sent_at=world.now - timedelta(days=30),
        address="a@example.org",
    )


def change_letter(world):
    Letter.objects.filter(pk=world.key("letter")).update(body="Written by a colleague")


def shift(world, client):
    page = client.get(f"/en/dialogue/timetable/sessions/{world.rows['last session'].slug}/", SHIFT)
    client.post(page.request["PATH_INFO"] + "shift/", {**SHIFT, "seen": page.context["plan"].shown.token})


def swap_numbers(world, client):
    for name, number in (("session", 12), ("second session", 11)):
        Session.objects.filter(pk=world.key(name)).update(number=number)


def upload_speakers(world, client):
    content = csv_of(["short_name", "name_en"], [world.speaker.slug, "Another Name"])
    world.rows["table"] = upload_table(content, world.dialogue, world.root, world.now)


def repeat_the_title(world, client=None):
    """A session that reads as the title of the conference does, which is translated."""
    make_session(world.dialogue, title_en="Dialogue (en)", title_fr="")


def pair_of(world):
    return f"/en/dialogue/duplicates/{world.key('speaker')}/{world.key('other speaker')}/"


def type_two_spaces(world):
    Conference.objects.filter(pk=world.dialogue.pk).update(title_fr="Title  in French")


def later(session):
    Session.objects.filter(pk=session.pk).update(ends_at=session.ends_at + timedelta(minutes=5))


def day_of(session):
    return f"{session.starts_at.astimezone(session.conference.zone):%Y-%m-%d}"


GRID = "/en/dialogue/timetable/grid/"
LAST = "/en/dialogue/timetable/sessions/session-2/"
OUTBOX = "/en/dialogue/letters/"
TEXTS = "/en/dialogue/texts/fr/"
CONFIRMATIONS = {
    "release": Confirmation(
        "programme/release/release_list.html",
        at("/en/dialogue/release/"),
        at("/en/dialogue/release/new/"),
        rename("last session"),
        {"in_spite": "on"},
    ),
    "shift": Confirmation(
        "programme/timetable/timetable_session.html",
        lambda world, client: client.get(LAST, SHIFT),
        at(f"{LAST}shift/"),
        rename("last session"),
        SHIFT,
    ),
    "undo of a shift": Confirmation(
        "programme/timetable/timetable.html",
        at("/en/dialogue/timetable/"),
        at("/en/dialogue/timetable/put-back/"),
        rename("last session"),
        prepare=shift,
    ),
    "undo in the grid": Confirmation(
        "programme/timetable/_grid.html",
        at(GRID),
        at("/en/dialogue/timetable/grid/undo/"),
        rename("last session"),
        prepare=shift,
        is_marked=False,  # it is one step, which is named
    ),
    "move in the grid": Confirmation(
        "programme/timetable/_grid_side.html",
        at(f"{GRID}?session=session-2"),
        at("/en/dialogue/timetable/grid/sessions/session-2/move/"),
        lambda world: later(world.rows["last session"]),
        lambda world: {"day": day_of(world.rows["last session"]), "starts": "9 p.m.", "ends": "10 p.m.", "room": ""},
        is_marked=False,  # the session is all that is shown
    ),
    "what a speaker has sent": Confirmation(
        "programme/answers/_waiting_answer.html",
        at("/en/dialogue/people/answers/"),
        of_row("/en/dialogue/people/answers/{}/accept/", "speaker"),
        lambda world: Speaker.objects.filter(pk=world.speaker.pk).update(function_en="Another function"),
        lambda world: {"proposal": world.key("proposal")},
        is_marked=False,  # each line says whether what is on file has changed since the speaker looked
    ),
    "numbers of panels": Confirmation(
        "programme/timetable/timetable_renumber.html",
        at("/en/dialogue/timetable/numbers/"),
        at("/en/dialogue/timetable/numbers/"),
        rename("session"),
        prepare=swap_numbers,
    ),
    "clone": Confirmation(
        "programme/cloning/clone.html",
        at("/en/dialogue/clone/"),
        at("/en/dialogue/clone/"),
        lambda world: world.dialogue.organizers.create(**in_six("name", "Office")),
        CLONE,
    ),
    "writing letters": Confirmation(
        "programme/letters/_letters_write.html",
        at(OUTBOX),
        at(f"{OUTBOX}write/"),
        lambda world: make_speaker(world.dialogue, status="invited", email="new@example.org"),
        {"kind": "invitation", "reply_by": "2030-01-01"},
    ),
    "writing to a choice": Confirmation(
        "programme/letters/letters_choose.html",
        at(f"{OUTBOX}choose/?kind=invitation"),
        at(f"{OUTBOX}choose/?kind=invitation"),
        give_an_address,
        lambda world: {"reply_by": "2030-01-01", "speaker": world.key("speaker")},
    ),
    "reminders": Confirmation(
        "programme/letters/_reminders.html",
        at(OUTBOX),
        at(f"{OUTBOX}write/"),
        give_an_address,
        {"kind": "reminder", "reply_by": "2030-01-01"},
        prepare=invite_long_ago,
    ),
    "sending all letters": Confirmation(
        "programme/letters/letters.html", at(OUTBOX), at(f"{OUTBOX}send/"), change_letter
    ),
    "sending a letter": Confirmation(
        "programme/letters/letter_detail.html",
        of_row(f"{OUTBOX}{{}}/", "letter"),
        of_row(f"{OUTBOX}{{}}/send/", "letter"),
        change_letter,
        is_marked=False,  # the page is the letter itself
    ),
    "rewriting a letter": Confirmation(
        "programme/letters/letter_detail.html",
        of_row(f"{OUTBOX}{{}}/", "letter"),
        of_row(f"{OUTBOX}{{}}/write-again/", "letter"),
        change_letter,
        is_marked=False,
    ),
    "issue of the Summary": Confirmation(
        "summary/editions/draft_issue.html",
        at("/en/dialogue/summary/draft/issue/"),
        at("/en/dialogue/summary/draft/issue/"),
        lambda world: Paragraph.objects.filter(section__summary=world.key("translated summary")).update(
            text_en="Other"
        ),
        {"kind": "revision", "reason": "Late"},
    ),
    "submission of the Summary": Confirmation(
        "summary/clearance/draft_clearance.html",
        at("/en/drafted/summary/draft/clearance/"),
        at("/en/drafted/summary/draft/clearance/submit/"),
        lambda world: Paragraph.objects.filter(pk=world.key("paragraph")).update(text_en="Other"),
    ),
    "suggestions for the Summary": Confirmation(
        "summary/suggestions/suggestions.html",
        at("/en/drafted/summary/draft/suggestions/"),
        at("/en/drafted/summary/draft/suggestions/"),
        lambda world: Suggestion.objects.update(text="Yet other words"),
        {"act": "accept"},
    ),
    "a suggestion for a paragraph": Confirmation(
        "summary/suggestions/_of_paragraph.html",
        at("/en/drafted/summary/draft/"),
        of_row("/en/drafted/summary/draft/suggestions/{}/", "suggestion"),
        lambda world: Suggestion.objects.update(text="Yet other words"),
        {"act": "accept"},
        is_marked=False,  # the difference is shown anew
    ),
    "reopening of the Summary": Confirmation(
        "summary/clearance/draft_clearance.html",
        at("/en/dialogue/summary/draft/clearance/"),
        at("/en/dialogue/summary/draft/clearance/reopen/"),
        lambda world: Summary.objects.filter(pk=world.key("translated summary")).update(symbol="A/66/1"),
        {"reason": "A word is wrong"},
    ),
    "import of a table": Confirmation(
        "conference/imports/decision.html",
        of_row("/en/dialogue/files/{}/", "table"),
        of_row("/en/dialogue/files/{}/take/", "table"),
        lambda world: Speaker.objects.filter(pk=world.speaker.pk).update(name_en="A third name"),
        prepare=upload_speakers,
    ),
    "import of photographs": Confirmation(
        "conference/imports/decision.html",
        of_row("/en/dialogue/files/photographs/{}/", "photographs"),
        of_row("/en/dialogue/files/photographs/{}/take/", "photographs"),
        lambda world: Speaker.objects.filter(pk=world.key("other speaker")).update(name_en="A third name"),
    ),
    "merge of two": Confirmation(
        "speakers/duplicates/pair.html",
        lambda world, client: client.get(pair_of(world)),
        pair_of,
        lambda world: Speaker.objects.filter(pk=world.key("other speaker")).update(function_en="Another function"),
        is_marked=False,  # what one has alone is told in a sentence
    ),
    "restoring": Confirmation(
        "conference/restoring/act.html",
        of_row("/en/dialogue/deleted/{}/", "deletion"),
        of_row("/en/dialogue/deleted/{}/", "deletion"),
        lambda world: Room.objects.filter(pk=world.key("room of a deletion")).delete(),
    ),
    "undo of an import": Confirmation(
        "conference/imports/undo.html",
        of_row("/en/dialogue/files/{}/undo/", "imported table"),
        of_row("/en/dialogue/files/{}/undo/", "imported table"),
        lambda world: Speaker.objects.filter(pk=world.speaker.pk).update(email="other@example.org"),
        is_marked=False,  # its rows are counted, not listed
    ),
    "import of a programme": Confirmation(
        "conference/imports/decision.html",
        of_row("/en/dialogue/files/programme/{}/", "schedule"),
        of_row("/en/dialogue/files/programme/{}/take/", "schedule"),
        lambda world: Conference.objects.filter(pk=world.dialogue.pk).update(ends_on=date.today() + timedelta(days=1)),
        {"widen": "on"},
    ),
    "import of translations": Confirmation(
        "conference/imports/decision.html",
        of_row("/en/dialogue/texts/imports/{}/", "translations"),
        of_row("/en/dialogue/texts/imports/{}/take/", "translations"),
        lambda world: Conference.objects.filter(pk=world.dialogue.pk).update(title_en="Another title"),
    ),
    "correcting many texts": Confirmation(
        "translation/desk/_rewritings.html",
        at(f"{TEXTS}warnings/correct/spacing/"),
        at(f"{TEXTS}warnings/correct/spacing/"),
        lambda world: Conference.objects.filter(pk=world.dialogue.pk).update(title_fr="Another  title"),
        lambda world: {"text": world.key("text")},
        prepare=lambda world, client: Conference.objects.filter(pk=world.dialogue.pk).update(
            title_fr="Title  in French"
        ),
    ),
    "find and replace": Confirmation(
        "translation/desk/_rewritings.html",
        at(f"{TEXTS}replace/?words=Dialogue&other=Title"),
        at(f"{TEXTS}replace/"),
        lambda world: Conference.objects.filter(pk=world.dialogue.pk).update(title_fr="Another Dialogue"),
        lambda world: {"text": world.key("text")},
    ),
    "archive": Confirmation(
        "admin/conference/conference/archive.html",
        of_row("/en/admin/conference/conference/{}/archive/", "conference"),
        of_row("/en/admin/conference/conference/{}/archive/", "conference"),
        lambda world: Conference.objects.filter(pk=world.key("conference")).update(ends_on=date.today()),
        is_marked=False,  # it has no list
    ),
    "remark on the interface": Confirmation(
        "operations/wording/message.html",
        lambda world, client: client.get(f"/en/staff/wording/fr/{world.wording.key}/"),
        lambda world: f"/en/staff/wording/fr/{world.wording.key}/remark/",
        lambda world: remarks.remark(world.wording, "fr", "Another", [], by=world.root, at=world.now),
        {"words": "Wrong"},
    ),
    "filling of repetitions": Confirmation(
        "translation/desk/_help_repetitions.html",
        of_row("/en/dialogue/texts/{}/fr/", "text"),
        of_row("/en/dialogue/texts/{}/fr/repetitions/", "text"),
        repeat_the_title,
        prepare=repeat_the_title,
    ),
    "import of a draft": Confirmation(
        "conference/imports/decision.html",
        of_row("/en/drafted/summary/draft/imports/{}/", "draft text"),
        of_row("/en/drafted/summary/draft/imports/{}/take/", "draft text"),
        lambda world: world.rows["section"].paragraphs.create(position=9, text_en="By a colleague"),
        is_marked=False,  # its numbers change
    ),
    "import of a glossary": Confirmation(
        "conference/imports/decision.html",
        of_row("/en/dialogue/texts/glossary/imports/{}/", "glossary"),
        of_row("/en/dialogue/texts/glossary/imports/{}/take/", "glossary"),
        lambda world: Concept.objects.create(key="fund", definition="By a colleague"),
    ),
}


def form_of(response, act):
    """The hidden fields of the form of a page that posts to an address, or to the page itself."""
    html = response.content.decode()
    forms = re.findall(r"<form\b(.*?)>(.*?)</form>", html, re.S)
    for attributes, inside in forms:
        if 'name="seen"' in inside and (act in attributes + inside or "action=" not in attributes):
            hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', inside)
            return {name: unescape(value) for name, value in hidden}
    raise AssertionError(f"no form posts what was shown to {act}")


@pytest.mark.parametrize("name", CONFIRMATIONS)
def test_what_was_not_shown_is_not_done(db, settings, tmp_path, name):
    """Over 5 s: each line has the whole World, in which every act of the project can be done."""
    settings.MEDIA_ROOT = tmp_path
    line, world = CONFIRMATIONS[name], World()
    client = world.visitors[ROOT]
    line.prepare(world, client)
    act = line.act(world)
    page = line.page(world, client)
    assert page.status_code == 200
    line.change(world)
    before = contents()

    sent = line.sent(world) if callable(line.sent) else line.sent
    refused = client.post(act, form_of(page, act) | sent)

    assert (refused.status_code, contents() == before) == (409, True)
    assert ('class="new-since"' in page.content.decode()) is False
    assert ('class="new-since"' in refused.content.decode()) is line.is_marked
    assert client.post(act, form_of(refused, act) | sent).status_code in (302, 422)  # 422: for another reason


# What a script puts into a dialogue of its page, with a test of its own.
IN_DIALOGUES = {"summary/imports/pasted.html"}  # tests/summary/imports/test_draft_imports.py


def test_each_form_that_carries_what_was_shown_has_a_line():
    found = {
        str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html") if 'name="seen"' in file.read_text()
    }

    assert found - IN_DIALOGUES == {line.template for line in CONFIRMATIONS.values()}
