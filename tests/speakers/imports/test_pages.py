"""The page of files of speakers and delegations: who has what, what is shown, what is imported."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from conference.files.import_progress import ImportProgress
from conference.models import AuditEntry, ImportFile
from conference.models.import_file import SCHEDULE_PERMISSIONS
from speakers.models import Delegation, Speaker, State
from tests.factories import make_conference, make_speaker
from tests.pages import as_drawn
from tests.speakers.imports.tables import csv_of, xlsx_of
from tests.staff import browser_of, make_member
from tests.together import just_before
from translation.models import Translation

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGE = "/en/dialogue/files/"
HEADINGS = ["short_name", "status", "name_en", "name_fr"]


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def secretary(conference):
    return make_member("secretariat")


@pytest.fixture
def client(secretary):
    return browser_of(secretary)


def upload(client, content, kind="speakers", name="people.csv"):
    return client.post(f"{PAGE}import/", {"kind": kind, "file": SimpleUploadedFile(name, content)})


def preview_of(client, content, **choice):
    response = upload(client, content, **choice)
    assert response.status_code == 302, response.context["refusal"]
    return response.url


def apply_import(client, address):
    return client.post(f"{address}take/", {"seen": client.get(address).context["preview"].fingerprint}, follow=True)


def test_page_offers_both_tables_in_both_formats(client, conference):
    page = client.get(PAGE).content.decode()

    for name in ("speakers.xlsx", "speakers.csv", "delegations.xlsx", "delegations.csv"):
        assert f'href="/en/dialogue/files/export/{name}"' in page


def test_export_is_a_file_to_save_and_kept_nowhere(client, conference):
    make_speaker(conference, slug="one")

    response = client.get(f"{PAGE}export/speakers.xlsx")

    assert response.headers["Content-Disposition"] == 'attachment; filename="dialogue-speakers.xlsx"'
    assert response.headers["Cache-Control"] == "private, no-store"
    sheet = load_workbook(BytesIO(response.content)).active
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A3"].value] == ["short_name", "Short name in addresses", "one"]


@pytest.mark.parametrize("address", ["export/rooms.csv", "export/speakers.pdf", "999/", "999/file/", "999/progress/"])
def test_what_is_not_offered_does_not_exist(client, conference, address):
    assert client.get(PAGE + address).status_code == 404


@pytest.mark.parametrize("role", ["translator-fr", "floor-officer", "presidents-office"])
def test_others_find_no_page(client, conference, role):
    address = preview_of(client, csv_of(HEADINGS, ["new", "", "New", ""]))
    other = browser_of(make_member(role))

    assert other.get(PAGE).status_code == 404
    assert other.get(address).status_code == 404
    assert other.get(f"{PAGE}export/speakers.csv").status_code == 404
    assert upload(other, csv_of(HEADINGS, ["new", "", "New", ""])).status_code == 404
    assert other.post(f"{address}take/").status_code == 404


def test_who_writes_delegations_alone_sees_no_speakers(conference):
    make_speaker(conference, slug="one")
    user = make_member(None, "desk")
    user.user_permissions.set(Permission.objects.filter(codename__in=["add_delegation", "change_delegation"]))
    client = browser_of(user)

    assert [kind.key for kind in client.get(PAGE).context["kinds"]] == ["delegations"]
    assert client.get(f"{PAGE}export/speakers.csv").status_code == 404
    assert upload(client, csv_of(HEADINGS, ["one", "", "Other", ""])).status_code == 422
    assert not ImportFile.objects.exists()


@pytest.mark.parametrize(("left_out", "is_offered"), [(None, True), (0, False), (1, False), (2, False), (3, False)])
def test_a_whole_programme_is_offered_to_who_may_hand_one_in(conference, left_out, is_offered):
    names = {name for place, name in enumerate(SCHEDULE_PERMISSIONS) if place != left_out}
    codes = {name.partition(".")[2] for name in names} | {"add_delegation", "change_delegation"}
    user = make_member(None, "desk")
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client = browser_of(user)

    assert ('href="/en/dialogue/files/programme/"' in client.get(PAGE).content.decode()) == is_offered
    assert client.get(f"{PAGE}programme/").status_code == (200 if is_offered else 404)


def test_nothing_is_written_before_it_is_confirmed(client, conference):
    make_speaker(conference, slug="one", name_fr="Une personne")

    page = client.get(preview_of(client, csv_of(HEADINGS, ["one", "", "", "Une autre"], ["two", "", "Two", ""])))

    assert page.context["ready"] == 2
    assert Speaker.objects.get().name_fr == "Une personne"
    assert not AuditEntry.objects.filter(conference=conference).exists()


def test_preview_shows_old_and_new_side_by_side(client, conference):
    make_speaker(conference, slug="one", name_fr="Mme Une personne")

    page = as_drawn(client.get(preview_of(client, csv_of(HEADINGS, ["one", "", "", "Mme Une autre"]))).content.decode())

    assert '<dd class="difference" lang="fr" dir="ltr">Mme Une <del>personne</del>' in page
    assert '<dd class="difference" lang="fr" dir="ltr">Mme Une <ins>autre</ins>' in page
    assert "<strong>Row 2</strong>" in page


def test_preview_names_row_column_and_fault(client, conference):
    page = as_drawn(client.get(preview_of(client, csv_of(HEADINGS, ["new", "perhaps", "New", ""]))).content.decode())

    assert "<strong>Row 2</strong>" in page
    assert '<strong dir="ltr">Column B <code dir="ltr">status</code></strong>' in page
    assert (
        "“perhaps” is not known here. Possible are: proposed, cleared, invited, confirmed, declined, withdrawn." in page
    )


def test_import_writes_every_row_and_says_so(client, conference, secretary):
    one = make_speaker(conference, slug="one", name_fr="Une personne", status="confirmed")
    rows = [["one", "withdrawn", "", "Une autre"], ["two", "", "Two", "Deux"], ["bad", "perhaps", "Bad", ""]]
    address = preview_of(client, csv_of(HEADINGS, *rows))

    page = apply_import(client, address)

    assert "2 rows were imported." in page.content.decode()
    one.refresh_from_db()
    two = Speaker.objects.get(slug="two")
    assert (one.status, one.name_fr, one.name_en) == ("withdrawn", "Une autre", "Speaker 0 (en)")
    assert (two.status, two.name_en, two.name_fr, two.conference) == ("proposed", "Two", "Deux", conference)
    assert one.status_at
    assert two.status_at
    assert not Speaker.objects.filter(slug="bad").exists()
    import_file = ImportFile.objects.get()
    assert import_file.outcome["counts"] == {"refused": 1, "changed": 1, "new": 1, "unchanged": 0}
    assert import_file.taken_at
    assert import_file.outcome["written"] == 2


def test_import_is_entered_in_the_trail_row_by_row(client, conference, secretary):
    one = make_speaker(conference, slug="one", name_fr="Une personne")

    apply_import(client, preview_of(client, csv_of(HEADINGS, ["one", "", "", "Une autre"])))

    whole, row = AuditEntry.objects.get(act="speakers: import"), AuditEntry.objects.get(act="change")
    assert (whole.by, whole.conference, whole.detail["written"]) == (secretary, conference, 1)
    assert (row.by, row.subject_id, row.detail) == (secretary, str(one.pk), {"name_fr": ["Une personne", "Une autre"]})


def test_texts_of_a_file_are_drafts_of_whom_took_it(client, conference, secretary):
    apply_import(client, preview_of(client, csv_of(HEADINGS, ["two", "", "Two", "Deux"])))

    translation = Translation.objects.get(language="fr", text__subject_id=Speaker.objects.get().pk, text__field="name")
    assert (translation.state, translation.by, translation.source_text) == ("draft", secretary, "Two")


def test_file_that_was_previewed_before_a_change_is_not_imported(client, conference):
    one = make_speaker(conference, slug="one", name_fr="Une personne")
    address = preview_of(client, csv_of(HEADINGS, ["one", "", "", "Une autre"]))
    seen = client.get(address).context["preview"].fingerprint
    Speaker.objects.update(name_fr="Une troisième")

    response = client.post(f"{address}take/", {"seen": seen})

    assert response.status_code == 409
    assert "Rows have changed since this preview." in response.content.decode()
    assert "<del>troisième</del>" in response.content.decode()
    one.refresh_from_db()
    assert one.name_fr == "Une troisième"


def test_file_is_imported_once(client, conference):
    make_speaker(conference, slug="one")
    address = preview_of(client, csv_of(HEADINGS, ["one", "", "", "Une autre"]))
    seen = client.get(address).context["preview"].fingerprint
    client.post(f"{address}take/", {"seen": seen})
    Speaker.objects.update(name_fr="Une troisième")

    response = client.post(f"{address}take/", {"seen": seen}, follow=True)

    assert "This file has already been imported" in response.content.decode()
    assert Speaker.objects.get().name_fr == "Une troisième"


def test_database_that_refuses_the_last_row_keeps_none(client, conference):
    """Someone adds the same short name between preview and import: on PostgreSQL no lock holds a new row off."""
    address = preview_of(client, csv_of(HEADINGS, ["one", "", "One", ""], ["two", "", "Two", ""]))
    seen = client.get(address).context["preview"].fingerprint

    with just_before('INSERT INTO "speakers_speaker"', lambda: make_speaker(conference, slug="two")):
        response = client.post(f"{address}take/", {"seen": seen})

    assert response.status_code == 409
    assert not Speaker.objects.exists()
    assert not AuditEntry.objects.filter(conference=conference).exists()


def test_page_that_waits_is_told_how_far_it_is(client, conference):
    address = preview_of(client, csv_of(HEADINGS, ["one", "", "One", ""]))

    assert client.get(f"{address}progress/").json() == {"done": None, "of": None}
    with ImportProgress(ImportFile.objects.get()) as progress:
        progress(3, 7)
        assert client.get(f"{address}progress/").json() == {"done": 3, "of": 7}


def test_file_comes_back_as_it_was_uploaded(client, conference):
    content = csv_of(HEADINGS, ["one", "", "One", ""], encoding="utf-16")

    response = client.get(f"{preview_of(client, content)}file/")

    assert b"".join(response) == content
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_file_that_is_gone_is_told(client, conference):
    address = preview_of(client, csv_of(HEADINGS, ["gone", "", "Gone for good", ""]))
    import_file = ImportFile.objects.get()
    import_file.file.storage.delete(import_file.file.name)

    assert client.get(f"{address}file/").status_code == 404
    response = client.get(address)
    assert (response.status_code, response.context["refusal"]) == (422, "The file is no longer there.")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Say what the file holds."),
        ({"kind": "rooms"}, "Say what the file holds."),
        ({"kind": "speakers"}, "Choose a file."),
    ],
)
def test_form_that_is_not_filled_in_comes_back(client, conference, sent, words):
    response = client.post(f"{PAGE}import/", sent)

    assert (response.status_code, response.context["refusal"]) == (422, words)


def test_refused_file_keeps_nothing(client, conference):
    response = upload(client, b"%PDF-1.7 ...", name="people.xlsx")

    assert response.status_code == 422
    assert "neither an Excel workbook (.xlsx) nor a CSV file" in response.content.decode()
    assert not ImportFile.objects.exists()


def test_file_that_is_too_large_is_refused_before_it_is_read(client, conference):
    response = client.post(f"{PAGE}import/", b"x", content_type="text/csv", CONTENT_LENGTH=str(60 * 2**20))

    assert response.status_code == 413
    assert response.context["refusal"] == "The file is larger than 50 MB."


def test_form_without_its_token_is_refused(conference, secretary):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary)

    assert upload(client, csv_of(HEADINGS, ["one", "", "One", ""])).status_code == 403


def test_protected_speaker_is_named_in_no_trail(client, conference):
    speaker = make_speaker(
        conference, slug="participant-2345", protected=True, displayed_name_en="A survivor", name_en="Jane Roe"
    )

    apply_import(client, preview_of(client, csv_of(HEADINGS, ["participant-2345", "", "Jane Poe", ""])))

    speaker.refresh_from_db()
    assert speaker.name_en == "Jane Poe"
    for entry in AuditEntry.objects.all():
        assert "Poe" not in f"{entry.detail} {entry.subject_name}"


def test_new_protected_speaker_gets_an_address_that_says_nothing(client, conference):
    headings = ["short_name", "name_en", "protected", "displayed_name_en"]

    content = csv_of(headings, ["", "Jane Roe", "yes", "A survivor"])

    apply_import(client, preview_of(client, content))

    speaker = Speaker.objects.get()
    assert speaker.protected
    assert speaker.slug.startswith("participant-")
    again = client.get(preview_of(client, content)).context["entries"][0][0]
    assert again.problems[0].message.startswith(f"“{speaker.slug}” is there already.")


def test_delegations_are_made_and_changed(client, conference):
    State.objects.create(iso3="QAT", iso2="QA", m49="634", status="member", region="asia", name_en="Qatar")
    fund = Delegation.objects.create(conference=conference, kind="un-system", name_en="Fund")
    rows = [["qat", "", ""], [str(fund.pk), "civil society", "The Fund"], ["", "media", "A newspaper"]]

    apply_import(client, preview_of(client, xlsx_of(["key", "kind", "name_en"], *rows), kind="delegations"))

    found = Delegation.objects.order_by("kind").values_list("kind", "state__iso3", "name_en")
    assert list(found) == [
        ("civil-society", None, "The Fund"),
        ("media", None, "A newspaper"),
        ("states", "QAT", "Qatar"),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_preview_do_not_grow(client, conference, number, django_assert_num_queries):
    rows = [[f"speaker-{place}", "confirmed", "", f"Nom {place}"] for place in range(number)]
    for __ in range(number):
        make_speaker(conference)
    address = preview_of(client, csv_of(HEADINGS, *rows))
    client.get(address)

    with django_assert_num_queries(10):
        client.get(address)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_page_do_not_grow(client, conference, number, django_assert_num_queries):
    for place in range(number):
        preview_of(client, csv_of(HEADINGS, [f"new-{place}", "", "New", ""]))

    with django_assert_num_queries(7):
        client.get(PAGE)
