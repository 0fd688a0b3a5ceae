from types import SimpleNamespace
from uuid import uuid4

import pytest

from conference.models import AuditEntry, User
from conference.refusals import Overtaken, Refusal
from conference.text_diff import DiffPart, difference
from floor.models import Intervention
from floor.models.record import Gist
from floor.procedure import presiding
from floor.record.gists import write_gist
from tests.pages import as_drawn
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database


@pytest.fixture
def desk(room):
    """An intervention that is being made, and two note-takers who write its gist."""
    intervention = room.give(room.ask(0))
    first, second = User.objects.create_user("first"), User.objects.create_user("second")

    def write(text, on, by=first, after=1, language="en"):
        return write_gist(intervention, text, on, language=language, by=by, at=room.later(after))

    return SimpleNamespace(room=room, intervention=intervention, first=first, second=second, write=write)


def current(desk):
    return desk.intervention.gists.not_set_aside().first()


def test_gist_is_written_while_the_intervention_is_made(desk):
    gist = desk.write("Supported the Plan", on=0)

    assert (current(desk), gist.text, gist.number, gist.by) == (gist, "Supported the Plan", 1, desk.first)


def test_saves_of_one_note_taker_in_two_minutes_are_one_version_whose_number_rises(desk):
    desk.write("Supported", on=0)
    desk.write("Supported the", on=1)
    desk.write("Supported the Plan", on=2)

    assert list(desk.intervention.gists.values_list("number", "text")) == [(3, "Supported the Plan")]


def test_after_two_minutes_another_version_begins(desk):
    desk.write("Supported", on=0)
    desk.write("Supported the Plan", on=1, after=120)

    assert list(desk.intervention.gists.values_list("number", "text")) == [(2, "Supported the Plan"), (1, "Supported")]


def test_deleting_most_of_a_text_keeps_what_stood_before(desk):
    desk.write("Supported the Plan of Action", on=0)
    desk.write("", on=1)

    assert list(desk.intervention.gists.values_list("text", flat=True)) == ["", "Supported the Plan of Action"]


def test_second_note_taker_who_has_read_the_version_that_stands_goes_on_with_it(desk):
    desk.write("Supported", on=0)
    gist = desk.write("Supported the Plan", on=1, by=desk.second)

    assert (current(desk), gist.by, desk.intervention.gists.count()) == (gist, desk.second, 2)


def test_save_on_an_older_version_is_refused_and_both_texts_are_kept(desk):
    desk.write("Supported", on=0)
    desk.write("Supported the Plan", on=1)

    with pytest.raises(Overtaken, match="first has changed this text in the meantime") as overtaken:
        desk.write("Opposed the Plan", on=1, by=desk.second)

    assert (overtaken.value.current.text, overtaken.value.own.text) == ("Supported the Plan", "Opposed the Plan")
    assert current(desk).text == "Supported the Plan"
    assert [gist.text for gist in desk.intervention.gists.set_aside()] == ["Opposed the Plan"]


def test_save_that_was_set_aside_stands_when_it_rests_on_the_version_that_stands(desk):
    desk.write("Supported", on=0)
    with pytest.raises(Overtaken) as overtaken:
        desk.write("Opposed", on=0, by=desk.second)

    desk.write("Supported, with a reservation", on=overtaken.value.current.number, by=desk.second)

    assert current(desk).text == "Supported, with a reservation"


def test_saves_that_go_on_being_overtaken_fill_one_version(desk):
    desk.write("Supported", on=0)
    for text in ("Opp", "Oppos", "Opposed"):
        with pytest.raises(Overtaken):
            desk.write(text, on=0, by=desk.second)

    assert [gist.text for gist in desk.intervention.gists.set_aside()] == ["Opposed"]


def test_two_who_write_the_same_are_not_told_of_a_difference(desk):
    desk.write("Supported", on=0)

    assert desk.write("Supported", on=0, by=desk.second) == current(desk)


def test_each_version_that_is_kept_is_an_audit_entry_and_not_each_save(desk):
    desk.write("Supported", on=0)
    desk.write("Supported the", on=1)
    with pytest.raises(Overtaken):
        desk.write("Opposed", on=1, by=desk.second)

    entries = AuditEntry.objects.filter(act__startswith="gist").order_by("pk")
    assert [(entry.act, entry.by) for entry in entries] == [
        ("gist: write", desk.first),
        ("gist: set aside", desk.second),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [("x" * 20_001, "at most 20,000 characters"), ("bell \x07", "control character"), ("nul \x00", "control")],
)
def test_text_that_cannot_be_kept_is_refused(desk, text, message):
    with pytest.raises(Refusal, match=message):
        desk.write(text, on=0)

    assert not Gist.objects.exists()


def test_gist_is_in_an_official_language(desk):
    with pytest.raises(Refusal, match="official languages"):
        desk.write("Ja", on=0, language="de")


def test_gist_is_of_an_intervention_on_the_record(room):
    with pytest.raises(Refusal, match="on the record"):
        write_gist(room.ask(1), "Not yet", 0, language="en", by=room.officer, at=room.at)


def test_gist_can_be_finished_after_the_intervention(desk):
    desk.write("Supported", on=0)
    presiding.conclude(desk.room.session, by=desk.room.officer, at=desk.room.later(9), expected=desk.intervention.pk)
    desk.intervention.refresh_from_db()

    assert desk.write("Supported it.", on=1).text == "Supported it."


def test_difference_is_told_word_by_word():
    assert difference("Supported the Plan", "Opposed the Plan fully") == [
        DiffPart("theirs", "Supported"),
        DiffPart("own", "Opposed"),
        DiffPart("same", " the Plan"),
        DiffPart("own", " fully"),
    ]


def test_difference_in_chinese_is_told_by_character():
    assert difference("支持行动计划", "反对行动计划") == [
        DiffPart("theirs", "支持"),
        DiffPart("own", "反对"),
        DiffPart("same", "行动计划"),
    ]


def test_arabic_word_with_vowels_stays_whole():
    assert difference("أيَّدَت الخطة", "عارضت الخطة") == [
        DiffPart("theirs", "أيَّدَت"),
        DiffPart("own", "عارضت"),
        DiffPart("same", " الخطة"),
    ]


@pytest.mark.parametrize("text", ["", "one\n\ntwo  three", "a b a b", "。！？", "👩‍👩‍👧 and e\u0301"])
def test_nothing_is_lost_from_a_difference(text):
    parts = difference(text, "another " + text)

    assert "".join(part.text for part in parts if part.where != "own") == text
    assert "".join(part.text for part in parts if part.where != "theirs") == "another " + text


# The page


@pytest.fixture
def pages(desk):
    note_taker = browser_of(make_member("note-taker"))
    address = f"/en/{desk.room.conference.slug}/sessions/{desk.room.session.slug}/record/"
    return SimpleNamespace(client=note_taker, record=address, gist=f"{address}{desk.intervention.pk}/gist/")


def sent(pages, text, on, **headers):
    return pages.client.post(pages.gist, {"text": text, "base_version": on, "language": "en"}, headers=headers)


def test_record_shows_each_intervention_with_the_field_for_its_gist(desk, pages):
    desk.write("Supported the Plan", on=0)

    page = pages.client.get(pages.record).content.decode()

    assert "Delegation 0" in page
    assert "\nSupported the Plan</textarea>" in page


def test_who_speaks_is_on_top_of_the_record_and_the_first_speaker_last(desk, pages):
    now = desk.room.give(desk.room.ask(1), instead_of=desk.room.speaking())
    of_old = {"state": "concluded", "through": "record", "key": uuid4()}
    old = Intervention.objects.create(session=desk.room.session, delegation=desk.room.delegations[2], **of_old)

    page = pages.client.get(pages.record).content.decode()

    assert page.index(f'id="entry-{now.pk}"') < page.index(f'id="entry-{old.pk}"')
    top, then = (page.index(f'id="entry-{row.pk}"') for row in (now, desk.intervention))
    assert top < then
    assert [page.count(f'id="gist-{row.pk}"') for row in (now, desk.intervention)] == [1, 1]


def test_form_saves_a_gist_without_a_script(desk, pages):
    answer = sent(pages, "Supported", 0)

    assert (answer.status_code, answer.url) == (302, f"{pages.record}#entry-{desk.intervention.pk}")
    assert current(desk).text == "Supported"


def test_form_that_comes_too_late_shows_both_texts_and_then_rests_on_the_one_that_stands(desk, pages):
    desk.write("Supported <b>", on=0)

    answer = sent(pages, "Opposed <i>", 0)
    page = as_drawn(answer.content.decode())

    assert answer.status_code == 409
    assert "<del>Supported</del><ins>Opposed</ins>" in page
    assert "\nOpposed &lt;i&gt;</textarea>" in page
    assert 'name="base_version" value="1"' in page
    assert (current(desk).text, desk.intervention.gists.count()) == ("Supported <b>", 2)


def test_script_is_told_the_version_or_given_both_texts(desk, pages):
    script = {"Rostrum-Fragment": "gist"}

    saved = sent(pages, "Supported", 0, **script)
    desk.write("Supported the Plan", on=1)
    late = sent(pages, "Opposed", 1, **script)

    assert (saved.status_code, saved.json()) == (200, {"base_version": 1, "message": "Saved"})
    assert (late.status_code, late.json()["base_version"], late.json()["text"]) == (409, 2, "Supported the Plan")
    assert "<ins>Opposed</ins>" in late.json()["conflict"]


def test_refused_text_comes_back_with_the_reason(desk, pages):
    answer = sent(pages, "x" * 20_001, 0)

    assert answer.status_code == 422
    assert "x" * 20_001 in answer.content.decode()
    assert "at most 20,000 characters" in answer.content.decode()


@pytest.mark.parametrize("on", ["", "-1", "x", "9" * 40, "²"])
def test_absurd_version_counts_as_none(desk, pages, on):
    assert sent(pages, "Supported", on).status_code == 302


def test_history_shows_what_was_set_aside(desk, pages):
    desk.write("Supported", on=0)
    with pytest.raises(Overtaken):
        desk.write("Opposed", on=0, by=desk.second)

    page = pages.client.get(f"{pages.record}{desk.intervention.pk}/gists/").content.decode()

    assert "Supported" in page
    assert "Opposed" in page


def test_record_shows_what_was_struck_with_its_reason_and_who_was_not_reached(desk, pages):
    room = desk.room
    presiding.conclude(room.session, by=room.officer, at=room.later(9), expected=desk.intervention.pk)
    presiding.strike(desk.intervention, reason="Entered twice", by=room.officer, at=room.later(1))
    room.ask(3)

    page = pages.client.get(pages.record).content.decode()

    assert "<s>Delegation 0 (en)</s>" in page
    assert "Entered twice" in page
    assert "Delegation 3 (en)" in page


def test_number_of_queries_of_the_record_does_not_grow(desk, pages, django_assert_num_queries):
    last = desk.intervention
    for size in (1, 3):
        while desk.room.session.interventions.on_record().count() < size:
            request = desk.room.ask(desk.room.session.interventions.count())
            last = desk.room.give(request, instead_of=last)
        with django_assert_num_queries(16):
            pages.client.get(pages.record)


@pytest.mark.parametrize("role", ["floor-officer", "presidents-office"])
def test_who_may_only_read_the_record_writes_no_gist(desk, pages, role):
    pages.client = browser_of(make_member(role))

    assert pages.client.get(pages.record).status_code == 200
    assert sent(pages, "Supported", 0).status_code == 404
    assert not Gist.objects.exists()
