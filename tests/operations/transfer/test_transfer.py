"""A conference is exported and imported: nothing of it is lost, nothing of another is taken, nobody gets rights."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from pypdf import PdfReader

from conference import caches
from conference.models import AuditEntry, ColumnMatching, Conference, FormerShortName, ImportedRow, Release, User
from conference.ownership import rows_of
from floor.models import BoothLink, Device, FloorEvent, FloorMessage, Seat
from floor.models.record import Statement
from operations.transfer.apply import import_conference
from operations.transfer.export import export_conference
from operations.transfer.package import Package
from operations.transfer.references import FOLLOWED_WITHIN, PARTS_OF_DOCUMENTS
from operations.transfer.scope import exported_models, label_of
from programme.models import ShiftedSession, TimeShift
from speakers.models import Speaker
from speakers.protection import neutral_slug
from summary.models import Paragraph, Section, Summary
from tests.acts_world import World
from tests.factories import in_six, release
from tests.summary.documents.contents import make_content
from tests.summary.editions.issuing import issue
from translation.models import Assignment, Text
from translation.texts.ordering import arrange

AT = timezone.now().replace(year=2031)
SECRET_NAME = "Perpetua Hollingworth"


@pytest.fixture
def world(db, settings, tmp_path):
    """The world of all acts, and of each kind of row of which no act needs one."""
    settings.MEDIA_ROOT = tmp_path
    world = World()
    add_people(world)
    add_programme(world)
    add_record_and_summary(world)
    release(world.dialogue, note="Photograph")
    arrange(world.dialogue.pk)
    return world


def add_people(world):
    """A photograph, and a protected speaker."""
    photograph = default_storage.save("photographs/one.jpg", ContentFile(b"a photograph"))
    readers = Speaker.objects.filter(pk=world.rows["reader"].pk)
    readers.update(photograph=photograph, consents_to_photograph=True)
    names = {"name_en": SECRET_NAME, "displayed_name_en": "A survivor"}
    world.dialogue.speakers.create(slug=neutral_slug(), protected=True, **names)
    columns = {"kind": "speakers", "signature": "a" * 32, "columns": {}}
    ColumnMatching.objects.create(conference=world.dialogue, by=world.root, at=world.now, **columns)


def add_programme(world):
    dialogue, session = world.dialogue, world.rows["session"]
    dialogue.sessions.filter(slug="session-2").update(slug="last")
    dialogue.documents.create(symbol="A/1", **in_six("title", "Document"))
    dialogue.organizers.create(**in_six("name", "Organizer"))
    dialogue.follow_up_meetings.create(year=2013, **in_six("title", "Meeting"))
    session.guidingquestions.create(**in_six("text", "Question"))
    shift = TimeShift.objects.create(conference=dialogue, by=world.root, at=world.now)
    times = dict.fromkeys(("started_at", "starts_at"), session.starts_at)
    times |= {"ended_at": session.ends_at, "ends_at": session.ends_at + timedelta(minutes=5)}
    ShiftedSession.objects.create(shift=shift, session=session, **times)
    act, detail = AuditEntry.Act.SHIFT, {"together": shift.pk, "room": [None, world.key("room")]}
    AuditEntry.objects.record(act=act, subject=session, by=None, at=world.now, conference=dialogue, detail=detail)


def add_record_and_summary(world):
    spoken, summary = world.rows["spoken"], world.rows["translated summary"]
    Statement.objects.filter(pk=world.rows["statement"].pk).update(posted_at=world.now)
    spoken.themes.add(world.rows["theme"])
    moments = {"began_at": world.now, "at": world.now}
    spoken.gists.create(number=1, text="The gist", by=world.root, **moments)
    FloorMessage.objects.create(session=world.rows["session"], text_en="Please wait", shown_at=world.now)
    content = make_content()
    content["dated_on"] = "2012-05-01"  # else it may be the edition that there is
    content["sections"][0]["key"] = f"s{summary.sections.get().pk}"
    issue(world.dialogue, content)
    paragraph = Paragraph.objects.filter(section__summary=summary).first()
    paragraph.sources.create(intervention=spoken)
    paragraph.comments.create(text="Look", by=world.root, at=world.now)
    world.rows["concept"].terms.create(language="en", text="fund")


def exported(slug="dialogue"):
    file = io.BytesIO()
    export_conference(slug, file, at=AT)
    return file


def moved(world):
    """The conference as it is after its import, under its own short name; the original goes by another."""
    file = exported()
    for name in Package(file).files:
        default_storage.delete(name)
    Conference.objects.filter(pk=world.dialogue.pk).update(slug="original")
    FormerShortName.objects.filter(kind="conference", conference=world.dialogue).delete()
    Summary.objects.filter(conference=world.dialogue).update(symbol="")
    return import_conference(Package(file), at=AT).conference


def rows_in(file, label):
    with zipfile.ZipFile(file) as archive:
        return [json.loads(line) for line in archive.read(f"rows/{label}.jsonl").splitlines()]


def labels_of_rows():
    return [label_of(model) for model in exported_models()]


def key_pairs(before, after):
    """Each pair of an old key and the new one, in the order of the rows of two files; users by their names."""
    pairs = set()
    for label in set(labels_of_rows()) - {"conference.auditentry"}:
        olds, news = (rows_in(file, label) for file in (before, after))
        pairs |= {(str(old), str(new)) for (old, __), (new, __) in zip(olds, news, strict=True)}
        if label == "conference.release":  # an edition may name sections that are gone since
            pairs |= set(
                zip(*(re.findall('"key": "[sp]([0-9]+)"', json.dumps(rows)) for rows in (olds, news)), strict=True)
            )
    people = {user.username: str(user.pk) for user in User.objects.all()}
    return pairs | {(people[name.removeprefix("dialogue-")], key) for name, key in people.items()}


SPEAKING_TIME = re.compile(r"\d+:\d\d:\d\d")  # of whom has the floor: it runs on
UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # of rooms: made of their keys


def differences(before, after, pairs):
    """Where two texts differ otherwise than by a key and its new one."""
    old, new = (re.split(r"(\d+)", UUID.sub("uuid", text)) for text in (before, after))
    if len(old) != len(new):
        return [(before, after)]
    return [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1] and pair not in pairs]


def is_gone(row):
    """Whether what an import did to a row is told of one that is there no longer: it has a key that no row has."""
    model, key = subject_of(row)
    return key.isdecimal() and not model._base_manager.filter(pk=key).exists()


def stays_behind(row, dialogue):
    """Whether what an import did to a row is told of one that does not come along: it is gone, or of nobody's own."""
    model, key = subject_of(row)
    is_own = key.isdecimal() and model in exported_models() and rows_of(model, dialogue).filter(pk=key).exists()
    return key.isdecimal() and not is_own


def subject_of(row):
    """The model and the key of the row to which an import did something."""
    label, key = row["subject_type"], row["subject_key"]
    if label == "translation.translation":  # "speakers.speaker:12:name:fr"
        label, key, __ = key.split(":", 2)
    return apps.get_model(label), key


def without_what_is_elsewhere(old, new):
    """What an import did to a row, in both, without the keys of rows that do not come along: gone ones, shared ones."""
    for field in apps.get_model(old["subject_type"])._meta.concrete_fields:
        for values in zip((old["before"], old["after"]), (new["before"], new["after"]), strict=True):
            if field.is_relation and all(values) and not all(_is_there(field, each) for each in values):
                for each in values:
                    each.pop(field.attname, None)
    return old, new


def _is_there(field, values):
    return field.related_model._base_manager.filter(pk=values.get(field.attname)).exists()


def test_each_row_comes_with_all_its_values_and_the_new_keys_of_its_rows(world):
    before = exported()
    copy = moved(world)
    after = exported()
    pairs = key_pairs(before, after)

    empty = {label for label in labels_of_rows() if not rows_in(before, label)}
    for label in set(labels_of_rows()) - {"conference.auditentry"}:
        for (__, old), (__, new) in zip(rows_in(before, label), rows_in(after, label), strict=True):
            if label == "conference.importedrow" and stays_behind(old, world.dialogue):
                assert is_gone(new)
                continue
            if label == "conference.importedrow":
                old, new = without_what_is_elsewhere(old, new)
            found = differences(json.dumps(old), json.dumps(new), pairs)
            assert not found, label
    assert copy.pk != world.dialogue.pk
    assert empty & FOLLOWED_WITHIN == set()
    assert len(labels_of_rows()) - len(empty) > 45


def test_keys_beside_the_foreign_keys_are_those_of_the_new_rows_and_nobody_gets_rights(world):
    people = set(User.objects.values_list("pk", flat=True))
    copy = moved(world)

    own = {label_of(model): set(rows_of(model, copy).values_list("pk", flat=True)) for model in exported_models()}
    keys_of_the_floor_and_texts(copy, own)
    keys_of_releases_and_imports(copy, own)
    keys_of_the_trail(copy)
    nobody_gets_an_account_rights_or_a_link(world, copy, people)


def keys_of_the_floor_and_texts(copy, own):
    steps = FloorEvent.objects.filter(floor__session__conference=copy)
    told = [(f"floor.{name}", key) for step in steps for name, key, __ in [*step.before, *step.after]]
    assert told
    assert all(key in own[label] for label, key in told)
    texts = Text.objects.filter(conference=copy)
    assert texts
    assert all(text.subject_id in own[text.subject_type] for text in texts)
    groups = [text.group.split(":") for text in texts if text.group]
    assert {name for name, __ in groups} == set(PARTS_OF_DOCUMENTS)
    assert all(int(key) in own[PARTS_OF_DOCUMENTS[name]] for name, key in groups)
    assert FormerShortName.objects.get(conference=copy, kind="session").row_id in own["programme.session"]


def keys_of_releases_and_imports(copy, own):
    releases = Release.objects.filter(conference=copy)
    programme, summary = (
        releases.filter(matter=matter).latest("number").content for matter in ("programme", "summary")
    )
    for name, label in (("documents", "conference.document"), ("delegations", "speakers.delegation")):
        assert programme[name]
        assert {row["id"] for row in programme[name]} <= own[label]
    assert {theme["id"] for session in programme["sessions"] for theme in session["themes"]} <= own["programme.theme"]
    assert summary["sections"][0]["key"] == f"s{Section.objects.get(summary__conference=copy).pk}"
    rows = ImportedRow.objects.filter(import_file__conference=copy, subject_type="speakers.speaker")
    assert rows
    assert all(int(row.subject_key) in own["speakers.speaker"] for row in rows)


def keys_of_the_trail(copy):
    """An entry is on a row of the conference, or on none: never on one of another that has the former key here."""
    entries = AuditEntry.objects.filter(conference=copy)
    followed = 0
    for entry in entries.filter(at__lt=AT):
        model = apps.get_model(entry.subject_type)
        there = model._base_manager.filter(pk=entry.subject_id)
        if model in exported_models():
            assert list(there) == list(rows_of(model, copy).filter(pk=entry.subject_id))
            followed += there.exists()
        else:
            assert not there.exists()
    assert followed > 20
    together, room = TimeShift.objects.get(conference=copy).pk, copy.rooms.get(name_en="Room (en)").pk
    assert entries.get(act="shift").detail == {"together": together, "room": [None, room]}
    assert entries.get(act="conference: import").detail["slug"] == "dialogue"


def nobody_gets_an_account_rights_or_a_link(world, copy, people):
    made = User.objects.exclude(pk__in=people)
    assert {user.username for user in made} >= {"dialogue-superuser", "dialogue-translator-fr"}
    for user in made:
        facts = user.is_active, user.is_staff, user.is_superuser, user.has_usable_password(), user.email
        assert facts == (False, False, False, False, "")
        assert not user.groups.exists()
        assert AuditEntry.objects.about(user).get().act == AuditEntry.Act.CREATE_ACCOUNT
    assert Assignment.objects.get(conference=copy).person in made
    assert [rows_of(model, copy).count() for model in (Seat, Device, BoothLink)] == [0, 0, 0]
    assert all(rows_of(model, world.dialogue).exists() for model in (Seat, Device, BoothLink))


# Documents take a second each: one is asked for by its name. Of pages that are made alike, one is enough; some tell
# the present time.
LEFT = re.compile(r"\.(docx|pdf|xlsx|zip)$|/paragraphs/([2-9]|1.)|/with/(en|fr|ru|es)|/revisions/1/|/(live|screen)/$")
LINK = re.compile(r"""(?:href|src)="(/ar/dialogue/[^"#?]*)""")
API_PARTS = (
    "",
    *("sessions/", "speakers/", "rooms/", "delegations/", "documents/", "changes/", "statements/"),
    *("summary/", "summary/editions/1/", "sessions/session-0/recordings/"),
)
API = [f"/api/v1/conferences/dialogue/{part}" for part in API_PARTS]


def pages_of(client, *starts):
    """What the pages say that lead from one to another, in the order of their links: [(address, status, words)]."""
    caches.clear()
    found, waiting = {}, list(starts)
    while waiting:
        address = waiting.pop(0)
        if address not in found and (address in starts or not LEFT.search(address)):
            answer = client.get(address)
            found[address] = answer.status_code, words_of(answer)
            waiting += LINK.findall(found[address][1])
    return [(address, *answer) for address, answer in found.items()]


def words_of(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer["Content-Type"] == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode("utf-8", errors="replace")


def test_public_pages_files_and_the_interface_for_programs_say_the_same(world, client):
    """Every address to which links lead from the front page in Arabic is asked for twice, and a PDF: over 5 s."""
    starts = ("/ar/dialogue/", "/zh-hans/dialogue/", "/ar/dialogue/summary/summary.pdf", *API)
    before = pages_of(client, *starts)
    file = exported()
    moved(world)
    after = pages_of(client, *starts)
    pairs = key_pairs(file, exported())

    addresses = {address for address, status, __ in before if status == 200}
    assert addresses >= {*starts, "/ar/dialogue/speakers/speaker-1/photograph.jpg"}
    assert len(addresses) > 60
    for (address, status, old), (there, now, new) in zip(before, after, strict=True):
        assert status == now
        assert not differences(address, there, pairs)
        old, new = (SPEAKING_TIME.sub("…", text) for text in (old, new))
        assert not differences(old, new, pairs), address
