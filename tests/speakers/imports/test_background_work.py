"""A file with many rows is imported, and undone, by the worker: as the page would, with the checks of the page."""

import json
from threading import Event

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from conference.archive.acts import archive
from conference.background_work import jobs, queue
from conference.files.import_progress import ImportProgress
from conference.imports import undo
from conference.models import AuditEntry, ImportedRow, ImportFile, Job, User
from programme.imports.kind import SCHEDULE
from programme.imports.plan import ScheduleChoices
from speakers.imports.kind import TABLES
from speakers.models import Speaker
from tests.background import do_background_work
from tests.factories import MORNING, make_conference, make_speaker
from tests.speakers.imports.tables import apply_import, csv_of, preview, upload
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db

JOBS = "/en/dialogue/background-work/"
TABLE = csv_of(["short_name", "name_en"], ["one", "One"], ["two", "Two"], ["three", "Three"])


@pytest.fixture(autouse=True)
def few_at_once(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.MOST_IMPORTED_AT_ONCE = 2


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def member():
    return make_member("secretariat")


@pytest.fixture
def client(member):
    return browser_of(member)


@pytest.fixture
def file(conference, member):
    return upload(TABLE, conference, member, MORNING)


@pytest.fixture
def imported(file, conference, member):
    apply_import(file, seen=preview(TABLE, conference).fingerprint, by=member, at=MORNING)
    file.refresh_from_db()
    return file


def address(file, page, language="en"):
    return reverse(f"speakers:import-{page}", args=["dialogue", file.pk]).replace("/en/", f"/{language}/", 1)


def press(client, file, language="en", **more):
    seen = client.get(address(file, "preview", language)).context["preview"].fingerprint
    return client.post(address(file, "apply", language), {"seen": seen}, **more)


def press_undo(client, file):
    seen = client.get(address(file, "undo")).context["plan"].shown.token
    return client.post(address(file, "undo"), {"seen": seen})


def names():
    return set(Speaker.objects.values_list("slug", flat=True))


def killed_and_taken_again():
    """A worker is killed at the task that is next, and the task is put back."""
    row = queue.claim("killed")
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=timezone.now() - queue.DEAD)
    assert queue.recover(timezone.now()) == 1


def test_large_file_is_imported_by_the_worker_as_the_person_who_confirmed(client, member, file):
    answer = press(client, file)
    assert (answer.status_code, answer.url, names()) == (302, JOBS, set())

    do_background_work()

    file.refresh_from_db()
    entry = AuditEntry.objects.get(act="speakers: import")
    assert (names(), entry.by, file.outcome["written"]) == ({"one", "two", "three"}, member, 3)
    page = client.get(JOBS).content.decode()
    assert "3 rows were imported." in page
    assert f'href="{address(file, "preview")}"' in page
    assert "3 rows were imported." not in browser_of(make_member("secretariat", "colleague")).get(JOBS).content.decode()


def test_file_that_is_not_large_is_imported_at_once(client, file, settings):
    settings.MOST_IMPORTED_AT_ONCE = 3

    assert press(client, file).url == address(file, "preview")

    assert (names(), Job.objects.count()) == ({"one", "two", "three"}, 0)
    assert press_undo(client, file).url == address(file, "preview")
    assert (names(), Job.objects.count()) == (set(), 0)


def test_what_changed_before_the_page_was_confirmed_is_refused_on_the_page(client, conference, file):
    seen = client.get(address(file, "preview")).context["preview"].fingerprint
    make_speaker(conference, slug="one")

    answer = client.post(address(file, "apply"), {"seen": seen})

    assert (answer.status_code, Job.objects.count(), names()) == (409, 0, {"one"})


def test_what_changed_before_the_worker_came_is_refused_in_the_language_of_the_person(client, conference, file):
    press(client, file, "fr")
    make_speaker(conference, slug="one")

    do_background_work()

    job = Job.objects.get()
    assert (job.failure, names(), ImportedRow.objects.count()) == ("refused", {"one"}, 0)
    assert job.reason.startswith("Des lignes ont été modifiées depuis cet aperçu.")
    page = client.get(JOBS).content.decode()
    assert job.reason in page
    assert f'href="{address(file, "preview")}"' in page
    press(client, file)  # the file may be confirmed anew
    do_background_work()
    assert names() == {"one", "two", "three"}


def test_second_press_leads_to_the_job_that_is_not_over_and_a_colleague_is_told(client, file):
    colleague = browser_of(make_member("secretariat", "colleague"))
    press(client, file)

    assert press(client, file).url == JOBS
    told = press(colleague, file, follow=True).content.decode()

    assert "A colleague has started this already" in told
    assert Job.objects.count() == 1
    do_background_work()
    again = press(client, file, follow=True).content.decode()
    assert "This file has already been imported; nothing was written a second time." in again


def test_page_of_a_file_that_waits_for_the_worker_offers_no_button_again(client, file):
    button = f'action="{address(file, "apply")}"'
    assert button in client.get(address(file, "preview")).content.decode()
    press(client, file)

    own = client.get(address(file, "preview")).content.decode()
    of_colleague = browser_of(make_member("secretariat", "colleague")).get(address(file, "preview")).content.decode()

    for page in (own, of_colleague):
        assert "This is being done in the background." in page
        assert button not in page
    assert f'<a\n    href="{JOBS}">Background work</a>' in own
    do_background_work()
    assert "Undo this import" in client.get(address(file, "preview")).content.decode()


def test_import_whose_worker_died_at_its_end_is_not_done_twice(client, conference, member, file):
    press(client, file)
    apply_import(file, seen=preview(TABLE, conference).fingerprint, by=member, at=MORNING)

    killed_and_taken_again()
    do_background_work()

    job = Job.objects.get()
    assert (job.failure, job.outcome) == ("", {"written": 3})
    assert AuditEntry.objects.filter(act="speakers: import").count() == 1


def test_large_import_is_undone_by_the_worker(client, member, imported):
    make_speaker(imported.conference, slug="other")

    assert press_undo(client, imported).url == JOBS
    assert names() == {"one", "two", "three", "other"}
    assert "This is being done in the background." in client.get(address(imported, "undo")).content.decode()
    assert press_undo(client, imported).url == JOBS
    do_background_work()

    imported.refresh_from_db()
    assert (names(), imported.undone_by, Job.objects.get().failure) == ({"other"}, member, "")
    assert "The import was undone." in client.get(JOBS).content.decode()


def test_undo_of_what_changed_before_the_worker_came_is_refused(client, imported):
    press_undo(client, imported)
    Speaker.objects.filter(slug="two").update(name_en="Second")

    do_background_work()

    job = Job.objects.get()
    assert (job.failure, names()) == ("refused", {"one", "two", "three"})
    assert job.reason == "Something has changed since. Look at it again, then confirm."


def test_undo_whose_worker_died_at_its_end_is_not_done_twice(client, member, imported):
    press_undo(client, imported)
    seen = undo.plan_undo(TABLES, imported, member).shown.token
    undo.undo_import(TABLES, imported, seen=seen, by=member, at=MORNING)

    killed_and_taken_again()
    do_background_work()

    assert (Job.objects.get().failure, names()) == ("", set())
    assert AuditEntry.objects.filter(act=AuditEntry.Act.UNDO_IMPORT).count() == 1


def test_who_lost_the_right_to_the_file_writes_nothing(client, member, file):
    press(client, file)
    member.groups.set(make_member("translator-fr").groups.all())

    do_background_work()

    assert (Job.objects.get().reason, names()) == ("You may no longer do this.", set())


def test_conference_that_was_archived_before_the_worker_came_stays_as_it_is(client, member, conference, file):
    press(client, file)
    archive(conference, seen=None, by=member, at=MORNING)

    do_background_work()

    assert (Job.objects.get().failure, names()) == ("refused", set())
    assert Job.objects.get().reason.startswith("This conference is archived: it can only be read.")


def test_page_says_how_far_an_import_has_come_that_is_one_transaction(client, file):
    press(client, file)
    Job.objects.update(started_at=timezone.now())

    ImportProgress(file)(1, 3)  # as the import does, beside the file

    assert "1 / 3" in client.get(JOBS).content.decode()


def test_worker_that_is_stopped_leaves_nothing_of_an_import_behind_and_another_does_it(client, file):
    press(client, file)
    stopping = Event()
    stopping.set()
    stopped = jobs.STOPPING.set(stopping)
    jobs.do_job.call(Job.objects.get().pk)
    jobs.STOPPING.reset(stopped)

    job = Job.objects.get()
    assert (job.is_open, job.started_at, job.tries, names()) == (True, None, 0, set())
    do_background_work()
    assert names() == {"one", "two", "three"}


def test_who_may_not_open_the_page_of_background_work_waits_for_the_import(conference):
    helper = User.objects.create_user("helper", is_staff=True)
    for name in ("add_speaker", "change_speaker", "view_speaker"):
        helper.user_permissions.add(Permission.objects.get(codename=name))
    file = upload(TABLE, conference, helper, MORNING)

    assert press(browser_of(helper), file).url == address(file, "preview")

    assert (names(), Job.objects.count()) == ({"one", "two", "three"}, 0)


@pytest.mark.parametrize("choices", [ScheduleChoices(), ScheduleChoices("all", True, True, "confirmed")])
def test_choices_of_the_person_reach_the_worker(choices):
    kept = json.loads(json.dumps(SCHEDULE.kept_choices(choices)))

    assert SCHEDULE.choices_from(kept) == choices


def test_each_kind_of_file_is_found_by_the_worker(settings):
    kinds = {kind: import_string(path) for kind, path in settings.IMPORT_KINDS.items()}

    assert kinds.keys() == set(ImportFile.Kind.values)
    assert all(kind in each.kinds for kind, each in kinds.items())
