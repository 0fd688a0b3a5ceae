import re
from types import SimpleNamespace

import pytest

from conference.models import AuditEntry, User
from conference.refusals import Conflict, Refusal
from floor.live.state import state_of
from floor.models import Floor, FloorEvent
from floor.procedure import presiding
from floor.procedure.events import undo
from floor.record.corrections import FIELDS, correct
from floor.record.entries import entries_of
from floor.statistics.statistics import intervention_facts, statistics_of
from tests.factories import in_six, make_conference
from tests.pages import as_drawn
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database


@pytest.fixture
def desk(room):
    """An intervention that is being made, of which two officers correct what the record says."""
    group = room.conference.groups.create(**in_six("name", "Group"))
    intervention = room.give(room.ask(0, speaker_name="Ms. A", language="en"))
    first, second = User.objects.create_user("first"), User.objects.create_user("second")
    seen = {"speaker_name": "Ms. A", "speaker_gender": "", "language": "en", "other_language": "", "group": None}
    seen |= {"speaker_title": "", "speaker_function": "", "level": ""}

    def change(by=first, reason="As on the slip", **fields):
        correct(intervention, {**seen, **fields}, seen=seen, reason=reason, by=by, at=room.later(1))

    return SimpleNamespace(
        room=room, intervention=intervention, group=group, seen=seen, second=second, change=change, officer=first
    )


def said(desk):
    row = room_row(desk)
    return {name: getattr(row, name) for name in desk.seen}


def room_row(desk):
    return desk.room.session.interventions.get(pk=desk.intervention.pk)


def conclude(desk):
    room = desk.room
    presiding.conclude(room.session, by=room.officer, at=room.later(9), expected=desk.intervention.pk)
    desk.intervention.refresh_from_db()


def test_facts_of_an_intervention_are_corrected(desk):
    desk.change(speaker_name="Ms. B", speaker_gender="woman", language="fr", group=desk.group)

    assert said(desk) == {
        **desk.seen,
        "speaker_name": "Ms. B",
        "speaker_gender": "woman",
        "language": "fr",
        "other_language": "",
        "group": desk.group,
    }


def test_correction_is_an_audit_entry_with_its_reason_and_what_was_before(desk):
    desk.change(language="fr", group=desk.group)

    entry = AuditEntry.objects.get(act="floor: correct")
    assert (entry.by, entry.subject_id) == (desk.officer, str(desk.intervention.pk))
    assert entry.detail == {
        "step": Floor.objects.get().version,
        "session": desk.room.session.slug,
        "reason": "As on the slip",
        "language": ["en", "fr"],
        "group": ["", "Group (en)"],
    }


def test_screens_and_figures_have_what_was_corrected(desk):
    before = state_of(desk.room.session)
    desk.change(language="fr", speaker_name="Ms. B", group=desk.group)
    after = state_of(desk.room.session)

    assert after.version == before.version + 1
    assert [after.public["speaking"][name] for name in ("language", "person")] == ["fr", "Ms. B"]
    assert after.public["speaking"]["group"]["en"] == "Group (en)"
    figures = statistics_of([intervention_facts(entry) for entry in entries_of(desk.room.session, at=desk.room.at)])
    assert [share.key for share in figures.by_language] == ["fr"]


def test_two_who_correct_different_things_both_succeed(desk):
    desk.change(language="fr")
    desk.change(speaker_name="Ms. B", by=desk.second)

    assert (said(desk)["language"], said(desk)["speaker_name"]) == ("fr", "Ms. B")


def test_who_corrects_the_same_later_is_told_and_nothing_is_done(desk):
    desk.change(speaker_name="Ms. B")

    with pytest.raises(Conflict, match="first has corrected the same in the meantime") as overtaken:
        desk.change(speaker_name="Ms. C", speaker_gender="woman", by=desk.second)

    assert overtaken.value.fields == ["speaker_name"]
    assert (said(desk)["speaker_name"], said(desk)["speaker_gender"]) == ("Ms. B", "")


@pytest.mark.every_database
def test_language_and_which_other_language_are_corrected_together(desk):
    desk.change(language="other", other_language="Swahili")

    with pytest.raises(Conflict) as overtaken:
        desk.change(language="fr", by=desk.second)

    assert overtaken.value.fields == ["language", "other_language"]
    assert (said(desk)["language"], said(desk)["other_language"]) == ("other", "Swahili")


@pytest.mark.parametrize("again", [{"language": "fr"}, {}])
def test_correction_that_changes_nothing_is_no_step(desk, again):
    desk.change(language="fr")

    with pytest.raises(Refusal, match="The record says so already"):
        desk.change(**again, by=desk.second)

    assert FloorEvent.objects.filter(act="correct").count() == 1


def test_correction_has_a_reason(desk):
    with pytest.raises(Refusal, match="Say why"):
        desk.change(language="fr", reason="  ")


def test_what_is_struck_or_only_waits_is_not_corrected(desk):
    conclude(desk)
    presiding.strike(desk.intervention, reason="Twice", by=desk.officer, at=desk.room.later(1))

    for row in (desk.intervention, desk.room.ask(1, language="en")):
        with pytest.raises(Refusal, match="on the record can be corrected"):
            correct(
                row, {"speaker_name": "B"}, seen={"speaker_name": ""}, reason="No", by=desk.officer, at=desk.room.at
            )


def test_undoing_takes_back_the_correction_and_not_the_conclusion_before_it(desk):
    conclude(desk)
    desk.change(language="fr")

    undone = undo(desk.room.session, by=desk.officer, at=desk.room.later(1))

    assert (undone.act, room_row(desk).state, said(desk)["language"]) == ("correct", "concluded", "en")


# The page


@pytest.fixture
def pages(desk):
    record = f"/en/{desk.room.conference.slug}/sessions/{desk.room.session.slug}/record/"
    address = f"{record}{desk.intervention.pk}/correct/"
    return SimpleNamespace(client=browser_of(make_member("floor-officer")), record=record, correct=address)


def sent(desk, pages, **fields):
    seen = {f"seen-{name}": value or "" for name, value in desk.seen.items()}
    written = {name: value or "" for name, value in desk.seen.items()}
    return pages.client.post(pages.correct, {**written, **seen, "reason": "As on the slip", **fields})


def value_of(page, name):
    """What a field of the form on the page holds."""
    field = re.search(rf'<(input|select) [^>]*name="{name}".*?(?:</select>|>)', page, re.DOTALL)[0]
    return re.search(r'value="([^"]*)"( selected)?', field[field.index("<option") :] if "<option" in field else field)[
        1
    ]


def chosen_in(page, name):
    return re.findall(r'value="([^"]*)" lang="[^"]*" selected', page[page.index(f'name="{name}"') :])[:1]


def test_form_corrects_the_record(desk, pages):
    answer = sent(desk, pages, speaker_name="Ms. B", language="", other_language="Swahili", group=desk.group.pk)

    assert (answer.status_code, answer.url) == (302, f"{pages.record}#entry-{desk.intervention.pk}")
    assert said(desk) == {
        **desk.seen,
        "speaker_name": "Ms. B",
        "language": "other",
        "other_language": "Swahili",
        "group": desk.group,
    }


def test_official_language_takes_the_other_one_away(desk, pages):
    desk.change(language="other", other_language="Swahili")
    seen = {"seen-language": "other", "seen-other_language": "Swahili"}

    sent(desk, pages, language="fr", other_language="Swahili", **seen)

    assert (said(desk)["language"], said(desk)["other_language"]) == ("fr", "")


def test_late_form_comes_back_with_what_was_written_and_what_stands(desk, pages):
    desk.change(speaker_name="Ms. <B>", language="fr")

    answer = sent(desk, pages, speaker_name="Ms. C")
    page = as_drawn(answer.content.decode())

    assert answer.status_code == 409
    assert "first has corrected the same in the meantime" in page
    assert "On the record now: <bdi>Ms. &lt;B&gt;</bdi>" in page
    assert (value_of(page, "speaker_name"), value_of(page, "seen-speaker_name")) == ("Ms. C", "Ms. &lt;B&gt;")
    assert (chosen_in(page, "language"), value_of(page, "seen-language")) == (["fr"], "fr")


def test_late_form_that_is_saved_again_stands_and_leaves_what_its_writer_left(desk, pages):
    desk.change(speaker_name="Ms. B", language="fr")
    again = {"seen-speaker_name": "Ms. B", "language": "fr", "seen-language": "fr"}

    answer = sent(desk, pages, speaker_name="Ms. C", **again)

    assert answer.status_code == 302
    assert (said(desk)["speaker_name"], said(desk)["language"]) == ("Ms. C", "fr")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "Say why the record is corrected."),
        ({"speaker_name": "bell \x07"}, "control character"),
        ({"speaker_name": "x" * 121}, "at most 120 characters"),
        ({"language": "de"}, "de is not one of the available choices"),
        ({"group": "foreign"}, "not one of the available choices"),
        ({"group": "9" * 40}, "not one of the available choices"),
        ({"seen-group": "x"}, "The form is not complete; load the page again."),
        ({}, "The record says so already."),
    ],
)
def test_form_that_cannot_be_done_comes_back_with_the_reason(desk, pages, fields, words):
    if fields.get("group") == "foreign":
        fields = {"group": make_conference(slug="other").groups.create(**in_six("name", "Foreign")).pk}

    answer = sent(desk, pages, **{"other_language": "<i>", "language": "other", **fields} if fields else {})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert words in page
    assert f'<details class="correct" id="correct-{desk.intervention.pk}" open>' in page
    assert not fields or value_of(page, "other_language") == "&lt;i&gt;"
    assert said(desk) == desk.seen


def test_form_without_what_its_writer_saw_is_refused(desk, pages):
    answer = pages.client.post(pages.correct, {"speaker_name": "Ms. B", "reason": "No"})

    assert answer.status_code == 422
    assert "The form is not complete" in answer.content.decode()
    assert said(desk) == desk.seen


def test_form_of_what_was_struck_meanwhile_is_answered_with_one_sentence(desk, pages):
    conclude(desk)
    presiding.strike(desk.intervention, reason="Twice", by=desk.officer, at=desk.room.later(1))

    answer = sent(desk, pages, speaker_name="Ms. B")

    assert answer.status_code == 422
    assert "Only an intervention that is on the record can be corrected." in answer.content.decode()


def test_panellist_speaks_on_nobody_s_behalf(desk, pages):
    room = desk.room
    conclude(desk)
    row = room.session.interventions.create(
        role=room.panellist, kind="answer", state="concluded", through="record", key="0" * 32
    )
    form = {"speaker_name": "", "speaker_gender": "man", "language": "en", "other_language": "", "reason": "Heard"}
    seen = {f"seen-{name}": "" for name in FIELDS}

    answer = pages.client.post(f"{pages.record}{row.pk}/correct/", {**form, **seen, "group": desk.group.pk})
    row.refresh_from_db()

    assert answer.status_code == 302
    assert (row.speaker_gender, row.language, row.group) == ("man", "en", None)
    assert pages.client.get(pages.record).content.decode().count('name="group"') == 1


def test_number_of_queries_of_the_record_with_its_forms_does_not_grow(desk, pages, django_assert_num_queries):
    last = desk.intervention
    for size in (1, 3):
        while desk.room.session.interventions.on_record().count() < size:
            request = desk.room.ask(desk.room.session.interventions.count())
            last = desk.room.give(request, instead_of=last)
        with django_assert_num_queries(17):
            pages.client.get(pages.record)


@pytest.mark.parametrize("role", ["note-taker", "presidents-office"])
def test_who_does_not_run_the_floor_corrects_nothing(desk, pages, role):
    pages.client = browser_of(make_member(role))

    assert "seen-language" not in pages.client.get(pages.record).content.decode()
    assert sent(desk, pages, speaker_name="Ms. B").status_code == 404
    assert said(desk) == desk.seen
