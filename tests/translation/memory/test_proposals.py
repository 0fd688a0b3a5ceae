import pytest

from tests.factories import MORNING
from translation.memory.known_pairs import KnownPair
from translation.memory.passages import span_between
from translation.memory.proposals import KnownPassage, composed


def known(source, passage, words, state="revised", key=1, score=100):
    start = source.index(passage)
    pair = KnownPair(("texts", key), passage, words, passage, "2012", "", state, MORNING)
    return KnownPassage(span_between(source, start, start + len(passage)), passage, words, score, pair)


def test_text_that_is_known_throughout_is_composed_of_its_passages():
    source = "One two. Three four. Five six."

    found = composed(source, [known(source, *each) for each in PAIRS], "fr")

    assert (found.words, found.share, found.is_whole) == ("Un deux. Trois quatre. Cinq six.", 100, True)
    assert [(part.text, part.number) for part in found.parts if part.passage] == [
        ("One two.", 1),
        ("Three four.", 2),
        ("Five six.", 3),
    ]


PAIRS = [("One two.", "Un deux."), ("Three four.", "Trois quatre."), ("Five six.", "Cinq six.")]


def test_what_is_unknown_stays_marked_and_counts():
    source = "One two. Three four. Five six."

    found = composed(source, [known(source, *PAIRS[1])], "fr")

    assert (found.words, found.share, found.is_whole) == ("[…] Trois quatre. […]", 33, False)
    assert "".join(part.text for part in found.parts) == source


def test_longest_passages_win_over_those_inside_them_and_over_more_pieces():
    source = "One two. Three four. Five six."
    both = known(source, "One two. Three four.", "Un deux ; trois quatre.")

    found = composed(source, [both, *(known(source, *each) for each in PAIRS)], "fr")

    assert found.words == "Un deux ; trois quatre. Cinq six."


def test_of_two_translations_of_a_passage_the_better_one_is_taken():
    source = "One two."
    draft, right = known(source, "One two.", "Brouillon.", "draft"), known(source, "One two.", "Un deux.", key=9)

    for order in ([draft, right], [right, draft]):
        assert composed(source, order, "fr").words == "Un deux."
    assert [composed(source, [each], "fr").is_sure for each in (draft, right)] == [False, True]


@pytest.mark.parametrize(
    ("code", "words", "wanted"),
    [
        ("fr", "Un deux.", "Un deux\u00a0; […]"),
        ("ar", "واحد اثنان.", "واحد اثنان؛ […]"),
        ("zh-hans", "一二。", "一二；[…]"),
        ("ru", "Раз два.", "Раз два; […]"),
        ("es", "Uno dos", "Uno dos; […]"),
        ("es", "¿Uno dos?", "¿Uno dos? […]"),
    ],
)
def test_passage_ends_as_the_text_at_hand_has_it(code, words, wanted):
    source = "One two; three."

    assert composed(source, [known(source, "One two;", words)], code).words == wanted


def test_there_is_no_proposal_without_known_passages():
    assert composed("One two.", [], "fr") is None
