"""What the audit trail and Django's own log held before the list of acts was closed, brought over by the migrations."""

from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from conference.models import AuditEntry, User
from programme.timetable.saving import last_shift, undo_plan, undo_shift
from programme.timetable.shift_plan import sessions_of
from tests.constraints import refuses
from tests.factories import MORNING, make_conference, make_session
from translation.models import SentDigest

pytestmark = pytest.mark.django_db
LATER, EARLIER = timedelta(minutes=20), timedelta(minutes=5)


def enter(act, row, *, at=MORNING, by=None, conference=None, **detail):
    subject = {"subject_type": row._meta.label_lower, "subject_id": str(row.pk), "subject_name": "S"}
    return AuditEntry.objects.create(act=act, at=at, by=by, conference=conference, detail=detail, **subject)


def log(row, flag, by, at=MORNING, message=""):
    kind = ContentType.objects.get_for_model(row)
    LogEntry.objects.create(
        user=by, content_type=kind, object_id=row.pk, action_flag=flag, action_time=at, change_message=message
    )


def run(migration, function):
    getattr(import_module(migration), function)(apps, Editor)


def shifted(row, *names):
    """What the trail said of times that were five minutes earlier before."""
    moments = {name: getattr(row, name) for name in names}
    return {name: [(moment - EARLIER).isoformat(), moment.isoformat()] for name, moment in moments.items()}


class Editor:
    connection = connection


@contextmanager
def open_list():
    """The database takes any act, as it did before; PostgreSQL forgets it with the test's transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE conference_auditentry DROP CONSTRAINT auditentry_act_is_known")
            yield
        else:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_former_acts_and_the_log_of_the_admin_become_one_trail():
    conference, clerk = make_conference(), User.objects.create_user("clerk")
    with open_list():
        enter("summary text: write", conference, field="title")
        enter("rename", conference, a=["b", "c"])
    enter("change", conference, by=clerk)
    log(conference, CHANGE, clerk, message='[{"changed": {"fields": ["Title"]}}]')  # the trail tells this one
    log(conference, CHANGE, clerk, MORNING + LATER, "[]")  # and of this one there is nothing to tell
    log(conference, ADDITION, clerk, MORNING - LATER)
    log(clerk, DELETION, clerk)

    run("conference.migrations.0054_former_audit_acts", "map_former")
    run("conference.migrations.0056_one_trail", "carry_over")

    own = AuditEntry.objects.about(conference).order_by("pk")
    assert list(own.values_list("act", "detail", "at", "by")) == [
        ("text: write", {"field": "title"}, MORNING, None),
        ("former", {"a": ["b", "c"], "act": "rename"}, MORNING, None),
        ("change", {}, MORNING, clerk.pk),
        ("add", {}, MORNING - LATER, clerk.pk),
    ]
    assert list(AuditEntry.objects.about(clerk).values_list("act", "by")) == [("delete", clerk.pk)]
    assert AuditEntry.objects.get(subject_type="conference.auditentry").detail == {"entries": 2}
    assert not LogEntry.objects.exists()
    assert refuses(own.filter(act="former").update, act="add")


def test_last_shift_of_the_trail_can_still_be_undone():
    conference = make_conference()
    first, second, fixed = (make_session(conference, slug=slug) for slug in ("first", "second", "fixed"))
    enter("shift", fixed, at=MORNING - LATER, conference=conference, together="1", **shifted(fixed, "ends_at"))
    enter("put back times", fixed, conference=conference, together="1")
    enter("shift", first, conference=conference, together="2", **shifted(first, "starts_at", "ends_at"))
    enter("shift", second, conference=conference, together="2", **shifted(second, "ends_at"))

    run("programme.migrations.0051_shifts_leave_the_trail", "carry_over")

    assert [shift.undone_at for shift in conference.time_shifts.order_by("pk")] == [MORNING, None]
    plan = undo_plan(conference, list(sessions_of(conference)))
    assert [move.session.pk for move in plan.moves] == [first.pk, second.pk]
    undo_shift(conference, seen=plan.shown.token, by=None, at=MORNING + LATER)
    assert [(row.starts_at, row.ends_at) for row in sessions_of(conference)] == [
        (first.starts_at - EARLIER, first.ends_at - EARLIER),
        (second.starts_at, second.ends_at - EARLIER),
        (fixed.starts_at, fixed.ends_at),
    ]
    assert last_shift(conference) is None


def test_digests_of_the_trail_are_not_sent_again():
    conference, clerk = make_conference(), User.objects.create_user("clerk")
    late = MORNING.replace(hour=23, minute=30)  # in New York it is the same day

    for at in (MORNING, late):
        enter("text: digest", clerk, at=at, conference=conference)

    run("translation.migrations.0042_digests_leave_the_trail", "carry_over")

    assert list(SentDigest.objects.values_list("person", "day", "at")) == [(clerk.pk, MORNING.date(), MORNING)]
