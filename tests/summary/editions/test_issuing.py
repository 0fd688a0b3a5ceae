import pytest
from django.db import DatabaseError, transaction

from conference.languages import CODES
from conference.models import AuditEntry, Release
from conference.models.release import NothingToRelease
from conference.refusals import Refusal
from summary.documents.documents import FORMATS, document_of
from summary.editions.issuing import issue
from summary.models import Footnote, Paragraph, Summary
from summary.text.progress import texts_of
from tests.factories import in_six, make_conference
from tests.staff import make_member
from tests.summary.conftest import NOON, make_paragraph, make_summary
from tests.together import just_before
from translation.texts.states import set_state

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def translated(summary, by):
    """All texts as they now stand are translated into all languages."""
    for row, field in texts_of(summary):
        for code in CODES:
            if code != summary.original_language:
                set_state(row, field, code, "revised", by=by, at=NOON)


@pytest.fixture
def ready(summary, drafter):
    Summary.objects.update(stage="in-translation", symbol="A/66/999")
    translated(summary, drafter)
    summary.refresh_from_db()
    return summary


def change(number=0, **texts):
    """Words of a paragraph change, and all translations are up to date with it."""
    row = Paragraph.objects.order_by("pk")[number]
    Paragraph.objects.filter(pk=row.pk).update(**texts)
    row.refresh_from_db()
    for code in CODES:
        if code != "en":
            set_state(row, "text", code, "revised", by=None, at=NOON)
    Summary.objects.update(stage="in-translation")


@pytest.mark.every_database
def test_issuing_freezes_the_document(ready, drafter):
    edition = issue(ready, "first", by=drafter, at=NOON)

    content = edition.content
    assert (edition.number, edition.matter, content["kind"], content["base"]) == (1, "summary", "first", None)
    assert (content["full_symbol"], content["languages"]) == ("A/66/999", list(CODES))
    assert Summary.objects.get().stage == "issued"
    assert AuditEntry.objects.get(act="release").by == drafter
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.update(content={})


def test_edition_makes_every_document(ready, drafter):
    content = issue(ready, "first", by=drafter, at=NOON).content

    made = {name: document_of(content, "ru", name, edition=1) for name in FORMATS}

    starts = {"pdf": b"%PDF-", "docx": b"PK", "xml": b"<?xml", "html": b"<!doctype", "txt": "Организация".encode()}
    assert {name: made[name][: len(start)].lower() for name, start in starts.items()} == {
        name: start.lower() for name, start in starts.items()
    }


def test_language_that_is_not_complete_stands_in_the_way(ready, drafter):
    Paragraph.objects.filter(pk=Paragraph.objects.first().pk).update(text_ar="")

    with pytest.raises(Refusal, match="Not complete: العربية"):
        issue(ready, "first", by=drafter, at=NOON)

    assert not Release.objects.exists()
    assert Summary.objects.get().stage == "in-translation"


def test_outdated_translation_stands_in_the_way(ready, drafter):
    Paragraph.objects.filter(pk=Paragraph.objects.first().pk).update(text_en="Other words.")

    with pytest.raises(Refusal, match="Not complete"):
        issue(ready, "first", by=drafter, at=NOON)


def test_exception_is_recorded_by_name_and_the_language_left_out(ready, drafter):
    drafter.first_name, drafter.last_name = "Ada", "Byron"
    drafter.save()
    Paragraph.objects.filter(pk=Paragraph.objects.first().pk).update(text_ar="")

    edition = issue(ready, "first", exception="The Arabic follows.", by=drafter, at=NOON)

    assert edition.content["languages"] == ["zh-hans", "en", "fr", "ru", "es"]
    assert edition.note == "Ada Byron: The Arabic follows. (العربية)"
    assert "Ada" not in str(edition.content)
    assert AuditEntry.objects.get(act="release").detail == {"note": edition.note}


def test_revision_replaces_and_has_the_next_number(ready, drafter):
    issue(ready, "first", by=drafter, at=NOON)
    for series in (1, 2):
        change(text_en=f"Revised {series}.")
        content = issue(ready, "revision", by=drafter, at=NOON).content
        assert (content["full_symbol"], content["series"], content["base"]) == (
            f"A/66/999/Rev.{series}",
            series,
            series,
        )


def test_corrigendum_concerns_the_languages_whose_words_change(ready, drafter):
    issue(ready, "first", by=drafter, at=NOON)
    change(1, text_fr="Mieux dit.")
    Summary.objects.update(dated_on="2012-06-01")

    content = issue(ready, "corrigendum", by=drafter, at=NOON).content

    assert (content["full_symbol"], content["languages"], content["base"]) == ("A/66/999/Corr.1", ["fr"], 1)
    key = content["sections"][0]["paragraphs"][1]["key"]
    assert content["corrections"] == [{"key": key, "paragraph": 2, "path": [2], "languages": ["fr"]}]


def test_corrigenda_count_for_what_they_correct(ready, drafter):
    symbols = []
    for kind, text in (
        ("first", "a"),
        ("corrigendum", "b"),
        ("corrigendum", "c"),
        ("revision", "d"),
        ("corrigendum", "e"),
    ):
        change(text_fr=text)
        symbols.append(issue(ready, kind, by=drafter, at=NOON).content["full_symbol"])

    base = "A/66/999"
    assert symbols == [base, f"{base}/Corr.1", f"{base}/Corr.2", f"{base}/Rev.1", f"{base}/Rev.1/Corr.1"]


def test_second_corrigendum_holds_its_own_corrections_alone(ready, drafter):
    issue(ready, "first", by=drafter, at=NOON)
    change(0, text_fr="Une.")
    issue(ready, "corrigendum", by=drafter, at=NOON)
    change(1, text_ru="Две.")

    content = issue(ready, "corrigendum", by=drafter, at=NOON).content

    assert [(row["path"], row["languages"]) for row in content["corrections"]] == [([2], ["ru"])]
    assert content["sections"][0]["paragraphs"][0]["text"]["fr"] == "Une."


def test_corrigendum_corrects_words_alone(ready, drafter):
    issue(ready, "first", by=drafter, at=NOON)
    change(text_en="Other.")
    added = make_paragraph(ready.sections.get(), "Added.")
    translated(ready, drafter)

    with pytest.raises(Refusal, match="issue a revision"):
        issue(ready, "corrigendum", by=drafter, at=NOON)

    added.removed_at = NOON
    added.save()
    Summary.objects.update(distribution="limited")
    with pytest.raises(Refusal, match="masthead"):
        issue(ready, "corrigendum", by=drafter, at=NOON)


@pytest.mark.parametrize("kind", ["corrigendum", "revision"])
def test_nothing_new_is_not_issued(ready, drafter, kind):
    issue(ready, "first", by=drafter, at=NOON)
    Summary.objects.update(stage="in-translation")

    with pytest.raises(NothingToRelease):
        issue(ready, kind, by=drafter, at=NOON)


def test_reissue_brings_a_late_symbol_and_a_late_language(ready, drafter):
    Summary.objects.update(symbol="")
    Paragraph.objects.filter(pk=Paragraph.objects.first().pk).update(text_ar="")
    issue(ready, "first", exception="Late.", by=drafter, at=NOON)
    Summary.objects.update(symbol="A/66/999")
    change(text_ar="وصل.")

    content = issue(ready, "reissue", by=drafter, at=NOON).content

    assert (content["full_symbol"], content["languages"]) == ("A/66/999", list(CODES))
    Summary.objects.update(stage="in-translation", dated_on="2012-07-01")
    assert issue(ready, "reissue", by=drafter, at=NOON).content["full_symbol"] == "A/66/999*"


def test_languages_that_come_late_one_after_the_other_are_each_reissued(ready, drafter):
    """The own series is no obstacle to the symbol with its asterisk, which all reissues have alike."""
    Paragraph.objects.filter(pk=Paragraph.objects.first().pk).update(text_ar="", text_zh_hans="")
    issue(ready, "first", exception="Late.", by=drafter, at=NOON)
    found = []

    for late, exception in (({"text_ar": "وصل."}, "Late."), ({"text_zh_hans": "到了。"}, "")):
        Paragraph.objects.filter(pk=Paragraph.objects.first().pk).update(**late)
        code = "ar" if "text_ar" in late else "zh-hans"
        set_state(Paragraph.objects.first(), "text", code, "revised", by=drafter, at=NOON)
        Summary.objects.update(stage="in-translation")
        content = issue(ready, "reissue", exception=exception, by=drafter, at=NOON).content
        found.append((content["full_symbol"], content["base"], content["languages"]))

    assert found == [("A/66/999*", 1, ["ar", "en", "fr", "ru", "es"]), ("A/66/999*", 2, list(CODES))]


def test_symbol_of_a_reissue_is_taken_for_another_conference(ready, drafter):
    issue(ready, "first", by=drafter, at=NOON)
    Summary.objects.update(stage="in-translation", dated_on="2012-07-01")
    issue(ready, "reissue", by=drafter, at=NOON)
    other = make_summary(make_conference(slug="other"), symbol="A/66/999*", stage="in-translation")
    translated(other, drafter)

    with pytest.raises(Refusal, match=r"A/66/999\* is taken"):
        issue(other, "first", by=drafter, at=NOON)

    assert Release.objects.filter(conference=other.conference).count() == 0


def test_reissue_leaves_the_words_as_they_are(ready, drafter):
    issue(ready, "first", by=drafter, at=NOON)
    change(text_fr="Autrement.")

    with pytest.raises(Refusal, match="Words were changed"):
        issue(ready, "reissue", by=drafter, at=NOON)


@pytest.mark.parametrize("kind", ["first", "draft", "", "nonsense"])
def test_kind_that_does_not_fit_is_refused(ready, drafter, kind):
    issue(ready, "first", by=drafter, at=NOON)
    change(text_en="Other.")

    with pytest.raises(Refusal, match="Choose"):
        issue(ready, kind, by=drafter, at=NOON)


def test_symbol_that_an_issued_document_has_is_taken(ready, drafter):
    issue(ready, "first", by=drafter, at=NOON)
    other = make_summary(make_conference(slug="other"))
    translated(other, drafter)
    Summary.objects.filter(pk=ready.pk).update(symbol="")
    Summary.objects.filter(pk=other.pk).update(symbol="A/66/999", stage="in-translation")

    with pytest.raises(Refusal, match="A/66/999 is taken"):
        issue(other, "first", by=drafter, at=NOON)

    other.refresh_from_db()
    assert (other.stage, Release.objects.count()) == ("in-translation", 1)


@pytest.mark.parametrize("stage", ["draft", "with-president", "cleared", "issued"])
def test_only_what_is_in_translation_is_issued(ready, drafter, stage):
    Summary.objects.update(stage=stage)

    with pytest.raises(Refusal, match="Only a Summary in translation"):
        issue(ready, "first", by=drafter, at=NOON)


def test_only_the_secretariat_issues(ready):
    with pytest.raises(Refusal, match="may not issue"):
        issue(ready, "first", by=make_member("presidents-office"), at=NOON)


def test_edition_needs_a_date(ready, drafter):
    Summary.objects.update(dated_on=None)

    with pytest.raises(Refusal, match="no date"):
        issue(ready, "first", by=drafter, at=NOON)


@pytest.mark.every_database
def test_crash_in_the_middle_leaves_nothing_half_issued(ready, drafter):
    class Crash(Exception):
        pass

    def crash():
        assert Release.objects.exists()
        raise Crash

    with pytest.raises(Crash), just_before('UPDATE "summary_summary" SET "stage"', crash):
        issue(ready, "first", by=drafter, at=NOON)

    assert not Release.objects.exists()
    assert Summary.objects.get().stage == "in-translation"


@pytest.mark.every_database
def test_text_that_changes_while_it_is_issued_is_looked_at_again(ready, drafter):
    """Everything of the edition is made before the transaction, which is a savepoint within that of the test."""
    somebody_writes = just_before("SAVEPOINT", lambda: change(text_en="In the meantime."))

    with somebody_writes, pytest.raises(Refusal, match="while it was being issued"):
        issue(ready, "first", by=drafter, at=NOON)


def test_corrigendum_corrects_the_words_of_a_footnote_and_a_note_more_needs_a_revision(ready, drafter):
    Paragraph.objects.filter(position=0).update(text_en="Words[^4].", text_fr="Mots[^4].")
    note = ready.footnotes.create(number=4, **in_six("text", "Note"))
    translated(ready, drafter)
    issue(ready, "first", by=drafter, at=NOON)
    Footnote.objects.update(text_fr="Mieux dit")
    translated(ready, drafter)
    Summary.objects.update(stage="in-translation")

    content = issue(ready, "corrigendum", by=drafter, at=NOON).content

    assert content["corrections"] == [{"key": f"n{note.pk}", "paragraph": None, "path": [], "languages": ["fr"]}]
    ready.footnotes.create(number=5, is_to_title=True, **in_six("text", "To the title"))
    translated(ready, drafter)
    Summary.objects.update(stage="in-translation")
    with pytest.raises(Refusal):
        issue(ready, "corrigendum", by=drafter, at=NOON)
    assert issue(ready, "revision", by=drafter, at=NOON).content["title_notes"][0]["text"]["fr"] == "To the title (fr)"
