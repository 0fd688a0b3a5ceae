"""The language of letters of a table: its code is written, however the file names it, and nothing else can be."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from conference.languages import LANGUAGES
from conference.models import AuditEntry
from speakers.models import Speaker
from tests.constraints import refuses
from tests.factories import make_conference, make_speaker
from tests.migrating import migrated_to
from tests.speakers.imports.tables import apply_import, csv_of, preview, problems_of, upload
from tests.staff import make_member

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
HEADINGS = ["short_name", "correspondence_language", "name_en"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_code_is_written_for_the_code_and_for_the_name(settings, tmp_path, language):
    settings.MEDIA_ROOT = tmp_path
    conference, secretary = make_conference(), make_member("secretariat")
    make_speaker(conference, slug="changed")
    content = csv_of(
        HEADINGS,
        ["changed", language.code, ""],
        ["", language.code, "By code"],
        ["", language.name, "By name"],
    )

    import_file = upload(content, conference, secretary, NOON)
    with override("ar"):
        found = preview(content, conference)
        apply_import(import_file, seen=found.fingerprint, by=secretary, at=NOON)

    shown = [change.after for row in found.rows for change in row.changes if change.column.name == HEADINGS[1]]
    assert shown == [language.code] * 3
    written = Speaker.objects.order_by("slug").values_list("slug", "correspondence_language")
    assert list(written) == [("by-code", language.code), ("by-name", language.code), ("changed", language.code)]


@pytest.mark.django_db
def test_word_that_is_no_language_is_refused():
    conference = make_conference()

    assert problems_of(csv_of(HEADINGS, ["", "de", "Somebody"]), conference) == [
        (2, "B", HEADINGS[1], "“de” is not known here. Possible are: ar, zh-hans, en, fr, ru, es.")
    ]


@pytest.mark.django_db
def test_database_refuses_what_is_none_of_the_choices():
    conference = make_conference()
    rows = Speaker.objects.filter(pk=make_speaker(conference, slug="somebody").pk)

    assert rows.update(correspondence_language="fr")
    assert rows.update(correspondence_language="")
    assert refuses(rows.update, correspondence_language="Français")
    assert refuses(rows.update, status="vanished")
    assert refuses(conference.delegations.create, kind="States", name="Nowhere")


@pytest.mark.django_db(transaction=True)
def test_migration_puts_codes_in_place_of_the_names_that_were_written_before():
    """The tables of speakers are made anew, there and back, with the rows of the time before."""
    conference = make_conference()
    for slug in ("known", "label", "none"):
        make_speaker(conference, slug=slug)

    with migrated_to("speakers", "0003_correspondence"):
        for slug, value in (("known", "es"), ("label", "العربية"), ("none", "Klingon")):
            Speaker.objects.filter(slug=slug).update(correspondence_language=value)

    found = Speaker.objects.order_by("slug").values_list("slug", "correspondence_language")
    assert list(found) == [("known", "es"), ("label", "ar"), ("none", "")]
    entries = AuditEntry.objects.filter(subject_type="speakers.speaker").order_by("pk")
    assert list(entries.values_list("subject_name", "detail")) == [
        ("label", {"correspondence_language": "withheld"}),
        ("none", {"correspondence_language": "withheld"}),
    ]
