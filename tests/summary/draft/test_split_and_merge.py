import pytest

from conference.languages import CODES
from conference.refusals import Refusal
from summary.draft.split_and_merge import merge_with_next, split_paragraph
from summary.models import Paragraph, Source
from summary.text.outline import outline_of
from tests.factories import make_panel, make_speaker
from tests.staff import make_member
from tests.summary.conftest import NOON, in_language, make_paragraph
from translation.models import Translation, Version
from translation.texts.states import States, set_state, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(summary, translator):
    """A translated paragraph of two sentences, with a source, and a part."""
    paragraph = Paragraph.objects.order_by("pk")[0]
    for code in CODES:
        if code != "en":
            set_state(paragraph, "text", code, "revised", by=translator, at=NOON)
    panel = make_panel(summary.conference)
    role = panel.roles.create(kind="panellist", speaker=make_speaker(summary.conference))
    Source.objects.create(paragraph=paragraph, role=role)
    make_paragraph(paragraph.section, "Part.", paragraph)
    return paragraph


def six(row):
    row.refresh_from_db()
    return {code: text_of(row, "text", code) for code in CODES}


def each(text):
    """What a paragraph made of such a text reads in each language."""
    return {code: in_language(text, code) for code in CODES}


def test_split_goes_through_all_languages_and_keeps_the_sources(whole, drafter):
    second = split_paragraph(whole, "Sentence one of 1.", by=drafter, at=NOON)

    assert (six(whole), six(second)) == (each("Sentence one of 1."), each("Sentence two of 1."))
    assert [list(row.sources.values_list("role")) for row in (whole, second)] == [
        [(Source.objects.first().role_id,)]
    ] * 2
    assert [part.text_en for part in second.parts.all()] == ["Part."]
    states = States([whole, second], "en")
    assert {
        (states.of(row, "text", "fr").state, states.of(row, "text", "fr").is_outdated) for row in (whole, second)
    } == {(Translation.State.TENTATIVE, False)}


def test_split_leaves_an_outdated_translation_whole_and_outdated(whole, drafter):
    """It has as many sentences as the original, but nobody has said that they say the same."""
    Paragraph.objects.filter(pk=whole.pk).update(text_en="Sentence one, changed. Sentence two of 1.")
    french = in_language("Sentence one of 1. Sentence two of 1.", "fr")

    second = split_paragraph(_fresh(whole), "Sentence one, changed.", by=drafter, at=NOON)

    first = _fresh(whole)
    states = States([first, second], "en")
    assert (first.text_en, second.text_en) == ("Sentence one, changed.", "Sentence two of 1.")
    assert (first.text_fr, second.text_fr or "") == (french, "")
    state = states.of(first, "text", "fr")
    assert (state.state, state.is_outdated, states.of(second, "text", "fr").state) == ("revised", True, "missing")


def test_split_leaves_a_translation_whole_that_has_other_sentences(whole, drafter):
    Paragraph.objects.filter(pk=whole.pk).update(text_fr="Une seule phrase")
    set_state(_fresh(whole), "text", "fr", "translated", by=None, at=NOON)

    second = split_paragraph(_fresh(whole), "Sentence one of 1.", by=drafter, at=NOON)

    states = States([_fresh(whole), second], "en")
    assert [text_of(_fresh(row), "text", "fr") for row in (whole, second)] == ["Une seule phrase", ""]
    assert (states.of(_fresh(whole), "text", "fr").is_outdated, states.of(second, "text", "fr").state) == (
        True,
        "missing",
    )


def _fresh(row):
    return type(row).objects.select_related("section__summary").get(pk=row.pk)


@pytest.mark.parametrize("head", ["", "Something else.", "Sentence one of 1. Sentence two of 1."])
def test_split_needs_words_on_both_sides(whole, drafter, head):
    with pytest.raises(Refusal, match="between two words"):
        split_paragraph(whole, head, by=drafter, at=NOON)


def test_split_between_two_words_parts_the_original_alone(whole, drafter):
    second = split_paragraph(whole, "Sentence one of", by=drafter, at=NOON)

    assert second.text_en == "1. Sentence two of 1."
    assert text_of(_fresh(whole), "text", "ru") == in_language("Sentence one of 1. Sentence two of 1.", "ru")


def test_merge_joins_all_languages_with_sources_comments_and_parts(summary, whole, drafter):
    following = Paragraph.objects.order_by("pk")[1]
    following.comments.create(text="Look here.", by=drafter, at=NOON)
    make_paragraph(following.section, "Its part.", following)

    merge_with_next(whole, by=drafter, at=NOON)

    whole.refresh_from_db()
    joined = each("Sentence one of 1. Sentence two of 1. Sentence one of 2. Sentence two of 2.")
    joined["zh-hans"] = joined["zh-hans"].replace(". Sentence one of 2", ".Sentence one of 2")  # no space between both
    assert six(whole) == joined
    assert [part.text_en for part in whole.parts.all()] == ["Part.", "Its part."]
    assert [comment.text for comment in whole.comments.all()] == ["Look here."]
    assert _fresh(following).merged_into == whole
    assert [node.path for node in outline_of(summary)[0].nodes] == [(1,), (2,)]


def test_merge_keeps_what_was_written_of_both(whole, drafter):
    following = Paragraph.objects.order_by("pk")[1]
    merge_with_next(whole, by=drafter, at=NOON)

    texts = [version.words for version in Version.objects.of(whole, "text", "en")]
    assert texts == [whole.text_en, "Sentence one of 1. Sentence two of 1."]
    assert following.text_en == _fresh(following).text_en


def test_merged_translation_is_as_far_as_the_lesser_of_both(whole, drafter, translator):
    following = Paragraph.objects.order_by("pk")[1]
    set_state(following, "text", "fr", "translated", by=translator, at=NOON)

    merge_with_next(whole, by=drafter, at=NOON)

    states = States([_fresh(whole)], "en")
    found = [states.of(_fresh(whole), "text", code) for code in ("fr", "ru")]
    assert [(state.state, state.is_outdated) for state in found] == [("translated", False), ("draft", False)]


@pytest.mark.parametrize("outdated", [0, 1])
def test_merged_translation_is_a_draft_where_one_of_both_was_outdated(whole, drafter, translator, outdated):
    """However far it was: the half that says something else has to be looked at before the whole is complete."""
    rows = list(Paragraph.objects.order_by("pk")[:2])
    for code in ("fr", "ru"):
        set_state(rows[1], "text", code, "translated", by=translator, at=NOON)
    Paragraph.objects.filter(pk=rows[outdated].pk).update(text_en="Changed.")
    set_state(_fresh(rows[outdated]), "text", "ru", "translated", by=translator, at=NOON)

    merge_with_next(_fresh(whole), by=drafter, at=NOON)

    states = States([_fresh(whole)], "en")
    found = {code: states.of(_fresh(whole), "text", code).state for code in ("fr", "ru")}
    assert found == {"fr": "draft", "ru": "translated"}


def test_last_paragraph_has_none_to_merge_with(summary, drafter):
    with pytest.raises(Refusal, match="No paragraph follows"):
        merge_with_next(Paragraph.objects.order_by("-pk")[0], by=drafter, at=NOON)


def test_merge_that_would_be_too_long_changes_nothing(summary, drafter):
    first = Paragraph.objects.order_by("pk")[0]
    Paragraph.objects.update(text_en="x" * 15_000)

    with pytest.raises(Refusal, match="characters"):
        merge_with_next(first, by=drafter, at=NOON)

    assert not Paragraph.objects.removed().exists()
    assert Version.objects.count() == 0


def test_only_drafters_split_and_merge(whole):
    for act, more in ((split_paragraph, ["Sentence one of 1."]), (merge_with_next, [])):
        with pytest.raises(Refusal, match="only be read"):
            act(whole, *more, by=make_member("co-chair", act.__name__), at=NOON)
