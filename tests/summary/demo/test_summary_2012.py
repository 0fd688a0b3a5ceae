"""The Summary of 2012 is loaded, cleared and issued once. Few tests with much in each: loading takes a second."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from conference.languages import CODES
from conference.models import AuditEntry, Conference, DemonstrationAccount, Release
from conference.refusals import Refusal
from floor.models import Intervention
from operations.demonstration.dismissals import dismiss_known_warnings
from programme.demo.dialogue_2012 import SLUG
from programme.models import Session
from summary.clearance.stages import change_stage
from summary.demo import summary_2012
from summary.demo.summary_2012 import load_summary
from summary.draft.sources import reflected, source_items
from summary.models import Paragraph, Section, Summary
from summary.text.outline import outline_of
from summary.text.progress import progress_of
from tests.loading import load
from tests.staff import make_member
from translation.desk.warnings import warnings_of
from translation.models import Dismissal, Translation

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def dialogue():
    load("load_states", "load_dialogue", "load_floor")


@pytest.fixture
def issued():
    """The dialogue and its Summary, loaded, cleared and issued; it takes three seconds, once a worker."""
    load("load_states", "load_dialogue", "load_floor", "load_summary")


def load_issued():
    out = StringIO()
    call_command("load_summary", stdout=out)
    return out.getvalue()


def test_summary_of_2012_is_complete_in_six_languages_and_issued(dialogue, client):
    said = load_issued()

    assert said == "Loaded and issued the President’s Summary of human-trafficking-2012 (2012-05-11).\n"
    edition = Release.objects.get(matter=Release.Matter.SUMMARY)
    numbers = [row["number"] for section in edition.content["sections"] for row in section["paragraphs"]]
    assert numbers == list(range(1, 23))
    assert (edition.number, edition.content["kind"], edition.content["languages"]) == (1, "first", list(CODES))
    assert (edition.content["dated_on"], edition.content["symbol"]) == ("2012-05-11", "")
    summary = Summary.objects.get()
    assert (summary.stage, summary.original_language) == ("issued", "en")
    assert {progress.states["revised"] for progress in progress_of(summary)} == {progress_of(summary)[0].total}
    assert not Translation.objects.exclude(by=None, revised_by=None).exists()
    for code in CODES:
        page = client.get(f"/{code}/{SLUG}/summary/").content.decode()
        assert edition.content["note"][code] in page


def test_what_it_rests_on(issued):
    summary = Summary.objects.get()
    items = [item.key for item in source_items(summary.conference)]
    assert len([key for key in items if key.startswith("intervention")]) == 18
    assert reflected(summary) == set(items)
    chapters = outline_of(summary)
    headed = [chapter for chapter in chapters if chapter.row.theme]
    assert [chapter.row.heading for chapter in headed] == [chapter.row.theme.text for chapter in headed]
    assert [(chapter.row.session.slug, chapter.row.theme.position) for chapter in headed] == [
        *(("panel-1", number) for number in (1, 2, 3)),
        *(("panel-2", number) for number in (1, 2, 3, 4, 5)),
    ]
    assert [chapter.row.session and chapter.row.session.slug for chapter in chapters if chapter.row.level == 1] == [
        *("opening", "panel-1", "panel-2", None, "closing")
    ]


def test_each_step_is_an_audit_entry_of_a_command(dialogue):
    before = AuditEntry.objects.count()

    load_issued()

    entries = AuditEntry.objects.order_by("pk")[before:]
    acts = ["load", "summary: submit", "summary: clear", "summary: translate", "release"]
    assert [(entry.act, entry.by, entry.conference.slug) for entry in entries] == [(act, None, SLUG) for act in acts]


def test_loading_again_adds_nothing_and_loses_nothing_that_was_edited(issued):
    summary = Summary.objects.get()
    change_stage(summary, "reopen", reason="A word is wrong", by=None, at=timezone.now())
    first = Paragraph.objects.order_by("pk").first()
    Paragraph.objects.filter(pk=first.pk).update(text_ru="Исправлено.")
    before = AuditEntry.objects.count()

    assert load_issued() == ""

    first.refresh_from_db()
    assert (first.text_ru, Summary.objects.get().stage) == ("Исправлено.", "draft")
    assert (Release.objects.filter(matter="summary").count(), AuditEntry.objects.count()) == (1, before)


def test_edition_that_was_withdrawn_does_not_come_back(issued):
    Release.objects.get(matter="summary").withdraw(reason="Too early", by=None, at=timezone.now())
    Summary.objects.all().delete()

    assert (load_issued(), Summary.objects.count()) == ("", 0)


def test_what_is_gone_from_programme_and_record_is_no_source(dialogue):
    Session.objects.filter(conference__slug=SLUG, slug="panel-1").delete()
    qatar = Intervention.objects.filter(delegation__state__iso3="QAT")
    qatar.update(state="struck", struck_at=timezone.now(), struck_reason="Not so")

    load_issued()

    keys = reflected(Summary.objects.get())
    assert f"intervention:{qatar.get().pk}" not in keys
    assert len([key for key in keys if key.startswith("intervention")]) == 17
    assert Section.objects.filter(session=None).count() == 5
    assert Release.objects.filter(matter=Release.Matter.SUMMARY).exists()


def test_nothing_is_loaded_where_the_dialogue_is_not():
    assert load_summary(at=timezone.now()) is None


def test_text_that_cannot_be_issued_leaves_nothing_behind(dialogue, monkeypatch, tmp_path):
    content = json.loads(summary_2012.FILE.read_text(encoding="utf-8"))
    content["sections"][-1]["paragraphs"][-1]["text"]["fr"] = ""
    incomplete = tmp_path / "summary.json"
    incomplete.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr(summary_2012, "FILE", incomplete)
    before = AuditEntry.objects.count()

    with pytest.raises(Refusal, match="Français"):
        load_summary(at=timezone.now())

    of_it = Translation.objects.filter(text__subject_type__startswith="summary.")
    assert (Summary.objects.count(), of_it.count(), AuditEntry.objects.count()) == (0, 0, before)


def test_its_texts_greet_a_reviser_with_no_open_warning(issued):
    """Those that do not hold are dismissed with a reason, once; it takes seven seconds, as it checks all languages."""
    call_command("load_glossary", stdout=StringIO())
    revisers = {code: make_member(f"reviser-{code}") for code in CODES}
    for code, user in revisers.items():
        DemonstrationAccount.objects.create(name=f"reviser-{code}", user=user)

    dismissed = dismiss_known_warnings(timezone.now())

    assert (dismissed, Dismissal.objects.count()) == (7, 7)
    for conference in Conference.objects.exclude(demonstration=None):
        for code in CODES:
            warned = warnings_of(conference, conference.texts.exclude(source_language=code), code, revisers[code])
            assert [(code, str(each.finding)) for text in warned for each in text.warnings] == []
    restored = Dismissal.objects.filter(language="fr").delete()[0]
    assert (restored, dismiss_known_warnings(timezone.now())) == (3, 0)
