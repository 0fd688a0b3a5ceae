import re
from datetime import date

import pytest

from conference.languages import CODES
from conference.models import AuditEntry
from programme.letters.compose import write
from programme.letters.defaults import shipped
from programme.letters.forms_of_address import one_line
from programme.models import Session
from programme.models.letter import LetterKind, LetterTemplate
from programme.models.letter_placeholders import PLACEHOLDERS, fill, fill_line, validate_placeholders
from programme.release.content import content_of
from speakers.models import Speaker
from tests.factories import MORNING, in_six, make_conference, make_session, release
from tests.programme.letters.letters import make_reader, make_staged, move, write_one

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_letters_that_come_have_the_same_placeholders_in_six_languages():
    found = {
        (kind, field): {frozenset(re.findall(r"{(\w+)}", shipped(code)["templates"][kind][field])) for code in CODES}
        for kind in set(LetterKind.values) - {LetterKind.OWN}
        for field in ("subject", "body")
    }

    assert {key for key, names in found.items() if len(names) != 1} == set()
    assert {name for names in found.values() for each in names for name in each} <= set(PLACEHOLDERS)


def test_formulas_and_words_are_there_in_six_languages():
    english = shipped("en")

    for code in CODES:
        for part in ("salutations", "closings", "as_speaker", "words"):
            assert set(shipped(code)[part]) == set(english[part]) != set()


@pytest.mark.parametrize(
    "text", ["{name.__class__}", "{0}", "{}", "{name!r}", "{name:>10}", "{unknown}", "{ name }", "{name[0]}"]
)
def test_what_is_no_placeholder_is_named_and_harmless(text):
    with pytest.raises(Exception, match=re.escape(text)):
        validate_placeholders(f"Dear {text}")

    assert fill(f"Dear {text}", {"name": "Ms. A"}) == f"Dear {text}"


@pytest.mark.parametrize(("text", "filled"), [("{{name}}", "{A}"), ("}{", "}{"), ("{", "{"), ("{name", "{name")])
def test_odd_braces_stay_as_they_are_written(text, filled):
    validate_placeholders(text)

    assert fill_line(text, {"name": "A"}) == filled


def test_what_is_put_in_is_not_looked_at_again():
    assert fill("{name}", {"name": "{reply_by}", "reply_by": "tomorrow"}) == "{reply_by}"


def test_paragraph_is_left_out_where_it_has_nothing_to_say():
    assert fill("Dear {name}\n\nVenue: {venue}\n \nGoodbye", {"name": "A", "venue": ""}) == "Dear A\n\nGoodbye"


@pytest.mark.parametrize(
    ("code", "titles", "opening"),
    [
        ("en", {"en": "H.E. Mr."}, "Excellency,"),
        ("en", {"en": "Ms."}, "Dear Ms.\u00a0Mira Sorvino,"),
        ("fr", {"fr": "Mme"}, "Madame,"),
        ("fr", {"fr": "M."}, "Monsieur,"),
        ("fr", {}, "Madame, Monsieur,"),
        ("fr", {"fr": "Dr", "es": "Dra."}, "Madame,"),
        ("es", {"es": "Excma. Sra."}, "Excelencia:"),
        ("ru", {"ru": "г-жа"}, "Уважаемая г-жа\u00a0Mira Sorvino,"),
        ("ar", {"ar": "سعادة السيدة"}, "صاحبة السعادة،"),
        ("ar", {"ar": "السيد"}, "السيد Mira Sorvino المحترم،"),
        ("zh-hans", {"zh_hans": "女士"}, "尊敬的Mira Sorvino女士："),
    ],
)
def test_salutation_is_that_of_the_language_and_the_title(code, titles, opening):
    conference = make_conference()
    names = dict.fromkeys(in_six("name", ""), "Mira Sorvino")
    titles = {f"courtesy_title_{suffix}": title for suffix, title in titles.items()}
    values = dict.fromkeys(in_six("courtesy_title", ""), "") | titles
    speaker = make_reader(conference, correspondence_language=code, **names, **values)

    letter = write_one(speaker)

    assert letter.language == code
    assert letter.body.splitlines()[0] == opening


@pytest.mark.parametrize(
    ("code", "title", "role", "body"),
    [
        ("ar", "السيدة", "(رئيسة مشاركة)", "بصفة متكلمة"),
        ("ar", "السيد", "(رئيس مشارك)", "بصفة متكلم "),
        ("ar", "", "(رئاسة مشتركة)", "بصفة متكلم أو متكلمة"),
        ("es", "Sra.", "(copresidenta)", "en calidad de oradora en"),
        ("fr", "Mme", "(coprésidente)", "en qualité d’oratrice au"),
        ("fr", "M.", "(coprésident)", "en qualité d’orateur au"),
        ("fr", "", "(coprésidence)", "en qualité d’orateur ou d’oratrice"),
        ("ru", "г-жа", "(сопредседатель)", "в качестве выступающей"),
        ("ru", "", "(сопредседатель)", "в качестве оратора"),
    ],
)
def test_letter_speaks_of_its_recipient_as_it_addresses_them(code, title, role, body):
    __, panel, speaker = make_staged()
    panel.roles.update(kind="co-chair")
    speaker.correspondence_language = code
    setattr(speaker, f"courtesy_title_{code}", title)
    speaker.save()

    letter = write_one(speaker)

    assert role in letter.body
    assert body in letter.body


def test_letter_without_a_language_is_in_the_original_one():
    __, __, speaker = make_staged(original_language="fr")

    assert write_one(speaker).subject == "Confirmation de votre participation\u00a0: Dialogue (fr)"


def test_times_are_those_of_the_conference_and_of_the_recipient():
    __, __, speaker = make_staged()
    speaker.time_zone = "Asia/Tokyo"
    speaker.save()

    body = write_one(speaker).body

    assert "Tuesday, 3 April 2012, 10 to 10.10 a.m. (New York time); 11 to 11.10 p.m. (Tokyo time)" in body


def test_day_of_the_recipient_is_told_where_it_is_another():
    __, panel, speaker = make_staged()
    move(panel, 120)
    speaker.time_zone = "Asia/Tokyo"
    speaker.save()

    assert "(New York time); Wednesday, 4 April 2012, 1 to 1.10 a.m. (Tokyo time)" in write_one(speaker).body


@pytest.mark.parametrize("code", CODES)
def test_nothing_in_a_letter_is_in_another_language(code):
    """What the texts of a conference do not say comes from the language's own words."""
    conference, __, speaker = make_staged()
    room = conference.rooms.get()
    closing = make_session(conference, kind="closing", room=room)
    closing.roles.create(speaker=speaker, kind="speaker")
    speaker.correspondence_language = code
    speaker.save()

    letter = write_one(speaker)

    suffixes = {found.replace("_", "-") for found in re.findall(r"\((\w\w(?:_hans)?)\)", letter.subject + letter.body)}
    assert suffixes == {code}
    if code != "en":
        assert not re.search("session|speaker|panellist|time|Room", letter.body.replace("Session", ""))


def test_times_are_told_once_where_both_clocks_say_the_same():
    __, __, speaker = make_staged()
    speaker.time_zone = "America/Toronto"
    speaker.save()

    body = write_one(speaker).body

    assert "New York" in body
    assert "Toronto" not in body


def test_zone_that_nobody_knows_is_refused_in_the_form_and_passed_over_in_the_letter():
    __, __, speaker = make_staged()
    Speaker.objects.filter(pk=speaker.pk).update(time_zone="Mars/Olympus\nBcc: a@b.org")
    speaker.refresh_from_db()

    with pytest.raises(Exception, match="is not a time zone"):
        speaker.clean_fields()

    assert "10 to 10.10 a.m. (New York time)\n" in write_one(speaker).body


@pytest.mark.parametrize("sign", [*"\u202a\u202b\u202c\u202d\u202e", *"\u2066\u2067\u2068\u2069"])
def test_no_sign_that_turns_the_direction_comes_into_a_line(sign):
    assert one_line(f"Mira{sign} Sorvino") == "Mira Sorvino"


def test_subject_is_one_line_whatever_stands_in_a_title():
    conference = make_conference(title_en="Dialogue\r\nBcc: x@example.org \u202eevil" + "long " * 50)
    speaker = make_reader(conference, name_en="A\nB\u202e")

    letter = write_one(speaker)

    assert len(letter.subject) <= 300
    assert letter.subject.startswith("Confirmation of your participation: Dialogue Bcc: x@example.org evil")
    assert not set("\n\r\u202e") & set(letter.subject)
    assert "Dear A B," in letter.body


def test_invitation_tells_the_draft_and_by_when_to_reply():
    __, __, speaker = make_staged()
    Speaker.objects.update(status="invited")

    letter = write_one(speaker, LetterKind.INVITATION, reply_by=date(2012, 3, 1))

    assert "I have the honour to invite you" in letter.body
    assert "Interactive panel discussion I: Session 0 (en) (panellist)" in letter.body
    assert "by 1 March 2012" in letter.body
    assert "programme is available" not in letter.body


@pytest.mark.parametrize("kind", [LetterKind.INVITATION, LetterKind.CONFIRMATION])
def test_letter_calls_a_session_of_a_kind_of_ones_own_by_that_kind(kind):
    """An invitation tells the draft, a confirmation the release."""
    conference, panel, speaker = make_staged()
    Session.objects.filter(pk=panel.pk).update(**in_six("own_kind", "High-level segment"))
    release(conference)
    if kind == LetterKind.INVITATION:
        Speaker.objects.update(status="invited")

    letter = write_one(speaker, kind)

    assert "High-level segment (en) I: Session 0 (en) (panellist)" in letter.body
    assert "Interactive panel discussion" not in letter.body


def test_confirmation_tells_what_is_released():
    conference, panel, speaker = make_staged()
    release(conference)
    panel.room.name_en = "Another"
    panel.room.save()

    letter = write_one(speaker)

    assert "Room: Chamber (en)" in letter.body
    assert "/en/dialogue/" in letter.body
    assert letter.detail["release"] == 1


def test_invitation_tells_the_draft_also_where_a_programme_is_released():
    """Somebody who had confirmed is asked anew, for what is not yet public; who has confirmed is told what is."""
    conference, panel, speaker = make_staged()
    invited = make_reader(conference)
    panel.roles.create(speaker=invited, kind="panellist")
    release(conference)
    panel.room.name_en = "Another"
    panel.room.save()
    invited.status = "invited"
    invited.save()

    invitation, confirmation = write_one(invited, LetterKind.INVITATION, reply_by=date(2012, 3, 1)), write_one(speaker)

    assert "Room: Another" in invitation.body
    assert "Room: Chamber (en)" in confirmation.body


def test_protected_speaker_is_addressed_by_their_own_name():
    conference = make_conference()
    speaker = make_reader(
        conference,
        slug="participant-abcdefghij",
        protected=True,
        **in_six("name", "Real Name"),
        **in_six("displayed_name", "A survivor"),
    )

    letter = write_one(speaker)

    assert letter.body.startswith("Dear Real Name (en),")
    assert str(letter) == "confirmation: A survivor (en)"
    assert "Real Name" not in str(list(AuditEntry.objects.values()))


def test_address_language_and_zone_are_never_released():
    conference, __, speaker = make_staged()
    speaker.time_zone, speaker.correspondence_language = "Asia/Tokyo", "ru"
    speaker.save()

    content = str(content_of(conference))

    assert speaker.name_en in content
    assert speaker.email not in content
    assert "Asia/Tokyo" not in content


def test_conference_has_words_of_its_own_once_somebody_changes_them():
    conference, __, speaker = make_staged()
    LetterTemplate.objects.create(conference=conference, kind="confirmation", body_en="Hello {name}", subject_en="Hi")

    letter = write_one(speaker)

    assert (letter.subject, letter.body) == ("Hi", "Hello Speaker 0 (en)")


def test_language_that_the_own_template_lacks_says_what_comes_with_the_software():
    conference, __, speaker = make_staged()
    LetterTemplate.objects.create(conference=conference, kind="confirmation", body_en="Hello {name}")
    speaker.correspondence_language = "es"
    speaker.save()

    assert "Tengo el honor" in write_one(speaker).body


def test_letters_of_a_rehearsal_say_so():
    __, __, speaker = make_staged(purpose="rehearsal")

    assert write_one(speaker).subject.startswith("[Rehearsal] ")


def test_thousand_letters_are_written_with_few_queries(django_assert_max_num_queries):
    conference = make_conference()
    rows = [
        Speaker(conference=conference, slug=f"s-{place}", status="invited", email=f"s{place}@example.org", name_en="N")
        for place in range(1000)
    ]
    Speaker.objects.bulk_create(rows)

    with django_assert_max_num_queries(40):
        written = write(conference, LetterKind.INVITATION, reply_by=date(2012, 3, 1), by=None, at=MORNING)

    assert len(written.letters) == 1000
