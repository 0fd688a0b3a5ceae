"""The officer's page of what speakers propose: accepted with one press, or returned with a reason."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference.archive.acts import archive
from conference.models import AuditEntry
from conference.refusals import Conflict
from programme.release.content import content_of
from speakers.answers.deciding import take
from speakers.answers.proposing import SentValue, propose
from speakers.models import Proposal, Speaker, SpeakerNeeds
from tests.constraints import refuses
from tests.factories import MORNING, in_six, make_conference, make_speaker
from tests.pages import page
from tests.programme.answers.links import make_invited, open_by, proposed, send
from tests.speakers.test_photographs import photograph
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db

PAGE = "/en/dialogue/people/answers/"


@pytest.fixture
def officer():
    return browser_of(make_member("secretariat"))


def propose_for(speaker, **values):
    """Proposals as the page sends them, texts in English."""
    shown = {name: getattr(speaker, f"{name}_en", "") or "" for name in values}
    languages = {name: "en" if name in Proposal.TRANSLATED else "" for name in values}
    sent = [SentValue(name, value, shown[name], languages[name]) for name, value in values.items()]
    propose(speaker, sent, at=MORNING)
    return {row.field: row for row in speaker.proposals.waiting()}


def seen_on(browser, speaker):
    body = browser.get(PAGE).content.decode()
    return re.search(rf'id="accept-{speaker.pk}".*?name="seen" value="([^"]+)"', body, re.DOTALL)[1]


def press(browser, speaker, proposals, act="accept", **more):
    sent = {"proposal": [row.pk for row in proposals], "seen": seen_on(browser, speaker), **more}
    return browser.post(f"{PAGE}{speaker.pk}/{act}/", sent, follow=True)


def test_old_stands_beside_new_and_all_is_accepted_with_one_press(officer):
    speaker = make_invited(function_en="Director")
    here = open_by(speaker)
    send(here, participation="accepted", function="Minister", consents_to_photograph="yes", diet="No fish")
    here.browser.post(here.page, {"photograph": photograph()})
    body = page(officer, PAGE)
    assert body.index("Director") < body.index("Minister")

    answer = press(officer, speaker, speaker.proposals.waiting())

    assert "Speaker 0 (en): 5 values accepted." in answer.content.decode()
    speaker.refresh_from_db()
    assert (speaker.status, speaker.function_en, speaker.consents_to_photograph) == ("confirmed", "Minister", True)
    assert speaker.photograph.name == speaker.proposals.get(field="photograph").photograph.name
    assert speaker.needs.diet == "No fish"
    assert proposed(speaker) == {}
    assert "Nothing waits for you." in answer.content.decode()
    entry = AuditEntry.objects.get(act="answer: take")
    assert (str(entry.by), entry.detail["function_en"]) == ("secretariat", ["Director", "Minister"])
    assert AuditEntry.objects.get(act="change").detail == {"status": ["invited", "confirmed"]}


def test_one_field_is_accepted_and_the_others_wait(officer):
    speaker = make_invited()
    rows = propose_for(speaker, function="Minister", affiliation="Ministry")

    press(officer, speaker, [rows["function"]])

    speaker.refresh_from_db()
    assert (speaker.function_en, speaker.affiliation_en or "") == ("Minister", "")
    assert proposed(speaker) == {"affiliation en": "Ministry"}


def test_what_is_returned_has_a_reason_which_the_speaker_reads(officer):
    speaker = make_invited()
    rows = propose_for(speaker, function="King of the world")
    here = open_by(speaker)

    refused = press(officer, speaker, rows.values(), "return", reason=" ")
    assert "Give the reason: the speaker reads it." in refused.content.decode()
    press(officer, speaker, rows.values(), "return", reason="Please give the official title.")

    body = page(here.browser, here.page)
    assert "Please give the official title." in body
    assert "returned" in body
    assert proposed(speaker) == {}
    assert not speaker.function_en
    send(here, function="Minister")
    assert proposed(speaker) == {"function en": "Minister"}


def test_speaker_reads_what_was_accepted(officer):
    speaker = make_invited()
    press(officer, speaker, propose_for(speaker, participation="accepted").values())
    here = open_by(speaker)

    body = page(here.browser, here.page)

    assert "You take part." in body
    assert "accepted" in body


@pytest.mark.parametrize(
    ("before", "answer", "after"),
    [
        ("invited", "accepted", "confirmed"),
        ("invited", "declined", "declined"),
        ("confirmed", "declined", "withdrawn"),
        ("declined", "accepted", "confirmed"),
    ],
)
def test_answer_makes_the_status_once_it_is_accepted(officer, before, answer, after):
    speaker = make_invited(status=before)
    rows = propose_for(speaker, participation=answer)
    assert Speaker.objects.get(pk=speaker.pk).status == before

    press(officer, speaker, rows.values())

    assert Speaker.objects.get(pk=speaker.pk).status == after


def test_proposal_whose_base_has_changed_says_so(officer):
    speaker = make_invited(function_en="Director")
    propose_for(speaker, function="Minister")
    assert "Changed on file" not in page(officer, PAGE)

    Speaker.objects.filter(pk=speaker.pk).update(function_en="President")

    body = page(officer, PAGE)
    assert "Changed on file since the speaker looked, who saw: “Director”." in body
    assert "President" in body


@pytest.mark.parametrize("what", ["proposal", "file"])
def test_what_changed_since_the_officer_looked_is_not_accepted_unseen(officer, what):
    speaker = make_invited(function_en="Director")
    rows = propose_for(speaker, function="Minister")
    seen = seen_on(officer, speaker)

    if what == "proposal":
        propose_for(speaker, function="Queen")
    else:
        Speaker.objects.filter(pk=speaker.pk).update(function_en="President")
    answer = officer.post(f"{PAGE}{speaker.pk}/accept/", {"proposal": [rows["function"].pk], "seen": seen})

    assert answer.status_code == 409
    assert "Something has changed since you looked." in answer.content.decode()
    assert set(proposed(speaker)) == {"function en"}


def test_of_two_officers_the_second_is_told_who_was_quicker(officer):
    speaker = make_invited()
    rows = propose_for(speaker, function="Minister")
    seen = seen_on(officer, speaker)
    colleague = make_member("secretariat", "amina")
    options = {"seen": seen, "reads_needs": True, "at": MORNING}
    take(speaker, [rows["function"].pk], by=colleague, **options)

    answer = officer.post(f"{PAGE}{speaker.pk}/accept/", {"proposal": [rows["function"].pk], "seen": seen})

    assert answer.status_code == 409
    assert "amina has decided on this in the meantime." in answer.content.decode()
    with pytest.raises(Conflict):
        take(speaker, [rows["function"].pk], by=None, **options)
    assert AuditEntry.objects.filter(act="answer: take").count() == 1


def test_needs_are_for_those_alone_who_may_read_them(officer):
    speaker = make_invited()
    rows = propose_for(speaker, accessibility="A ramp", function="Minister")
    reader = make_member("secretariat", "without-needs")
    reader.groups.clear()
    reader.user_permissions.set(Permission.objects.filter(codename__in=["change_speaker", "preview_programme"]))
    narrow = browser_of(reader)

    assert "A ramp" in page(officer, PAGE)
    body = page(narrow, PAGE)
    assert ("Minister" in body, "A ramp" in body) == (True, False)
    seen = seen_on(narrow, speaker)
    answer = narrow.post(f"{PAGE}{speaker.pk}/accept/", {"proposal": [rows["accessibility"].pk], "seen": seen})
    assert answer.status_code == 409
    press(officer, speaker, rows.values())
    assert SpeakerNeeds.objects.get().accessibility == "A ramp"
    assert "A ramp" in page(officer, PAGE)
    assert "A ramp" not in page(narrow, PAGE)


def test_needs_and_messages_are_neither_public_nor_in_the_trail(officer):
    speaker = make_invited(status="confirmed")
    rows = propose_for(speaker, accessibility="A ramp", message="A word")
    press(officer, speaker, rows.values())

    told = str(list(AuditEntry.objects.values_list("detail", flat=True))) + str(content_of(speaker.conference))

    assert "accessibility" in told
    assert "A ramp" not in told
    assert "A word" not in told


def test_person_who_is_protected_since_keeps_photograph_and_name_to_themselves(officer):
    speaker = make_invited()
    rows = propose_for(speaker, name="Rani Hong")
    Speaker.objects.filter(pk=speaker.pk).update(
        protected=True, slug="participant-2b3c4d5e6f", **in_six("displayed_name", "A survivor")
    )

    answer = press(officer, speaker, rows.values())

    assert "This person is protected now; return what can no longer be accepted." in answer.content.decode()
    assert set(proposed(speaker)) == {"name en"}


def test_displayed_name_of_a_protected_person_is_accepted_and_not_told_by_the_trail(officer):
    speaker = make_speaker(
        make_conference(),
        protected=True,
        slug="participant-2b3c4d5e6f",
        **in_six("name", "Rani Hong"),
        **in_six("displayed_name", "A survivor"),
    )
    rows = propose_for(speaker, displayed_name="A witness", biography="Born in Madras")

    press(officer, speaker, rows.values())

    speaker.refresh_from_db()
    assert (speaker.displayed_name_en, speaker.biography_en) == ("A witness", "Born in Madras")
    detail = AuditEntry.objects.get(act="answer: take").detail
    assert detail["displayed_name_en"] == ["A survivor (en)", "A witness"]
    assert "Madras" not in str(detail)


def test_name_in_the_original_language_cannot_become_empty(officer):
    speaker = make_invited()
    Proposal.objects.create(speaker=speaker, field="name", language="en", value="", proposed_at=MORNING)

    answer = press(officer, speaker, speaker.proposals.waiting())

    assert "The name is needed in English." in answer.content.decode()
    assert Speaker.objects.get(pk=speaker.pk).name_en == "Speaker 0 (en)"


def test_archived_conference_takes_nothing(officer):
    speaker = make_invited()
    rows = propose_for(speaker, function="Minister")
    seen = seen_on(officer, speaker)
    archive(speaker.conference, by=None, at=timezone.now())

    answer = officer.post(f"{PAGE}{speaker.pk}/accept/", {"proposal": [rows["function"].pk], "seen": seen})

    assert answer.status_code == 423
    assert not Speaker.objects.get(pk=speaker.pk).function_en


def test_photographs_are_shown_to_officers_alone(officer, client):
    speaker = make_invited()
    here = open_by(speaker)
    here.browser.post(here.page, {"photograph": photograph()})
    address = f"{PAGE}{speaker.pk}/photograph/proposed/"

    picture = officer.get(address)
    assert (picture.headers["Content-Type"], b"".join(picture.streaming_content)[:2]) == ("image/jpeg", b"\xff\xd8")
    assert browser_of(make_member("note-taker")).get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_page_takes_as_many_queries_for_one_as_for_many(officer):
    conference = make_conference()
    counts = []
    for number in (1, 3):
        for _each in range(number):
            propose_for(make_speaker(conference), function="Minister", diet="None")
        with CaptureQueriesContext(connection) as queries:
            officer.get(PAGE)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_constraints_hold_whoever_writes():
    speaker = make_invited()
    values = {"speaker": speaker, "field": "function", "language": "en", "proposed_at": MORNING}
    Proposal.objects.create(**values)

    for odd in (
        {},  # a second one that waits
        {"field": "shoe size"},
        {"language": "la"},
        {"state": "lost", "decided_at": MORNING},
        {"state": "taken"},
        {"state": "returned", "decided_at": MORNING},
        {"language": "fr", "decided_at": MORNING},
        {"language": "fr", "photograph": "photographs/a.jpg"},
    ):
        assert refuses(lambda odd=odd: Proposal.objects.create(**{**values, **odd})), odd
    Proposal.objects.create(**{**values, "state": "returned", "decided_at": MORNING, "reason": "Why"})


def test_overview_tells_who_sent_something_and_the_navigation_counts_it(officer):
    speaker = make_invited()
    propose_for(speaker, function="Minister", affiliation="Ministry", diet="No fish")

    body = page(officer, "/en/dialogue/overview/")

    assert "1 speaker has sent something that waits for you" in body
    officer_page = officer.get(PAGE).content.decode()
    assert re.search(r"Sent by speakers\s*<[^>]*>\s*3", officer_page)
