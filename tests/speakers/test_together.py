"""Several who press at once on people: their status, and the tables that are taken in."""

import pytest

from conference.imports.undo import plan_undo
from conference.models import AuditEntry, ImportFile
from conference.models.import_file import ImportRefused, PreviewOutdated
from conference.refusals import Conflict
from speakers.answers.deciding import compared, shown_proposals, take
from speakers.answers.proposing import SentValue, propose
from speakers.imports.kind import TABLES
from speakers.models import Speaker
from tests.factories import MORNING, make_conference, make_speaker
from tests.speakers.imports.tables import apply_import, csv_of, preview, undo_import, upload
from tests.staff import make_member
from tests.together import at_once, in_the_midst_of, the_one

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = csv_of(["short_name", "status", "name_en"], ["a-b", "confirmed", "A B"], ["c-d", "invited", "C D"])


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def taking(conference, member):
    """The act of confirming what the preview of the table, uploaded once more, shows now."""
    handed, seen = upload(TABLE, conference, member, MORNING), preview(TABLE, conference).fingerprint
    return lambda __=None: apply_import(ImportFile.objects.get(pk=handed.pk), seen=seen, by=member, at=MORNING)


def test_status_that_three_set_at_once_is_news_once():
    speaker = make_speaker(make_conference(), status="invited")

    news = at_once(lambda __: Speaker.objects.get(pk=speaker.pk).mark("confirmed", by=None, at=MORNING))

    assert sorted(news) == [False, False, True]
    assert AuditEntry.objects.get(act="change").detail == {"status": ["invited", "confirmed"]}


def test_proposal_that_three_officers_accept_at_once_is_accepted_once():
    speaker = make_speaker(make_conference(), status="invited")
    propose(speaker, [SentValue("participation", "accepted")], at=MORNING)
    proposals = list(speaker.proposals.all())
    seen = shown_proposals(compared(speaker, proposals, None)).token
    keys, options = [row.pk for row in proposals], {"seen": seen, "reads_needs": True, "by": None, "at": MORNING}

    outcomes = at_once(lambda __: take(Speaker.objects.get(pk=speaker.pk), keys, **options))

    assert the_one(outcomes, Conflict) == 1
    assert AuditEntry.objects.filter(act="answer: take").count() == 1
    assert Speaker.objects.get().status == "confirmed"


def test_answer_that_is_sent_three_times_at_once_is_there_once():
    speaker = make_speaker(make_conference(), status="invited")

    changed = at_once(lambda __: propose(speaker, [SentValue("message", "With pleasure.")], at=MORNING))

    assert sorted(changed) == [0, 0, 1]
    assert speaker.proposals.get().value == "With pleasure."


def test_table_that_three_take_at_once_is_taken_once():
    act = taking(make_conference(), make_member("secretariat"))

    assert the_one(at_once(act), ImportRefused) == 2

    assert sorted(Speaker.objects.values_list("slug", flat=True)) == ["a-b", "c-d"]
    assert AuditEntry.objects.filter(act="speakers: import").count() == 1


def test_table_that_three_handed_in_is_taken_from_one_of_them():
    conference, member = make_conference(), make_member("secretariat")
    acts = [taking(conference, member) for __ in range(3)]

    assert the_one(at_once(lambda number: acts[number]()), PreviewOutdated) == 2

    assert Speaker.objects.count() == 2


def test_table_is_not_taken_over_a_row_that_somebody_is_writing():
    conference, member = make_conference(), make_member("secretariat")
    make_speaker(conference, slug="a-b", name_en="Old name")
    act = taking(conference, member)

    refused = in_the_midst_of(lambda: Speaker.objects.update(name_en="New name"), act)

    assert type(refused) is PreviewOutdated
    assert list(Speaker.objects.values_list("name_en", flat=True)) == ["New name"]


def test_import_that_three_undo_at_once_is_undone_once():
    conference, member = make_conference(), make_member("secretariat")
    taking(conference, member)()
    file = ImportFile.objects.get()
    seen = plan_undo(TABLES, file, member).shown.token

    outcomes = at_once(lambda __: undo_import(file, seen=seen, by=member, at=MORNING))

    the_one(outcomes, PreviewOutdated)
    assert not Speaker.objects.exists()
    assert AuditEntry.objects.filter(act="undo import").count() == 1


def test_import_is_not_undone_over_a_row_that_somebody_is_writing():
    conference, member = make_conference(), make_member("secretariat")
    taking(conference, member)()
    file = ImportFile.objects.get()
    seen = plan_undo(TABLES, file, member).shown.token

    refused = in_the_midst_of(
        lambda: Speaker.objects.filter(slug="a-b").update(name_en="New name"),
        lambda: undo_import(file, seen=seen, by=member, at=MORNING),
    )

    assert type(refused) is PreviewOutdated
    assert Speaker.objects.get(slug="a-b").name_en == "New name"
