from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from programme.letters.change_notices import prepare_notices
from programme.letters.compose import write
from programme.letters.sending import cancel, send_letter
from programme.models.letter import Letter, LetterKind
from tests.factories import MORNING, in_six, make_speaker, release
from tests.programme.letters.letters import LATER, make_member, make_staged, move, notices, tell

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def told():
    """A conference whose panellist was told the released programme: (conference, panel, speaker)."""
    conference, panel, speaker = make_staged()
    release(conference, at=MORNING - timedelta(days=1))
    tell(speaker)
    return conference, panel, speaker


def test_moved_session_makes_a_notice_once_it_has_settled(told):
    conference, panel, speaker = told
    move(panel, 60)
    release(conference)

    assert notices(conference, LATER - A_MINUTE) == []
    (letter,) = notices(conference, LATER)
    assert letter.speaker == speaker
    assert (
        "Time: Tuesday, 3 April 2012, 11 to 11.10 a.m. (New York time); "
        "previously Tuesday, 3 April 2012, 10 to 10.10 a.m. (New York time)"
    ) in letter.body
    assert letter.sent_at is None


def test_unreleased_change_makes_no_notice(told):
    conference, panel, __ = told
    move(panel, 60)

    assert notices(conference, LATER) == []


def test_several_releases_make_one_notice_of_the_whole_difference(told):
    conference, panel, __ = told
    move(panel, 60)
    release(conference)
    panel.room = conference.rooms.create(**in_six("name", "Hall"))
    panel.save(update_fields=["room"])
    release(conference, at=MORNING + 20 * A_MINUTE)

    assert notices(conference, LATER) == []
    (letter,) = notices(conference, LATER + 20 * A_MINUTE)
    assert "Room: Hall (en); previously Chamber (en)" in letter.body
    assert "11 to 11.10 a.m." in letter.body


def test_change_that_was_reverted_makes_no_notice(told):
    conference, panel, __ = told
    move(panel, 60)
    release(conference)
    move(panel, -60)
    release(conference, at=MORNING + A_MINUTE)

    assert notices(conference, LATER + A_MINUTE) == []


def test_notice_in_the_outbox_is_overtaken_by_a_later_release(told):
    conference, panel, __ = told
    move(panel, 60)
    release(conference)
    (first,) = notices(conference, LATER)
    move(panel, 60)
    release(conference, at=LATER)

    (second,) = notices(conference, LATER + 30 * A_MINUTE)

    first.refresh_from_db()
    assert first.cancelled_at == LATER + 30 * A_MINUTE
    assert "noon to 12.10 p.m." in second.body
    assert "previously Tuesday, 3 April 2012, 10 to 10.10 a.m." in second.body


def test_notice_in_the_outbox_goes_where_the_change_is_reverted(told):
    conference, panel, __ = told
    move(panel, 60)
    release(conference)
    notices(conference, LATER)
    move(panel, -60)
    release(conference, at=LATER)

    assert notices(conference, LATER + 30 * A_MINUTE) == []


def test_notice_is_written_once_however_often_the_page_is_opened(told):
    conference, panel, __ = told
    move(panel, 60)
    release(conference)

    for __ in range(3):
        prepare_notices(conference, at=LATER)

    assert Letter.objects.filter(kind=LetterKind.NOTICE).count() == 1


def test_next_notice_tells_the_difference_to_the_last(told):
    conference, panel, __ = told
    move(panel, 60)
    release(conference)
    (letter,) = notices(conference, LATER)
    send_letter(letter, by=None, at=LATER)
    move(panel, 60)
    release(conference, at=LATER)

    (second,) = notices(conference, LATER + 30 * A_MINUTE)

    assert "previously Tuesday, 3 April 2012, 11 to 11.10 a.m." in second.body


def test_notice_that_somebody_cancelled_is_not_written_again(told):
    conference, panel, __ = told
    move(panel, 60)
    release(conference)
    (letter,) = notices(conference, LATER)

    cancel(letter, by=make_member("secretariat"), at=LATER)

    assert notices(conference, LATER) == []


def test_who_joins_or_leaves_a_session_is_told(told):
    conference, panel, speaker = told
    panel.roles.all().delete()
    other = conference.sessions.create(
        slug="closing", kind="closing", starts_at=panel.starts_at, ends_at=panel.ends_at, **in_six("title", "Closing")
    )
    other.roles.create(speaker=speaker, kind="speaker")
    release(conference)

    (letter,) = notices(conference, LATER)

    assert "– New: Closing (en) (speaker)" in letter.body
    assert "– You no longer take part in: Interactive panel discussion I: Session 0 (en)" in letter.body


def test_other_role_is_told(told):
    conference, panel, __ = told
    panel.roles.update(kind="moderator")
    release(conference)

    assert "Function: moderator; previously panellist" in notices(conference, LATER)[0].body


def test_new_title_or_translated_room_concerns_nobody(told):
    conference, panel, __ = told
    panel.title_en, panel.room.name_fr = "Another", ""
    panel.save()
    panel.room.save()
    release(conference)

    assert notices(conference, LATER) == []


def test_only_those_concerned_are_told(told):
    conference, panel, speaker = told
    make_speaker(conference, email="other@example.org")
    move(panel, 60)
    release(conference)

    assert [letter.speaker for letter in notices(conference, LATER)] == [speaker]


def test_who_was_never_written_to_is_told_what_changed_since_the_first_release():
    conference, panel, __ = make_staged()
    release(conference)
    move(panel, 60)
    release(conference, at=MORNING + A_MINUTE)

    assert "previously Tuesday, 3 April 2012, 10 to" in notices(conference, LATER + A_MINUTE)[0].body


@pytest.mark.parametrize("status", ["invited", "withdrawn"])
def test_who_has_not_confirmed_is_not_told(told, status):
    conference, panel, speaker = told
    move(panel, 60)
    release(conference)
    speaker.status = status
    speaker.save()

    assert notices(conference, LATER) == []


def test_who_gets_a_confirmation_gets_no_notice_beside_it(told):
    conference, panel, speaker = told
    move(panel, 60)
    release(conference)
    write(conference, LetterKind.CONFIRMATION, keys=[speaker.pk], by=None, at=MORNING)

    assert notices(conference, LATER) == []


def test_renamed_address_of_a_speaker_tells_nothing_false(told):
    conference, panel, speaker = told
    speaker.slug = "another"
    speaker.save()
    move(panel, 60)

    assert notices(conference, LATER) == []


def test_speaker_put_under_protection_is_still_known(told):
    conference, panel, speaker = told
    speaker.former_slug, speaker.slug, speaker.protected = speaker.slug, "participant-abcdefghij", True
    speaker.displayed_name_en = "A survivor"
    speaker.save()
    move(panel, 60)
    release(conference)

    (letter,) = notices(conference, LATER)

    assert len(letter.told) == 1


def test_command_writes_the_notices_that_are_due(told):
    conference, panel, __ = told
    move(panel, 60)
    release(conference)
    said = StringIO()

    call_command("prepare_notices", conference="dialogue", stdout=said)

    assert said.getvalue() == "Notices written: 1.\n"


def test_command_names_a_conference_that_is_not_there():
    with pytest.raises(CommandError, match="There is no conference never"):
        call_command("prepare_notices", conference="never")
