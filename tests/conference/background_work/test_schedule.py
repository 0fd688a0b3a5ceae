"""What is due by the clock is done once, by whichever worker is first, and not at all where nobody wants it."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.conf import settings as project
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from conference.background_work.schedule import Scheduled, daily, enqueue_due, every
from conference.models import ScheduledWork
from operations.backup.scheduled import NIGHTLY

AT = datetime(2026, 4, 3, 4, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@task()
def nothing():
    pass


wanted = []
EACH_HOUR = Scheduled(nothing, every(HOUR))
WANTED = Scheduled(nothing, every(HOUR), lambda: bool(wanted))


@pytest.mark.django_db
def test_work_is_due_after_its_pause_and_put_into_the_queue_once(settings, django_assert_num_queries):
    settings.SCHEDULED_WORK = {"hourly": f"{__name__}.EACH_HOUR"}

    assert enqueue_due(AT) == []
    with django_assert_num_queries(1):
        assert enqueue_due(AT + HOUR / 2) == []
    assert enqueue_due(AT + HOUR * 30) == ["hourly"]  # the server was off for a day: it is done once
    assert enqueue_due(AT + HOUR * 30) == []
    assert DBTaskResult.objects.count() == 1
    assert ScheduledWork.objects.get().due_at == AT + HOUR * 31


@pytest.mark.django_db
def test_work_that_nobody_wants_waits_without_a_word_written(settings, django_assert_num_queries):
    settings.SCHEDULED_WORK = {"wanted": f"{__name__}.WANTED"}
    enqueue_due(AT)

    with django_assert_num_queries(1):
        assert enqueue_due(AT + HOUR * 2) == []
    wanted.append(True)
    assert enqueue_due(AT + HOUR * 3) == ["wanted"]
    wanted.clear()


@pytest.mark.parametrize(("hour", "next_at"), [(5, "2026-04-03 05:00"), (4, "2026-04-04 04:00")])
def test_daily_work_is_due_at_its_next_hour(hour, next_at):
    assert daily(time(hour))(AT).strftime("%Y-%m-%d %H:%M") == next_at


def test_each_line_of_the_settings_names_a_task():
    for path in project.SCHEDULED_WORK.values():
        scheduled = import_string(path)
        assert scheduled.next(AT) > AT
        assert scheduled.task.module_path


def test_nightly_backup_is_made_where_a_folder_is_named(settings, tmp_path):
    settings.BACKUPS = None
    assert not NIGHTLY.is_wanted()
    settings.BACKUPS = tmp_path
    assert NIGHTLY.is_wanted()
