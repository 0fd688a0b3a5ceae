import pytest

from conference.models import AuditEntry
from conference.refusals import Refusal
from summary.clearance.stages import STEPS, change_stage, steps_for
from summary.models import Summary
from tests.staff import make_member
from tests.summary.conftest import NOON, make_summary

pytestmark = pytest.mark.django_db

WAY = ("draft", "with-president", "cleared", "in-translation", "issued")


def test_way_from_draft_to_translation(summary, drafter, office):
    stages = []
    for name, by in (("submit", drafter), ("clear", office), ("translate", drafter)):
        stages.append(change_stage(summary, name, by=by, at=NOON).stage)

    assert stages == ["with-president", "cleared", "in-translation"]
    entries = AuditEntry.objects.filter(subject_type="summary.summary").order_by("pk")
    assert [(entry.act, entry.by, entry.detail) for entry in entries] == [
        ("summary: submit", drafter, {"from": "draft", "to": "with-president"}),
        ("summary: clear", office, {"from": "with-president", "to": "cleared"}),
        ("summary: translate", drafter, {"from": "cleared", "to": "in-translation"}),
    ]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("secretariat", [["submit"], [], ["translate", "reopen"], ["reopen"], ["reopen", "reopen-translations"]]),
        ("presidents-office", [[], ["return", "clear"], ["reopen"], ["reopen"], ["reopen"]]),
        ("note-taker", [["submit"], [], [], [], []]),
        ("co-chair", [[], [], [], [], []]),
        ("translator-fr", [[], [], [], [], []]),
    ],
)
def test_steps_are_those_of_the_office(summary, role, expected):
    member = make_member(role)

    found = []
    for stage in WAY:
        summary.stage = stage
        found.append([step.name for step in steps_for(summary, member)])
    assert found == expected


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_step_that_is_another_office_s_is_refused(summary, step):
    Summary.objects.update(stage=step.before[0])

    with pytest.raises(Refusal, match="another office"):
        change_stage(summary, step.name, reason="Because.", by=make_member("co-chair"), at=NOON)

    assert Summary.objects.get().stage == step.before[0]


def test_second_who_takes_the_same_step_is_told(summary, drafter):
    change_stage(summary, "submit", by=drafter, at=NOON)

    with pytest.raises(Refusal, match="with the President’s office"):
        change_stage(summary, "submit", by=make_member("note-taker"), at=NOON)


@pytest.mark.parametrize("reason", ["", "  "])
def test_reopening_needs_a_reason(summary, office, reason):
    Summary.objects.update(stage="cleared")

    with pytest.raises(Refusal, match="Give the reason"):
        change_stage(summary, "reopen", reason=reason, by=office, at=NOON)


def test_reason_stays_in_the_trail(summary, office):
    Summary.objects.update(stage="cleared")

    change_stage(summary, "reopen", reason=" A delegation was left out. ", by=office, at=NOON)

    assert AuditEntry.objects.get(act="summary: reopen").detail["reason"] == "A delegation was left out."


def test_draft_without_text_is_not_sent(drafter):
    summary = make_summary()
    summary.sections.all().delete()

    with pytest.raises(Refusal, match="no text"):
        change_stage(summary, "submit", by=drafter, at=NOON)
