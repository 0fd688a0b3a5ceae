"""A job from the page that starts it to its result; the worker and its queue are the real ones."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from conference.background_work import jobs, queue
from conference.background_work.kind import Done, Later, Stopped
from conference.background_work.worker import Worker
from conference.models import Job
from conference.models.job import KEPT
from conference.refusals import Refusal
from tests.background import do_background_work
from tests.constraints import refuses
from tests.factories import make_conference
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db

PAGE = "/en/dialogue/background-work/"


class Work:
    """A kind of job that does what a test says: `Work.run = ...`."""

    permission = "conference.release_programme"
    act = None

    def run(self, job, progress):
        return Work.act(job, progress)

    def told(self, job):
        return [f"{job.outcome['number']} pages."]

    def address(self, job):
        return "/en/"


@pytest.fixture(autouse=True)
def kinds(settings, tmp_path):
    settings.BACKGROUND_WORK = dict.fromkeys(Job.Kind.values, f"{__name__}.Work")
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def officer():
    return make_member("secretariat")


def begin(officer, act, **arguments):
    Work.act = staticmethod(act)
    conference = officer.conference = getattr(officer, "conference", None) or make_conference()
    return jobs.start(Job.Kind.SITE_COPY, conference, by=officer, at=timezone.now(), **arguments)


def done(job, progress):
    return Done({"number": 7})


def shown(officer):
    return browser_of(officer).get(PAGE).content.decode()


def test_job_waits_for_a_worker_and_then_says_what_came_of_it(officer):
    job = begin(officer, done)
    assert "It waits for its turn." in shown(officer)

    do_background_work()

    job.refresh_from_db()
    assert (job.failure, job.tries, job.is_open) == ("", 1, False)
    page = shown(officer)
    assert "7 pages." in page
    assert "waits for its turn" not in page


def test_file_is_for_its_owner_alone_and_is_forgotten_with_its_job(officer, tmp_path):
    made = tmp_path / "made"

    def make(job, progress):
        made.write_bytes(b"content")
        return Done({"number": 1}, made, "copy.zip")

    job = begin(officer, make)
    do_background_work()
    address = f"{PAGE}{job.pk}/file/"

    answer = browser_of(officer).get(address)
    assert b"".join(answer) == b"content"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="copy.zip"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert not made.exists()
    colleague = browser_of(make_member("secretariat", "colleague"))
    assert colleague.get(address).status_code == 404
    assert "copy.zip" not in colleague.get(PAGE).content.decode()
    officer.groups.clear()
    assert browser_of(officer).get(address).status_code == 404

    kept = Path(Job.objects.get().file.path)
    assert kept.exists()
    queue.forget.call()
    assert Job.objects.count() == 1
    Job.objects.update(asked_at=timezone.now() - KEPT * 2, started_at=None, finished_at=timezone.now() - KEPT * 1.01)
    queue.forget.call()
    assert (Job.objects.count(), kept.exists()) == (0, False)


def test_pressing_twice_does_it_once(officer):
    first, second, other = begin(officer, done), begin(officer, done), begin(officer, done, number=2)

    assert first == second != other
    do_background_work()
    assert begin(officer, done) != first


def test_what_is_refused_is_told_in_the_language_of_the_page_where_it_was_started(officer):
    from django.utils.translation import gettext, override

    def refuse(job, progress):
        raise Refusal(gettext("The programme is not released."))

    with override("fr"):
        job = begin(officer, refuse)
    do_background_work()

    job.refresh_from_db()
    assert (job.failure, job.reason) == ("refused", "Le programme n’est pas publié.")
    assert "Le programme n’est pas publié." in shown(officer)


def test_fault_is_in_the_log_and_the_page_says_to_whom_to_turn(officer, caplog):
    def break_down(job, progress):
        raise ZeroDivisionError("Aleya Hammad")

    job = begin(officer, break_down)
    do_background_work()

    page = shown(officer)
    assert f"finds it in the log as background work {job.pk}." in page
    assert "Aleya Hammad" in caplog.text
    assert "Aleya" not in page
    assert "Aleya" not in str(list(Job.objects.values())) + str(list(DBTaskResult.objects.values()))


def test_job_that_failed_is_tried_again_at_the_press_of_a_button(officer):
    def refuse(job, progress):
        raise Refusal("Not now.")

    job = begin(officer, refuse)
    do_background_work()
    Work.act = staticmethod(done)

    answer = browser_of(officer).post(f"{PAGE}{job.pk}/try-again/", follow=True).content.decode()
    do_background_work()

    assert "It is tried again." in answer
    assert "7 pages." in shown(officer)
    assert "It has not failed." in browser_of(officer).post(f"{PAGE}{job.pk}/try-again/", follow=True).content.decode()


def test_failure_that_passes_is_tried_again_by_itself(officer):
    def put_off(job, progress):
        if job.tries < 2:
            raise Later("The server is away.", timedelta(minutes=5))
        return done(job, progress)

    job = begin(officer, put_off)
    do_background_work()
    assert "The server is away." in shown(officer)
    assert DBTaskResult.objects.ready().count() == 0

    DBTaskResult.objects.update(run_after=timezone.now())
    do_background_work()

    job.refresh_from_db()
    assert (job.tries, job.reason, job.is_open) == (2, "", False)


def test_job_of_somebody_who_lost_the_right_is_not_done(officer):
    job = begin(officer, done)
    officer.groups.clear()

    do_background_work()

    job.refresh_from_db()
    assert (job.failure, job.outcome) == ("refused", {})


def test_worker_that_is_stopped_puts_its_job_back_and_another_does_it(officer):
    def stop_midway(job, progress):
        progress(1, 4)
        worker.stop()
        progress(2, 4)

    job, worker = begin(officer, stop_midway), Worker(batch=True)
    worker.run()

    job.refresh_from_db()
    assert (job.done, job.total, job.percentage, job.tries, job.started_at) == (1, 4, 25, 0, None)
    assert "1 / 4" in shown(officer)
    Work.act = staticmethod(done)
    do_background_work()
    job.refresh_from_db()
    assert job.outcome == {"number": 7}


def claimed_and_lost(started_at):
    """What a worker that is killed leaves behind."""
    row = queue.claim("killed")
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=started_at)
    return row


def test_job_of_a_worker_that_was_killed_is_taken_again(officer):
    job, at = begin(officer, done), timezone.now()
    lost = claimed_and_lost(at - queue.DEAD)

    assert queue.recover(at) == 0
    queue.SignOfLife.objects.create(task=lost.pk, at=at)
    assert queue.recover(at + timedelta(seconds=1)) == 0
    assert queue.recover(at + queue.DEAD) == 1
    do_background_work()

    job.refresh_from_db()
    assert job.outcome == {"number": 7}


def test_job_that_kills_each_worker_is_given_up(officer):
    job, at = begin(officer, done), timezone.now()

    for _number in range(queue.MOST_TRIES):
        claimed_and_lost(at - queue.DEAD)
        assert queue.recover(at + timedelta(seconds=1)) == 1

    job.refresh_from_db()
    assert job.failure == "lost"
    assert "The server stopped again and again" in shown(officer)
    assert queue.is_empty()


def test_page_says_that_no_worker_runs(officer):
    begin(officer, done)
    assert "No worker takes this up" not in shown(officer)

    Job.objects.update(asked_at=timezone.now() - timedelta(minutes=2))

    assert "No worker takes this up" in shown(officer)


def test_script_is_given_the_list_alone_and_follows_it_while_something_is_open(officer):
    begin(officer, done)

    answer = browser_of(officer).get(PAGE, headers={"Rostrum-Fragment": "jobs"}).json()
    do_background_work()
    later = browser_of(officer).get(PAGE, headers={"Rostrum-Fragment": "jobs"}).json()

    assert answer["html"].strip().startswith('<div id="jobs" data-open>')
    assert later["html"].strip().startswith('<div id="jobs">')


def test_idle_worker_writes_nothing_and_asks_once(officer, django_assert_num_queries):
    worker = Worker()
    worker.turn(timezone.now())  # looks at the schedule

    with django_assert_num_queries(1) as asked:
        assert worker.turn(timezone.now()) is False
    assert asked[0]["sql"].startswith("SELECT")


@pytest.mark.django_db(transaction=True)  # the command begins with a connection of its own
def test_work_of_the_command_ends_at_an_empty_queue(officer, capsys):
    job = begin(officer, done)

    call_command("work", once=True)

    job.refresh_from_db()
    assert not job.is_open


@task()
def break_down():
    raise ZeroDivisionError("Aleya Hammad")


def test_task_that_fails_is_logged_and_its_error_is_not_kept(caplog):
    break_down.enqueue()
    do_background_work()

    assert "Aleya Hammad" in caplog.text
    assert any(record.levelno == logging.ERROR for record in caplog.records)
    assert DBTaskResult.objects.failed().get().traceback == ""


def test_constraints_of_a_job(officer):
    job = begin(officer, done)
    for wrong in (
        {"failure": "fault"},
        {"file": "a"},
        {"finished_at": timezone.now(), "failure": "fault", "file": "a"},
        {"started_at": job.asked_at - timedelta(seconds=1)},
        {"kind": "other"},
        {"language": "de"},
        {"failure": "other", "finished_at": timezone.now()},
    ):
        assert refuses(Job.objects.update, **wrong), wrong
    Job.objects.update(finished_at=timezone.now(), file="a", started_at=job.asked_at)


def test_stopped_is_no_failure(officer):
    def stop(job, progress):
        raise Stopped

    job = begin(officer, stop)
    worker = Worker()
    worker.turn(timezone.now())

    job.refresh_from_db()
    assert (job.failure, job.is_open) == ("", True)
    assert queue.waiting_since() is not None
