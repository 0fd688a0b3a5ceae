"""Uploading before the session: until when, in several versions, with a receipt, a length and a question at the end."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from conference.refusals import Conflict, Refusal
from floor.models.record import Statement
from floor.procedure import presiding
from floor.procedure.speaking_times import set_time_of_kind
from floor.statements import filing, hours, versions
from floor.statements.lengths import length
from programme.models import Session
from tests.conference.inspection.test_texts import run, written
from tests.conference.inspection.uploads import pdf
from tests.factories import in_six, make_panel
from tests.floor.statements.test_readers import hand_in
from tests.floor.statements.test_statements import begin_today, folder, joined, public, site, upload  # noqa: F401
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database

HOUR = timedelta(hours=1)
EVERY_LANGUAGE = ["ar", "zh-hans", "en", "fr", "ru", "es"]


def words(number):
    return written(run("word " * number))


def test_statement_is_in_time_until_two_hours_before_the_session_and_then_late(room):
    starts = room.session.starts_at

    in_time, late = hand_in(room, at=starts - 2 * HOUR), hand_in(room, at=starts - 2 * HOUR + timedelta(seconds=1))

    assert (in_time.is_late, late.is_late) == (False, True)


def test_conference_sets_the_hours(room):
    room.conference.statement_hours_before, room.conference.statement_hours_after = 24, 3
    room.session.conference = room.conference

    assert hours.hours_of(room.session) == (room.session.starts_at - 24 * HOUR, room.session.ends_at + 3 * HOUR)


def test_delegation_uploads_until_the_end_of_the_session_and_staff_after_it(room):
    end = room.session.ends_at
    hand_in(room, at=end - timedelta(seconds=1))
    with pytest.raises(Refusal, match="no longer accepted"):
        hand_in(room, at=end)

    assert hand_in(room, at=end, by=room.officer)


def test_session_that_runs_over_accepts_statements_while_somebody_has_the_floor(room):
    room.give(room.ask(1))
    end = room.session.ends_at
    assert hours.accepts(room.session, end + HOUR)

    presiding.conclude(room.session, by=room.officer, at=room.later(60), expected=room.speaking().pk)
    assert not hours.accepts(room.session, end)


def test_session_that_ended_early_accepts_none(room):
    room.session.ended_at = room.session.starts_at + timedelta(minutes=5)

    assert not hours.accepts(room.session, room.session.ended_at)


# Versions


def test_version_in_another_language_shares_the_text_and_its_intervention(room):
    row = room.ask(0)
    english = hand_in(room)
    french = hand_in(room, language="fr", version="courtesy", text=english)

    assert (french.text_key, french.intervention, french.revision) == (english.text_key, row, 0)
    assert list(versions.of_text(french)) == [english, french]


def test_second_original_is_refused(room):
    english = hand_in(room)

    with pytest.raises(Refusal, match="courtesy translation"):
        hand_in(room, language="fr", text=english)


def test_file_in_the_same_language_replaces_the_former_which_stays_on_file(room):
    first = hand_in(room)
    second = hand_in(room, text=first, version="courtesy")
    third = hand_in(room, text=second)
    room.give(room.ask(0))
    presiding.conclude(room.session, by=room.officer, at=room.later(60), expected=room.speaking().pk)

    assert [(each.revision, each.version) for each in (first, second, third)] == [
        (0, "original"),
        (1, "original"),
        (2, "original"),
    ]
    assert public() == [third]
    assert list(Statement.objects.on_file()) == [first, second, third]
    first.refresh_from_db()
    assert first.replaced_at == second.uploaded_at


def test_revised_text_of_what_was_delivered_is_public_at_once_and_under_embargo_again_with_it(room):
    first = hand_in(room)
    row = room.give(room.ask(0))
    presiding.conclude(room.session, by=room.officer, at=room.later(60), expected=row.pk)
    second = hand_in(room, text=first, by=room.officer)
    assert (public(), second.intervention) == ([second], row)

    presiding.strike(row, reason="Entered twice", by=room.officer, at=room.later(1))
    assert public() == []


def test_revised_text_of_what_was_posted_is_posted(room):
    first = hand_in(room)
    filing.post(first, by=room.officer, at=room.session.ends_at)
    second = hand_in(room, text=first, by=room.officer)

    assert public() == [second]


def test_revision_after_a_withdrawal_has_a_number_of_its_own(room):
    french = hand_in(room, language="fr")
    first = hand_in(room, text=french, version="courtesy")
    filing.withdraw(first, at=room.later(1))

    assert hand_in(room, text=french, version="courtesy").revision == 1


def test_version_of_a_text_that_is_gone_or_of_another_is_refused(room):
    first, other = hand_in(room), hand_in(room, number=1)
    filing.withdraw(first, at=room.later(1))

    with pytest.raises(Conflict, match="withdrawn or replaced"):
        hand_in(room, text=first)
    with pytest.raises(Refusal, match="another session"):
        hand_in(room, text=other)


def test_link_is_of_a_text_in_all_its_languages(room):
    english = hand_in(room)
    french = hand_in(room, language="fr", version="courtesy", text=english)
    row = room.ask(0)
    filing.link(french, row, by=room.officer, at=room.later(1))

    assert set(row.statements.all()) == {english, french}


# Lengths


def test_length_is_told_against_the_speaking_time(room):
    room.session.floor.speaking_time = timedelta(minutes=3)
    room.session.floor.save()

    fits, long = length(hand_in(room, words(330))), length(hand_in(room, words(495)))

    assert (str(fits), fits.is_too_long) == ("about 3 minutes; you have three minutes", False)
    assert (str(long), long.is_too_long) == ("about 4½ minutes; you have three minutes", True)
    assert length(hand_in(room, pdf())) is None
    chinese = length(hand_in(room, written(run("人" * 700)), language="zh-hans"))
    assert chinese.reading == timedelta(minutes=3.5)


def test_length_is_told_against_the_time_of_the_kind_of_speaker(room):
    set_time_of_kind(room.session, "group", timedelta(minutes=7), by=room.officer, at=room.later(1))
    group = room.conference.groups.create(**in_six("name", "Group"))
    alone = hand_in(room, words(495))
    room.ask(0, group=group)

    assert length(alone).allowed == timedelta(minutes=3)
    assert str(length(hand_in(room, words(495)))) == "about 4½ minutes; you have seven minutes"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "المدة التقريبية: دقيقتان ونصف؛ الوقت المتاح لكم: دقيقتان"),
        ("zh-hans", "约2分半钟；您的发言时间为2分钟"),
        ("fr", "environ 2 minutes et demie ; vous disposez de 2 minutes"),
        ("ru", "примерная продолжительность: 2,5 минуты; ваше время: 2 минуты"),
        ("es", "2 minutos y medio aproximadamente; disponen de 2 minutos"),
    ],
)
def test_length_is_told_in_each_language(room, language, said):
    room.session.floor.speaking_time = timedelta(minutes=2)
    room.session.floor.save()
    statement = hand_in(room, words(275))

    with translation.override(language):
        assert str(length(statement)).replace("\u00a0", " ") == said


# The pages


def sent(room, content=None, **fields):
    values = {"session": room.session.slug, "file": upload(content or words(900)), "language": "en", "mark": "check"}
    return {**values, "version": "original", "readers": "at-once", **fields}


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_delegation_gets_a_receipt_that_its_phone_can_keep(site, code):  # noqa: F811
    begin_today(site)
    client = joined(site)
    own = site.own.replace("/en/", f"/{code}/")

    answer = client.post(own, sent(site, readers="with-the-floor"))
    statement = Statement.objects.get()
    page = client.get(f"{own}{statement.pk}/").content.decode()
    text = client.get(f"{own}{statement.pk}/receipt.txt")

    assert answer.headers["Location"] == f"{own}{statement.pk}/"
    assert statement.readers == "with-the-floor"
    for part in ("delegation-0-en-1", statement.sha256, str(length(statement))):
        assert part in page
    assert text.headers["Content-Disposition"] == 'attachment; filename="delegation-0-en-1.txt"'
    assert statement.sha256 in text.content.decode()
    assert statement.uploaded_at.astimezone(site.conference.zone).isoformat()[:19] in text.content.decode()


def test_receipt_of_another_delegation_does_not_exist(site):  # noqa: F811
    other = hand_in(site, number=1)
    client = joined(site)

    assert client.get(f"{site.own}{other.pk}/").status_code == 404
    assert client.get(f"{site.own}{other.pk}/receipt.txt").status_code == 404
    assert client.get(site.own).status_code == 200


def test_second_file_is_proposed_as_a_courtesy_translation_of_the_first(site):  # noqa: F811
    begin_today(site)
    client = joined(site)
    client.post(site.own, sent(site))
    english = Statement.objects.get()

    form = client.get(site.own).context["form"]
    assert (form["text"].value(), form["version"].value()) == (english.pk, "courtesy")
    client.post(site.own, sent(site, language="fr", version="courtesy", text=english.pk))

    french = Statement.objects.exclude(pk=english.pk).get()
    assert (french.text_key, french.version) == (english.text_key, "courtesy")


def test_panel_that_is_not_released_is_not_offered(site):  # noqa: F811
    begin_today(site)
    secret = make_panel(site.conference)

    client = joined(site)
    page = client.get(site.own)
    answer = client.post(site.own, {**sent(site), "session": secret.slug})

    assert [row for row, _hours, _open in page.context["hours"]] == [site.session]
    assert (answer.status_code, Statement.objects.count()) == (422, 0)


def test_phone_that_is_too_late_is_told_so_and_keeps_its_page(site):  # noqa: F811
    now = timezone.now()
    Session.objects.update(starts_at=now - 2 * HOUR, ends_at=now - HOUR)

    answer = joined(site).post(site.own, sent(site))

    assert answer.status_code == 422
    assert "Statements are no longer accepted for this session" in answer.content.decode()


def test_scan_and_length_are_warnings_on_the_list_and_for_staff(site):  # noqa: F811
    begin_today(site)
    client = joined(site)
    for content in (pdf(), words(900)):
        assert client.post(site.own, sent(site, content, language="en")).status_code == 302

    pages = client.get(site.own).content.decode(), browser_of(make_member("floor-officer")).get(site.staff)
    for page in (pages[0], pages[1].content.decode()):
        assert "This file is a scan." in page
        assert "about 8 minutes; you have three minutes" in page


def test_withdrawing_asks_first(site):  # noqa: F811
    hand_in(site)

    for page in (joined(site).get(site.own), browser_of(make_member("floor-officer")).get(site.staff)):
        asked = page.content.decode().partition("</summary>")[0].rpartition("<details")[2]
        assert "Withdraw" in page.content.decode()
        assert "Yes, withdraw this statement" not in asked
        assert page.content.decode().count("Yes, withdraw this statement") == 1


def test_staff_see_what_was_replaced(site):  # noqa: F811
    first = hand_in(site)
    hand_in(site, text=first)

    reader = browser_of(make_member("note-taker"))
    file = reader.get(f"{site.staff}{first.pk}/")

    assert re.search(r"<strong>\s*replaced\s*</strong>", reader.get(site.staff).content.decode())
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
