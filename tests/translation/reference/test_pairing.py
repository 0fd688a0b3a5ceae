"""Two documents are paired by paragraphs and sentences, however long they are."""

from tests.translation.reference.documents import ENGLISH, FRENCH, SENTENCES
from translation.reference.pairing import pairs_of, side_of


def paired(source, target, code="fr"):
    sides = side_of(source, "en"), side_of(target, code)
    found, here, there = [], 0, 0
    for end, other, state in pairs_of(*sides):
        found.append((sides[0].text(here, end), sides[1].text(there, other), state))
        here, there = end, other
    assert (here, there) == tuple(len(side.pieces) for side in sides)
    return found


def test_sentences_of_paragraphs_are_paired():
    found = paired(ENGLISH, FRENCH)

    assert len(found) == SENTENCES
    assert found[0] == (
        "The President opened the dialogue on 3 April 2012.",
        "La Présidente a ouvert le dialogue le 3 avril 2012.",
        "sure",
    )
    assert found[-1][:2] == (ENGLISH[-1], FRENCH[-1])


def test_long_documents_are_paired_in_parts_to_their_end():
    numbered = [(f"In {1800 + year}, {text}", f"En {1800 + year}, {other}") for year in range(60) for text, other in
                zip(ENGLISH, FRENCH, strict=True)]  # fmt: skip
    source, target = zip(*numbered, strict=True)

    found = paired(source, [*target[:100], *target[101:]])  # one paragraph was not translated

    assert len(found) in range(60 * SENTENCES - 3, 60 * SENTENCES + 1)
    assert found[-1] == (source[-1], target[-1], "sure")
    wrong = [pair for pair in found if pair[2] == "sure" and pair[0][:7].split()[-1] != pair[1][:7].split()[-1]]
    assert len(wrong) <= 1 + sum("In 18" not in pair[0] for pair in found)


def test_what_has_no_counterpart_is_in_doubt():
    found = paired([*ENGLISH * 2, "One paragraph more, which is long but not translated, " * 2], FRENCH * 2)

    assert found[-1][2] == "doubtful"
    assert any("One paragraph more" in source for source, *__ in found)


def test_paragraphs_are_joined_as_their_language_joins():
    side = side_of(["第一段。第二句。", "第二段。"], "zh-hans")
    english = side_of(["One.", "Two, three."], "en")

    assert side.text(0, len(side.pieces)) == "第一段。第二句。第二段。"
    assert english.text(0, len(english.pieces)) == "One. Two, three."
    assert [piece for piece, __ in english.pieces] == ["One.", "Two, ", "three."]
