"""Private links: in letters, on cards, revoked, and until when they work."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from conference.models import AuditEntry
from programme.letters.compose import write
from programme.letters.sending import send_letter
from programme.models.letter import LetterKind
from speakers.models import AnswerLink, AnswerPeriod
from speakers.models.answer_links import links_until
from tests.constraints import refuses
from tests.factories import MORNING, in_six, make_conference, make_speaker
from tests.pages import page
from tests.programme.answers.links import make_invited, make_link
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db

PAGE = "/en/dialogue/people/answers/links/"
ADDRESS = re.compile(r"https?://[^/\s]+(/\w+/dialogue/answer/[\w-]+/)")


@pytest.fixture
def officer():
    return browser_of(make_member("secretariat"))


def links_on(answer):
    return re.findall(r'class="card-address" dir="ltr">[^/]+(/[^<]+)</p>', answer.content.decode())


def test_letter_brings_a_link_that_is_made_as_it_is_sent_and_kept_nowhere(client):
    conference = make_conference()
    speaker = make_speaker(
        conference, status="cleared", email="a@example.org", correspondence_language="fr", **in_six("function", "Chef")
    )
    conference.letter_templates.create(kind="invitation", **in_six("subject", "S"), body_fr="Répondez :\n{answer_link}")

    (letter,) = write(conference, LetterKind.INVITATION, by=None, at=MORNING).letters
    assert ("{answer_link}" in letter.body, AnswerLink.objects.count()) == (True, 0)
    send_letter(letter, by=None, at=MORNING)

    address = ADDRESS.search(mail.outbox[0].body)[1]
    assert address.startswith("/fr/dialogue/answer/")
    letter.refresh_from_db()
    assert address.split("/")[-2] not in letter.body
    assert client.post(address).status_code == 302
    speaker.refresh_from_db()
    assert speaker.status == "invited"


def test_cards_are_shown_once_each_in_the_language_of_its_speaker(officer):
    conference = make_conference()
    speakers = [make_speaker(conference, correspondence_language=code) for code in ("ar", "zh-hans")]

    answer = officer.post(f"{PAGE}cards/", {"speaker": [speaker.pk for speaker in speakers]})

    addresses = links_on(answer)
    assert [address.split("/")[1] for address in addresses] == ["ar", "zh-hans"]
    assert 'lang="ar" dir="rtl"' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert {Client().post(address).status_code for address in addresses} == {302}
    assert AuditEntry.objects.filter(act="answer: link").count() == 2
    assert not any(address.split("/")[-2] in page(officer, PAGE) for address in addresses)


def test_cards_are_made_for_all_who_have_no_link_and_may_come(officer):
    conference = make_conference()
    make_link(make_speaker(conference))
    without = make_speaker(conference, status="invited")
    make_speaker(conference, status="withdrawn")

    assert len(links_on(officer.post(f"{PAGE}cards/", {"which": "without"}))) == 1
    assert without.answer_links.count() == 1
    nobody = officer.post(f"{PAGE}cards/", {"which": "without"}, follow=True)
    assert "Nobody was chosen." in nobody.content.decode()


def test_card_of_a_protected_person_has_the_displayed_name_alone(officer):
    speaker = make_speaker(
        make_conference(),
        protected=True,
        slug="participant-2b3c4d5e6f",
        **in_six("name", "Rani Hong"),
        **in_six("displayed_name", "A survivor"),
    )

    body = officer.post(f"{PAGE}cards/", {"speaker": [speaker.pk]}).content.decode()

    assert "A survivor (en)" in body
    assert "Hong" not in body


@pytest.mark.parametrize("sent", [{"speaker": ["1"]}, {"which": "all"}])
def test_links_are_revoked_one_by_one_or_all(officer, sent):
    conference = make_conference()
    ours, others = make_link(make_speaker(conference))[0], make_link(make_speaker(conference))[0]
    elsewhere = make_link(make_invited(conference=make_conference(slug="other")))[0]
    if "speaker" in sent:
        sent = {"speaker": [ours.speaker_id]}

    answer = officer.post(f"{PAGE}revoke/", sent, follow=True)

    valid = set(AnswerLink.objects.valid(timezone.now()))
    assert valid == ({others, elsewhere} if "speaker" in sent else {elsewhere})
    assert ("1 link was revoked." if "speaker" in sent else "2 links were revoked.") in answer.content.decode()
    assert AuditEntry.objects.filter(act="answer: revoke").count() == len({ours, others, elsewhere} - valid)


def test_links_work_until_the_day_after_the_conference_or_as_it_sets(officer):
    today = timezone.now()
    day = (today + timedelta(days=300)).date()
    conference = make_conference(starts_on=day, ends_on=day)
    assert links_until(conference, today).date() == day + timedelta(days=1)

    earlier = day - timedelta(days=20)
    sent = {"links_until": earlier.isoformat(), "reply_by": earlier.isoformat()}
    answer = officer.post(f"{PAGE}period/", sent, follow=True)

    assert "The days are set" in answer.content.decode()
    assert links_until(conference, today).astimezone(conference.zone).strftime("%F %R") == f"{earlier} 23:59"
    assert AnswerPeriod.objects.get().reply_by == earlier
    assert AuditEntry.objects.filter(act="answers: period").count() == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"reply_by": "2001-01-01"}, "This day is over; choose a later one."),
        ({"links_until": "2300-01-01"}, "Choose a year up to 2199."),
    ],
)
def test_odd_day_comes_back_with_a_sentence(officer, sent, sentence):
    make_conference()

    answer = officer.post(f"{PAGE}period/", sent)

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not AnswerPeriod.objects.exists()


def test_list_is_narrowed_and_shows_who_opened_a_link(officer):
    conference = make_conference()
    link, _secret = make_link(make_speaker(conference, status="invited"))
    make_speaker(conference, status="declined")
    link.open(at=MORNING)

    body = page(officer, f"{PAGE}?status=invited")
    assert ("Speaker 0 (en)" in body, "Speaker 1 (en)" in body) == (True, False)
    assert "opened 3 April 2012" in body
    body = page(officer, f"{PAGE}?without=on")
    assert ("Speaker 0 (en)" in body, "Speaker 1 (en)" in body) == (False, True)


def test_constraint_holds_whoever_writes():
    link, _secret = make_link(make_invited())

    early = link.created_at - timedelta(days=1)
    assert refuses(lambda: AnswerLink.objects.filter(pk=link.pk).update(revoked_at=early))
