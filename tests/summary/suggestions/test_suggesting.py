import pytest

from conference.models import AuditEntry
from conference.refusals import Conflict, Overtaken, Refusal
from summary.clearance.stages import change_stage
from summary.draft.split_and_merge import merge_with_next, split_paragraph
from summary.draft.structure import put_back, remove_paragraph
from summary.models import Paragraph, Suggestion, Summary
from summary.suggestions.reading import read, readings_of, shown_in
from summary.suggestions.rules import accept, decide_all, decides, refuse, suggest, suggests, withdraw
from summary.text.writing import digest, replace_text, write_text
from tests.constraints import refuses
from tests.staff import make_member
from tests.summary.conftest import NOON
from translation.models import Version

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FIRST = "Sentence one of 1. Sentence two of 1."
OTHER = "Sentence one, of 1. Sentence number two of 1."


@pytest.fixture
def summary(summary):
    Summary.objects.update(stage="with-president")
    summary.refresh_from_db()
    return summary


@pytest.fixture
def first(summary, paragraphs):
    return paragraphs[0]


@pytest.fixture
def colleague(db):
    return make_member("presidents-office", "colleague")


def suggested(paragraph, text=OTHER, *, by, on=None, reason=""):
    paragraph.refresh_from_db()
    base_version = digest(paragraph.text_en if on is None else on)
    return suggest(paragraph, text, base_version, reason=reason, by=by, at=NOON)[1]


def seen_of(suggestion):
    suggestion = Suggestion.objects.get(pk=suggestion.pk)
    return read(suggestion, suggestion.paragraph.section.summary).shown.token


def words_of(paragraph):
    return Paragraph.objects.get(pk=paragraph.pk).text_en


def open_rows():
    rows = Suggestion.objects.filter(outcome="open").order_by("pk")
    return [(row.paragraph_id, row.base_text, row.text) for row in rows]


@pytest.mark.parametrize(
    ("stage", "may_suggest", "may_decide"),
    [
        ("draft", [], ["secretariat", "note-taker", "root"]),
        ("with-president", ["presidents-office"], ["secretariat", "note-taker", "presidents-office"]),
        ("cleared", [], []),
        ("in-translation", [], []),
        ("issued", [], []),
    ],
)
def test_office_suggests_and_drafters_decide(summary, stage, may_suggest, may_decide):
    summary.stage = stage
    roles = ("secretariat", "note-taker", "presidents-office", "co-chair", "translator-fr")
    people = {role: make_member(role) for role in roles}
    people["root"] = make_member("secretariat", "root", is_superuser=True)

    assert [role for role, user in people.items() if suggests(summary, user)] == may_suggest
    assert [role for role, user in people.items() if decides(summary, user)] == may_decide


def test_suggestion_changes_nothing_until_it_is_accepted(first, drafter, office):
    row = suggested(first, by=office, reason="  Plainer. ")
    assert (words_of(first), row.base_text, row.reason) == (FIRST, FIRST, "Plainer.")

    accept(row, seen=seen_of(row), by=drafter, at=NOON)

    row.refresh_from_db()
    assert (words_of(first), row.outcome, row.by, row.decided_by) == (OTHER, "accepted", office, drafter)
    version = Version.objects.of(first, "text", "en").get(number=row.version)
    assert (version.words, version.by) == (OTHER, drafter)
    acts = AuditEntry.objects.filter(act__contains="suggest").order_by("pk").values_list("act", "by__username")
    assert list(acts) == [("summary: suggest", "office"), ("summary: accept suggestion", "drafter")]


def test_refused_suggestion_stays_on_file_with_the_answer(first, drafter, office):
    row = suggested(first, by=office)

    refuse(row, seen=seen_of(row), answer="The record says one.", by=drafter, at=NOON)

    row.refresh_from_db()
    assert (words_of(first), row.outcome, row.answer) == (FIRST, "refused", "The record says one.")


def test_one_goes_on_writing_the_same_suggestion(first, office):
    suggested(first, "Sentence.", by=office)
    suggested(first, OTHER, by=office, on="Sentence.")
    assert open_rows() == [(first.pk, FIRST, OTHER)]

    suggested(first, FIRST, by=office, on=OTHER)

    assert Suggestion.objects.get().outcome == "withdrawn"


def test_words_of_the_paragraph_are_no_suggestion(first, office):
    assert suggested(first, FIRST, by=office) is None
    assert not Suggestion.objects.exists()


def test_two_windows_do_not_overwrite_each_other(first, office):
    suggested(first, "Sentence.", by=office)

    with pytest.raises(Overtaken) as both:
        suggested(first, OTHER, by=office)

    assert (both.value.current, both.value.own) == ("Sentence.", OTHER)
    assert open_rows() == [(first.pk, FIRST, "Sentence.")]


@pytest.mark.parametrize("text", ["", "  ", "Two\n\nparagraphs", "bell\x07", "x" * 20_001])
def test_what_no_paragraph_can_be_is_refused(first, office, text):
    with pytest.raises(Refusal):
        suggested(first, text, by=office)


@pytest.mark.parametrize("reason", ["x" * 401, "bell\x07"])
def test_reason_that_cannot_be_kept_is_refused(first, office, reason):
    with pytest.raises(Refusal):
        suggested(first, by=office, reason=reason)


def test_nobody_decides_on_their_own(first, office):
    row = suggested(first, by=office)

    with pytest.raises(Refusal, match="somebody else"):
        accept(row, seen=seen_of(row), by=office, at=NOON)
    now = {"decided_by": office, "decided_at": NOON}
    assert refuses(Suggestion.objects.update, outcome="accepted", **now)
    assert refuses(Suggestion.objects.update, outcome="accepted")
    assert not refuses(Suggestion.objects.update, outcome="withdrawn", **now)


def test_only_its_author_withdraws_it(first, office, colleague):
    row = suggested(first, by=office)

    with pytest.raises(Refusal):
        withdraw(row, by=colleague, at=NOON)
    withdraw(row, by=office, at=NOON)

    assert Suggestion.objects.get().outcome == "withdrawn"
    with pytest.raises(Refusal, match="already"):
        withdraw(row, by=office, at=NOON)


def test_decision_is_on_the_words_that_were_shown(first, drafter, office):
    row = suggested(first, by=office)
    seen = seen_of(row)
    suggested(first, "Sentence.", by=office, on=OTHER)

    with pytest.raises(Conflict):
        accept(row, seen=seen, by=drafter, at=NOON)

    assert words_of(first) == FIRST


def test_second_decision_is_refused(first, drafter, office):
    row = suggested(first, by=office)
    seen = seen_of(row)
    accept(row, seen=seen, by=drafter, at=NOON)

    with pytest.raises(Refusal, match="drafter has decided"):
        refuse(row, seen=seen, by=drafter, at=NOON)


def test_changes_are_decided_one_by_one(first, drafter, office):
    row = suggested(first, by=office)
    accept(row, seen=seen_of(row), change=0, by=drafter, at=NOON)
    assert words_of(first) == "Sentence one, of 1. Sentence two of 1."
    assert open_rows() == [(first.pk, "Sentence one, of 1. Sentence two of 1.", OTHER)]

    row.refresh_from_db()
    refuse(row, seen=seen_of(row), change=0, by=drafter, at=NOON)

    assert open_rows() == []
    assert words_of(first) == "Sentence one, of 1. Sentence two of 1."
    outcomes = Suggestion.objects.order_by("pk").values_list("outcome", "base_text", "text")
    assert list(outcomes) == [
        ("refused", "Sentence one, of 1. Sentence two of 1.", OTHER),
        ("accepted", FIRST, "Sentence one, of 1. Sentence two of 1."),
    ]


def test_refused_single_change_leaves_the_others_open(first, drafter, office):
    row = suggested(first, by=office)

    refuse(row, seen=seen_of(row), change=0, by=drafter, at=NOON)

    assert open_rows() == [(first.pk, FIRST, "Sentence one of 1. Sentence number two of 1.")]
    with pytest.raises(Refusal):
        accept(row, seen=seen_of(row), change=7, by=drafter, at=NOON)


def test_suggestion_fits_a_paragraph_that_was_changed_elsewhere(first, drafter, office):
    row = suggested(first, by=office)
    write_text(first, "text", "en", f"Today. {FIRST}", digest(FIRST), by=office, at=NOON)

    accept(row, seen=seen_of(row), by=drafter, at=NOON)

    assert words_of(first) == f"Today. {OTHER}"


def test_suggestion_that_no_longer_fits_keeps_both_texts(first, drafter, office):
    row = suggested(first, by=office)
    write_text(first, "text", "en", "Quite other words of 1.", digest(FIRST), by=office, at=NOON)

    with pytest.raises(Refusal, match="no longer there"):
        accept(row, seen=seen_of(row), by=drafter, at=NOON)

    assert words_of(first) == "Quite other words of 1."
    assert open_rows() == [(first.pk, FIRST, OTHER)]


def test_two_suggestions_for_one_paragraph_are_accepted_together(summary, first, drafter, office, colleague):
    suggested(first, "Sentence one, of 1. Sentence two of 1.", by=office)
    suggested(first, "Sentence one of 1. Sentence number two of 1.", by=colleague)
    suggested(first, "Sentence I, of 1. Sentence two of 1.", by=make_member("presidents-office", "third"))
    seen = shown_in(readings_of(summary, drafter), summary).token

    number = decide_all(summary, accepts=True, seen=seen, by=drafter, at=NOON)

    assert number == 2
    assert words_of(first) == OTHER
    assert [row[2] for row in open_rows()] == ["Sentence I, of 1. Sentence two of 1."]


def test_all_are_decided_as_they_were_shown(summary, paragraphs, drafter, office):
    suggested(paragraphs[0], by=office)
    seen = shown_in(readings_of(summary, drafter), summary).token
    suggested(paragraphs[1], "Other words.", by=office)

    with pytest.raises(Conflict):
        decide_all(summary, accepts=False, seen=seen, by=drafter, at=NOON)

    assert len(open_rows()) == 2


def test_all_of_a_paragraph_leave_those_of_others(summary, paragraphs, drafter, office):
    suggested(paragraphs[0], by=office)
    suggested(paragraphs[1], "Other words.", by=office)
    seen = shown_in(readings_of(summary, drafter, paragraph=paragraphs[1]), summary).token

    decide_all(summary, accepts=True, paragraph=paragraphs[1], seen=seen, by=drafter, at=NOON)

    assert open_rows() == [(paragraphs[0].pk, FIRST, OTHER)]


def test_split_paragraph_parts_its_suggestion(first, office, drafter):
    row = suggested(first, by=office)
    Summary.objects.update(stage="draft")
    second = split_paragraph(first, "Sentence one of 1.", by=drafter, at=NOON)
    assert open_rows() == [
        (first.pk, "Sentence one of 1.", "Sentence one, of 1."),
        (second.pk, "Sentence two of 1.", "Sentence number two of 1."),
    ]

    merge_with_next(first, by=drafter, at=NOON)

    assert {key for key, *__ in open_rows()} == {first.pk}
    for each in Suggestion.objects.all():
        accept(each, seen=seen_of(each), by=drafter, at=NOON)
    assert words_of(first) == OTHER
    assert row.pk in Suggestion.objects.values_list("pk", flat=True)


def test_suggestion_over_the_place_of_a_split_stays_whole(first, office, drafter):
    suggested(first, "Sentence one of 2, and two.", by=office)
    Summary.objects.update(stage="draft")

    split_paragraph(first, "Sentence one of 1.", by=drafter, at=NOON)

    assert open_rows() == [(first.pk, FIRST, "Sentence one of 2, and two.")]


def test_suggestion_for_a_removed_paragraph_waits_for_it(summary, first, office, drafter):
    row = suggested(first, by=office)
    Summary.objects.update(stage="draft")
    remove_paragraph(first, by=drafter, at=NOON)
    assert not Suggestion.objects.to_decide(summary).exists()
    with pytest.raises(Refusal, match="removed"):
        accept(row, seen=seen_of(row), by=drafter, at=NOON)

    put_back(first, by=drafter, at=NOON)

    assert Suggestion.objects.to_decide(summary).get() == row


def test_text_is_not_cleared_over_open_suggestions(summary, first, office, drafter):
    row = suggested(first, by=office)
    with pytest.raises(Refusal, match="1 suggestion is not decided yet"):
        change_stage(summary, "clear", by=office, at=NOON)

    change_stage(summary, "return", reason="See what is suggested.", by=office, at=NOON)
    accept(row, seen=seen_of(row), by=drafter, at=NOON)
    change_stage(summary, "submit", by=drafter, at=NOON)

    assert change_stage(summary, "clear", by=office, at=NOON).stage == "cleared"


def test_suggestion_in_another_language_than_the_original_is_not_written(first, office, drafter):
    row = suggested(first, by=office)
    Summary.objects.update(stage="draft", original_language="fr")
    replace_text(first, "text", "fr", FIRST, by=drafter, at=NOON)

    with pytest.raises(Refusal, match="another one"):
        accept(row, seen=seen_of(row), by=drafter, at=NOON)
