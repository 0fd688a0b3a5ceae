"""What the memory suggests for a paragraph that consists of known sentences, or has one."""

import pytest

from summary.models import Paragraph, Summary
from tests.factories import MORNING, make_conference
from tests.staff import make_member
from tests.summary.conftest import make_summary
from tests.translation.texts.texts import listed, make_theme
from translation.memory.suggestions import suggestions
from translation.texts.states import set_state

OPENING, OUVERTURE = "The President opened the dialogue.", "Le Président a ouvert le dialogue."
URGED, EXHORTÉS = "States were urged to protect the victims.", "Les États ont été exhortés à protéger les victimes."
THANKS, MERCI = (
    "All speakers were thanked for their statements.",
    "Tous les orateurs ont été remerciés de leur déclaration.",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator():
    return make_member("translator-fr", "translator")


@pytest.fixture
def earlier():
    return make_conference(slug="earlier")


def suggested(theme, user, code="fr"):
    return suggestions(listed(theme), theme.text_en, code, user)


def test_paragraph_of_three_known_texts_is_proposed_whole(earlier, translator):
    for source, words in ((OPENING, OUVERTURE), (URGED, EXHORTÉS), (THANKS, MERCI)):
        make_theme(earlier, source, words=words, state="translated")

    found = suggested(make_theme(english=f"{URGED} {OPENING} {THANKS}"), translator)

    assert (found.proposal.words, found.proposal.share) == (f"{EXHORTÉS} {OUVERTURE} {MERCI}", 100)
    assert (found.is_proposal_first, found.proposal.is_sure) == (True, True)
    assert {passage.pair.place for passage in found.proposal.passages} == {str(earlier)}


def test_sentence_of_an_earlier_text_is_proposed_in_a_new_one(earlier, translator):
    make_theme(earlier, f"{OPENING} {URGED} {THANKS}", words=f"{OUVERTURE} {EXHORTÉS} {MERCI}", state="revised")

    found = suggested(make_theme(english=f"Much was said on the matter of the day. {URGED}"), translator)

    assert found.proposal.words == f"[…] {EXHORTÉS}"


def test_text_that_is_known_as_a_whole_needs_no_proposal(earlier, translator):
    make_theme(earlier, f"{OPENING} {URGED}", words=f"{OUVERTURE} {EXHORTÉS}", state="translated")

    found = suggested(make_theme(english=f"{OPENING} {URGED}"), translator)

    assert ([offer.score for offer in found.offers], found.proposal) == ([100], None)


def test_proposal_uses_drafts_only_where_nothing_better_is_there_and_says_so(earlier, translator):
    make_theme(earlier, OPENING, words="Ébauche.", state="draft")
    make_theme(earlier, URGED, words=EXHORTÉS, state="translated")
    theme = make_theme(english=f"{OPENING} {URGED}")
    assert (suggested(theme, translator).proposal.words, suggested(theme, translator).proposal.is_sure) == (
        f"Ébauche. {EXHORTÉS}",
        False,
    )

    make_theme(earlier, OPENING, words=OUVERTURE, state="translated")
    assert suggested(theme, translator).proposal.words == f"{OUVERTURE} {EXHORTÉS}"


def test_passage_of_a_translation_that_is_outdated_is_told_by_what_was_translated(earlier, translator):
    outdated = make_theme(earlier, OPENING, words=OUVERTURE, state="translated")
    outdated.text_en = URGED
    outdated.save()

    assert suggested(make_theme(english=f"It rained all day long. {URGED}"), translator).proposal is None


def test_passages_of_what_one_may_not_read_are_not_proposed(earlier, translator):
    summary = make_summary(earlier)
    paragraph = Paragraph.objects.first()
    Paragraph.objects.filter(pk=paragraph.pk).update(text_en=OPENING, text_fr=OUVERTURE)
    paragraph.refresh_from_db()
    set_state(paragraph, "text", "fr", "translated", by=None, at=MORNING)
    paragraph.save()
    theme = make_theme(english=f"It rained all day long. {OPENING}")
    drafter = make_member("secretariat")

    assert suggested(theme, translator).proposal is None
    assert suggested(theme, drafter).proposal.words == f"[…] {OUVERTURE}"
    Summary.objects.filter(pk=summary.pk).update(stage="in-translation")
    assert suggested(theme, translator).proposal.words == f"[…] {OUVERTURE}"


def test_passages_follow_a_text_that_changes_and_goes(earlier, translator):
    theme = make_theme(english=f"It rained all day long. {URGED}")
    assert suggested(theme, translator).proposal is None

    other = make_theme(earlier, URGED, words=EXHORTÉS, state="translated")
    assert suggested(theme, translator).proposal.words == f"[…] {EXHORTÉS}"

    other.delete()
    assert suggested(theme, translator).proposal is None


@pytest.mark.parametrize("number", [1, 12])
def test_suggestions_take_the_same_number_of_queries(earlier, translator, number, django_assert_num_queries):
    for place in range(number):
        make_theme(earlier, f"{OPENING} {place} times.", words=f"{OUVERTURE} {place} fois.", state="translated")
    theme = make_theme(english=f"It rained all day long. {OPENING}")
    text = listed(theme)
    suggested(theme, translator)

    with django_assert_num_queries(5):
        assert suggestions(text, theme.text_en, "fr", translator).proposal.words == f"[…] {OUVERTURE}"
