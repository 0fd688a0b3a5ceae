"""An import of a table is undone as long as nothing else changed its rows; what it left out comes back as a table."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conference.models import AuditEntry, ImportedRow, ImportFile
from conference.models.import_file import ImportRefused
from programme.models import Role
from speakers.imports.kind import TABLES
from speakers.models import Delegation, Speaker, State
from tests.factories import MORNING, make_conference, make_session, make_speaker, release
from tests.pages import body_of
from tests.speakers.imports.tables import apply_import, csv_of, preview, undo_import, upload, xlsx_of
from tests.staff import browser_of, make_member
from translation.models import Text, Translation, Version
from translation.texts.writing import write_text
from translation.units import digest

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)
TABLE = csv_of(["short_name", "status", "name_en", "name_fr"], ["one", "", "", "Une autre"], ["two", "", "Two", "Deux"])


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def member():
    return make_member("secretariat")


@pytest.fixture
def one(conference, member):
    """A speaker whose name somebody has translated at the desk."""
    row = make_speaker(conference, slug="one", name_fr="")
    write_text(row, "name", "fr", "Une personne", digest(""), by=member, at=MORNING, state="revised")
    return row


@pytest.fixture
def imported(conference, member, one):
    return take(TABLE, conference, member)


def take(content, conference, member, kind="speakers"):
    import_file = upload(content, conference, member, LATER, kind=kind)
    apply_import(import_file, seen=preview(content, conference, kind).fingerprint, by=member, at=LATER)
    import_file.refresh_from_db()
    return import_file


def address(import_file, page="undo"):
    return reverse(f"speakers:import-{page}", args=["dialogue", import_file.pk])


def undo(client, import_file, **sent):
    page = client.get(address(import_file))
    seen = page.context["plan"].shown.token
    return client.post(address(import_file), {"seen": seen, **sent}, follow=True)


def rows_of(model):
    return list(model._base_manager.order_by("pk").values())


def test_undo_puts_every_row_back_as_it_was(conference, member, one):
    client = browser_of(member)
    before = rows_of(Speaker)
    states = [row for row in rows_of(Translation) if row["state"] != "missing"]
    import_file = take(TABLE, conference, member)
    assert rows_of(Speaker) != before

    page = undo(client, import_file)

    assert "The import was undone." in page.content.decode()
    assert rows_of(Speaker) == before
    assert [row for row in rows_of(Translation) if row["state"] != "missing"] == states
    of_people = Text.objects.filter(subject_type=Speaker._meta.label_lower)
    assert set(of_people.values_list("subject_id", flat=True)) == {one.pk}
    import_file.refresh_from_db()
    assert (import_file.undone_by, bool(import_file.undone_at)) == (member, True)


def test_history_of_a_text_tells_of_the_undo(member, one, imported):
    undo(browser_of(member), imported)

    versions = Version.objects.of(one, "name", "fr").values_list("words", "by")
    assert next(iter(versions)) == ("Une personne", member.pk)


def test_undo_is_entered_in_the_trail_row_by_row(member, one, imported):
    two = Speaker.objects.get(slug="two")

    undo(browser_of(member), imported)

    whole = AuditEntry.objects.get(act="undo import")
    assert (whole.by, whole.subject_id, whole.detail) == (
        member,
        str(imported.pk),
        {"added": 1, "changed": 1, "removed": 0},
    )
    changed = AuditEntry.objects.filter(act="change", subject_id=str(one.pk)).first()
    assert changed.detail["name_fr"] == ["Une autre", "Une personne"]
    removed = AuditEntry.objects.get(act="delete")
    assert (removed.subject_id, removed.detail["name_en"]) == (str(two.pk), ["Two", None])


def test_page_says_what_an_undo_would_do(member, imported):
    page = browser_of(member).get(address(imported)).content.decode()

    assert "1 entry that the import added is removed." in page
    assert "1 entry that the import changed is restored." in page
    assert "brought back" not in page


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda: Speaker.objects.filter(slug="one").update(name_fr="Une troisième"), "Speaker “Speaker 0 (en)”"),
        (lambda: Speaker.objects.filter(slug="two").update(email="two@example.org"), "Speaker “Two”"),
        (lambda: Speaker.objects.filter(slug="two").delete(), "Speaker “"),
        (lambda: Translation.objects.filter(language="fr", words=1).update(state="revised"), "Speaker “Two”"),
    ],
)
def test_import_whose_rows_were_changed_is_not_undone(member, imported, change, named):
    change()
    before = rows_of(Speaker)

    page = browser_of(member).get(address(imported))

    words = "This import cannot be undone, because something was changed since: "
    assert page.context["plan"].refusal.startswith(words + named)
    with pytest.raises(ImportRefused, match="cannot be undone"):
        undo_import(imported, seen=page.context["plan"].shown.token, by=member, at=LATER)
    assert rows_of(Speaker) == before


def test_what_others_wrote_beside_it_stays(member, one, imported):
    Speaker.objects.filter(pk=one.pk).update(email="one@example.org")

    undo(browser_of(member), imported)

    one.refresh_from_db()
    assert (one.email, one.name_fr) == ("one@example.org", "Une personne")


def test_row_to_which_something_refers_is_not_removed(conference, member, imported):
    session = make_session(conference)
    Role.objects.create(session=session, speaker=Speaker.objects.get(slug="two"), kind="speaker")

    page = browser_of(member).get(address(imported))

    assert "something was changed since: Role in a session “" in page.context["plan"].refusal
    with pytest.raises(ImportRefused):
        undo_import(imported, seen=page.context["plan"].shown.token, by=member, at=LATER)
    assert Speaker.objects.filter(slug="two").exists()


def test_delegation_that_a_speaker_joined_is_not_removed(conference, member):
    import_file = take(csv_of(["key", "kind", "name_en"], ["", "media", "Paper"]), conference, member, "delegations")
    make_speaker(conference, name_en="Editor", delegation=Delegation.objects.get())

    page = browser_of(member).get(address(import_file))

    assert page.context["plan"].refusal.endswith("Speaker “Editor”.")
    assert undo(browser_of(member), import_file).status_code == 200
    assert Delegation.objects.exists()


def test_delegation_that_came_with_a_speaker_goes_with_the_import(conference, member):
    State.objects.create(iso3="QAT", iso2="QA", m49="634", status="member", region="asia", name_en="Qatar")
    content = csv_of(["short_name", "name_en", "delegation"], ["", "Somebody", "Qatar"])
    import_file = upload(content, conference, member, LATER)
    seen = TABLES.compare(import_file, TABLES.parse(import_file), member).fingerprint
    apply_import(import_file, seen=seen, by=member, at=LATER)
    assert Speaker.objects.get().delegation == Delegation.objects.get()

    page = undo(browser_of(member), import_file)

    assert "The import was undone." in page.content.decode()
    assert (Speaker.objects.count(), Delegation.objects.count()) == (0, 0)


def test_what_the_public_programme_shows_is_not_taken_out_of_it(conference, member):
    imported = take(csv_of(["short_name", "status", "name_en"], ["two", "confirmed", "Two"]), conference, member)
    release(conference)

    page = browser_of(member).get(address(imported))

    assert page.context["plan"].refusal == (
        "This import cannot be undone, because the programme was released with what it added: two."
    )


def test_undo_that_was_shown_before_a_change_is_refused(member, one, imported):
    client = browser_of(member)
    seen = client.get(address(imported)).context["plan"].shown.token
    Speaker.objects.filter(pk=one.pk).update(name_fr="Une troisième")

    page = client.post(address(imported), {"seen": seen})

    assert page.status_code == 409
    assert "something was changed since: Speaker “" in page.content.decode()
    one.refresh_from_db()
    assert one.name_fr == "Une troisième"


def test_undo_that_was_not_shown_is_refused(member, one, imported):
    page = browser_of(member).post(address(imported), {"seen": "other"})

    assert page.status_code == 409
    assert "Look at it again, then confirm." in page.content.decode()
    one.refresh_from_db()
    assert one.name_fr == "Une autre"


def test_import_is_undone_once(member, imported):
    client = browser_of(member)
    seen = client.get(address(imported)).context["plan"].shown.token
    undo(client, imported)

    page = client.post(address(imported), {"seen": seen})

    assert page.status_code == 409
    assert page.content.decode().count("This import has already been undone.") == 1
    assert "Something has changed since" not in page.content.decode()
    assert "This import was undone by" in client.get(address(imported, "preview")).content.decode()
    assert AuditEntry.objects.filter(act="undo import").count() == 1


def test_import_from_before_the_record_is_not_undone(member, imported):
    ImportedRow.objects.all().delete()

    page = browser_of(member).get(address(imported))

    assert page.context["plan"].refusal == "It was not recorded what this import wrote; it cannot be undone."


def test_file_that_is_not_imported_has_nothing_to_undo(conference, member):
    import_file = upload(TABLE, conference, member, LATER)

    page = browser_of(member).get(address(import_file))

    assert page.context["plan"].refusal == "This file has not been imported."


def test_others_find_no_undo(imported):
    other = browser_of(make_member("translator-fr"))

    assert other.get(address(imported)).status_code == 404
    assert other.post(address(imported), {"seen": "x"}).status_code == 404
    assert ImportFile.objects.get().undone_at is None


BAD = [["one", "confirmed", "One"], ["bad", "perhaps", "=1+1"], ["worse", "never", "Worse"]]


@pytest.mark.parametrize("write", [csv_of, xlsx_of])
def test_what_is_not_imported_is_listed_and_comes_back_as_a_table(conference, member, write):
    client = browser_of(member)
    import_file = upload(write(["short_name", "status", "name_en"], *BAD), conference, member, LATER)

    page = client.get(address(import_file, "preview"))

    assert [(each.place, each.name) for each in page.context["left_out"]] == [("Row 3", "bad"), ("Row 4", "worse")]
    assert "Column B Status: “never” is not known here." in page.content.decode()
    assert "2 rows of the file are not imported" in page.content.decode()
    assert f'href="{address(import_file, "left-out")}"' in page.content.decode()
    response = client.get(address(import_file, "left-out"))
    assert response.headers["Content-Disposition"].startswith("attachment")
    again = preview(response.content, conference)
    assert [planned.key for planned in again.rows] == ["bad", "worse"]
    assert [len(planned.problems) for planned in again.rows] == [1, 1]


def test_list_of_uploaded_files_says_that_an_import_was_undone(conference, member, imported):
    client = browser_of(member)
    undo(client, imported)

    page = body_of(client.get(reverse("speakers:files", args=[conference.slug])))

    assert "<td>import undone</td>" in page
