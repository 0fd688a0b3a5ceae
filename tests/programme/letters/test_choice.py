"""Writing to a choice of people: the filter, the names, the ticks, kinds of one's own, and what is not translated."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programme.letters.compose import write
from programme.letters.holding import reasons_to_hold
from programme.models.letter import Letter, LetterKind, LetterTemplate
from tests.constraints import refuses
from tests.factories import MORNING, in_six, make_conference, make_panel, make_speaker
from tests.programme.letters.letters import make_member, make_reader, make_staged, move, tell
from tests.staff import browser_of

pytestmark = pytest.mark.django_db

LETTERS = "/en/dialogue/letters/"
CHOOSE = f"{LETTERS}choose/"


@pytest.fixture
def officer():
    return browser_of(make_member("secretariat"))


def shown(officer, **query):
    """The short names of those whom the page lists for a choice."""
    return [person["speaker"].slug for person in officer.get(CHOOSE, query).context["people"]]


def choose(officer, query, *speakers, **sent):
    """Write to these people on the page of a choice."""
    context = officer.get(CHOOSE, query).context
    day = timezone.now().date() + timedelta(days=9)
    values = {
        "kind": context["kind"].key,
        "seen": context["seen"],
        "reply_by": day.isoformat(),
        "speaker": [speaker.pk for speaker in speakers],
        **sent,
    }
    address = f"{CHOOSE}?" + "&".join(f"{name}={value}" for name, value in query.items())
    return officer.post(address, values, follow=True)


def make_own_kind(conference, name="Thanks", **fields):
    values = {**in_six("subject", "Thanks"), **in_six("body", "{salutation}\n\nThank you."), **fields}
    return LetterTemplate.objects.create(conference=conference, kind="own", name=name, **values)


def test_co_chairs_of_one_panel_are_chosen(officer):
    conference = make_conference()
    panel, other = make_panel(conference), make_panel(conference)
    chair, panellist, elsewhere = (make_reader(conference) for __ in range(3))
    panel.roles.create(speaker=chair, kind="co-chair")
    panel.roles.create(speaker=panellist, kind="panellist")
    other.roles.create(speaker=elsewhere, kind="co-chair")

    assert shown(officer, kind="confirmation", role="co-chair", session=panel.pk) == [chair.slug]
    assert shown(officer, kind="confirmation", session=panel.pk) == [chair.slug, panellist.slug]
    assert shown(officer, kind="confirmation", role="co-chair") == [chair.slug, elsewhere.slug]


def test_choice_by_delegation_language_status_and_what_was_written(officer):
    conference = make_conference()
    delegation = conference.delegations.create(kind="media", **in_six("name", "Press"))
    press = make_reader(conference, delegation=delegation)
    french, invited = make_reader(conference, correspondence_language="fr"), make_reader(conference, status="invited")
    own = make_own_kind(conference)
    tell(french)

    assert shown(officer, kind=own.key) == [press.slug, french.slug, invited.slug]
    assert shown(officer, kind=own.key, delegation=delegation.pk) == [press.slug]
    assert shown(officer, kind=own.key, language="fr") == [french.slug]
    assert shown(officer, kind=own.key, language="en") == [press.slug, invited.slug]
    assert shown(officer, kind=own.key, status="invited") == [invited.slug]
    assert shown(officer, kind="confirmation", answer="unwritten") == [press.slug]


def test_those_who_have_not_answered_are_invited_and_were_written_to(officer):
    conference = make_conference()
    silent, unwritten = (make_reader(conference, status="invited") for __ in range(2))
    answered = make_reader(conference, status="invited")
    tell(silent, LetterKind.INVITATION)
    tell(answered, LetterKind.INVITATION)
    answered.status = "confirmed"
    answered.save()
    own = make_own_kind(conference)

    assert shown(officer, kind=own.key, answer="unanswered") == [silent.slug]
    assert shown(officer, kind="reminder") == [silent.slug]
    assert unwritten.slug in shown(officer, kind=own.key)


def test_letters_go_to_those_who_are_ticked_alone(officer):
    conference = make_conference()
    first, second = make_reader(conference), make_reader(conference)

    response = choose(officer, {"kind": "confirmation"}, second)

    assert "1 letter is in the outbox." in response.content.decode()
    assert [letter.speaker for letter in Letter.objects.all()] == [second]
    assert first.letters.count() == 0


def test_nobody_ticked_is_said(officer):
    make_reader(make_conference())

    response = choose(officer, {"kind": "confirmation"})

    assert (response.status_code, Letter.objects.count()) == (422, 0)
    assert "Tick whom to write to." in response.content.decode()


def test_person_whose_address_was_changed_since_is_shown_again(officer):
    conference = make_conference()
    speaker = make_reader(conference)
    seen = officer.get(CHOOSE, {"kind": "confirmation"}).context["seen"]
    speaker.further_emails = "office@example.org"
    speaker.save()

    response = choose(officer, {"kind": "confirmation"}, speaker, seen=seen)

    assert (response.status_code, Letter.objects.count()) == (409, 0)
    assert response.context["new_since"] == {speaker.pk}


def test_who_has_no_address_is_named_with_the_page_that_cures_it(officer):
    conference = make_conference()
    speaker = make_speaker(conference)
    make_reader(conference)

    body = officer.get(CHOOSE, {"kind": "confirmation"}).content.decode()

    assert "Without an e-mail address:" in body
    assert f"/en/admin/speakers/speaker/{speaker.pk}/change/" in body


def test_kind_of_ones_own_is_written_sent_and_kept_beside_the_others(officer):
    __, __, speaker = make_staged()
    fields = {"name": "Thanks", "subject_en": "Thank you", "body_en": "{salutation}\n\nThank you, {name}."}
    officer.post(f"{LETTERS}templates/new/", {"loaded": "", **fields})
    kind = LetterTemplate.objects.get()

    choose(officer, {"kind": kind.key}, speaker)

    letter = Letter.objects.get()
    assert (letter.kind, letter.own_kind, letter.kind_name) == ("own", kind, "Thanks")
    assert "Thank you, Speaker 0 (en)." in letter.body
    assert "Thanks" in officer.get(LETTERS).content.decode()
    response = officer.post(f"{LETTERS}templates/{kind.key}/", {"loaded": "", "remove": "1"}, follow=True)
    assert "There is 1 letter of this kind" in response.content.decode()
    assert LetterTemplate.objects.count() == 1


def test_kind_of_ones_own_without_letters_is_removed(officer):
    kind = make_own_kind(make_conference())

    officer.post(f"{LETTERS}templates/{kind.key}/", {"loaded": "", "remove": "1"})

    assert LetterTemplate.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "", "subject_en": "A", "body_en": "B"}, "This field is required."),
        ({"name": "Other", "subject_en": "A"}, "Write both subject and text, or neither."),
        ({"name": "Other"}, "Write the letter in at least one language."),
        ({"name": "Thanks", "subject_en": "A", "body_en": "B"}, "already has a kind of letters of this name"),
        ({"name": "Other", "subject_en": "A", "body_en": "{salary}"}, "“{salary}” is not a placeholder of letters."),
    ],
)
def test_kind_of_ones_own_that_will_not_do_comes_back(officer, fields, words):
    make_own_kind(make_conference())

    response = officer.post(f"{LETTERS}templates/new/", {"loaded": "", **fields})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert LetterTemplate.objects.count() == 1


def test_own_kind_of_another_conference_is_not_found(officer):
    kind = make_own_kind(make_conference(slug="other"))
    make_conference()

    assert officer.get(f"{LETTERS}templates/{kind.key}/").status_code == 404


def test_nobody_is_written_to_in_a_language_without_a_text(officer):
    conference = make_conference()
    kind = make_own_kind(conference, subject_fr="", body_fr="")
    french, english = make_reader(conference, correspondence_language="fr"), make_reader(conference)

    body = officer.get(CHOOSE, {"kind": kind.key}).content.decode()
    choose(officer, {"kind": kind.key}, french, english)

    assert "This kind of letters has no text in the language of:" in body
    assert [letter.speaker for letter in Letter.objects.all()] == [english]


def test_own_letter_that_states_no_session_is_not_held_by_a_change_of_the_programme():
    conference, panel, speaker = make_staged()
    kind = make_own_kind(conference)
    (letter,) = write(conference, kind.key, keys=[speaker.pk], by=None, at=MORNING).letters
    move(panel, 60)

    assert reasons_to_hold(conference, [letter]) == {}
    assert letter.told == []


def test_texts_that_are_not_translated_are_named_and_need_a_tick(officer):
    __, panel, speaker = make_staged()
    panel.title_fr = ""
    panel.save()
    speaker.correspondence_language = "fr"
    speaker.save()

    body = officer.get(CHOOSE, {"kind": "confirmation"}).content.decode()
    response = choose(officer, {"kind": "confirmation"}, speaker)
    refused = Letter.objects.count()
    choose(officer, {"kind": "confirmation"}, speaker, in_spite="on")

    assert "Session 0 (en)" in body
    assert "/en/dialogue/texts/fr/programme/?only=missing" in body
    assert (response.status_code, refused) == (422, 0)
    assert "texts of the programme are not translated" in response.content.decode()
    assert Letter.objects.get().detail["untranslated"] == [["fr", "session", "Session 0 (en)"]]
    assert "Not translated into its language:" in officer.get(LETTERS).content.decode()


def test_page_of_letters_asks_for_the_tick_too(officer):
    conference, __, speaker = make_staged()
    conference.title_fr = ""
    conference.save()
    speaker.correspondence_language = "fr"
    speaker.save()
    (seen,) = [each["seen"] for each in officer.get(LETTERS).context["to_write"] if each["kind"] == "confirmation"]

    refused = officer.post(f"{LETTERS}write/", {"kind": "confirmation", "seen": seen})
    officer.post(f"{LETTERS}write/", {"kind": "confirmation", "seen": seen, "in_spite": "on"})

    assert refused.status_code == 422
    assert Letter.objects.get().speaker == speaker


def test_constraints_of_kinds_hold_whoever_writes():
    conference = make_conference()
    kind, speaker = make_own_kind(conference), make_reader(conference)
    values = {"conference": conference, "language": "en", "made_at": MORNING, "speaker": speaker}

    assert refuses(Letter.objects.create, kind="own", **values)
    assert refuses(Letter.objects.create, kind="invitation", own_kind=kind, **values)
    Letter.objects.create(kind="own", own_kind=kind, number=1, **values)
    assert refuses(Letter.objects.create, kind="own", own_kind=kind, **values)
    assert refuses(Letter.objects.create, kind="notice", number=1, **values)
    Letter.objects.create(kind="own", own_kind=make_own_kind(conference, "Other"), number=2, **values)
    assert refuses(make_own_kind, conference)
    assert refuses(make_own_kind, conference, "")
    assert refuses(LetterTemplate.objects.create, conference=conference, kind="invitation", name="Name")
