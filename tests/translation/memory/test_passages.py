import pytest

from translation.memory.passages import PassageIndex

OPENING = "The President opened the dialogue."
CLOSING = "States were urged to act: victims need protection."


def found(index, text):
    return {text[known.span.start : known.span.end]: known.keys for known in index.find(text)}


@pytest.fixture
def index():
    index = PassageIndex("en")
    index.put(1, f"{OPENING} {CLOSING}")
    index.put(2, OPENING)
    return index


def test_sentences_of_known_texts_are_found_with_the_texts_that_have_them(index):
    assert found(index, f"It rained. {OPENING} It stopped.") == {OPENING: (1, 2)}


def test_clause_is_found_inside_a_sentence_in_other_case_and_between_quotation_marks(index):
    assert found(index, "He said “Victims need protection” and left.") == {}  # three words could be there by chance
    assert found(index, "Hear: Victims need protection; they do.") == {"Victims need protection;": (1,)}
    assert found(index, "He said “states were urged to act” and left.") == {"“states were urged to act”": (1,)}


def test_longer_passages_come_first_and_hold_shorter_ones(index):
    assert list(found(index, f"{OPENING} {CLOSING}")) == [
        f"{OPENING} {CLOSING}",
        CLOSING,
        OPENING,
        "States were urged to act:",
        "victims need protection.",
    ]


def test_part_of_a_word_is_no_passage(index):
    assert found(index, "Then states were urged to action.") == {}


def test_texts_are_replaced_and_forgotten(index):
    index.put(1, "Something else altogether.")
    assert found(index, f"{OPENING} {CLOSING}") == {OPENING: (2,)}

    index.put(2, "")
    index.forget("never there")
    assert found(index, f"{OPENING} {CLOSING} Something else altogether.") == {"Something else altogether.": (1,)}


@pytest.mark.parametrize(
    ("code", "known", "before", "wanted", "after"),
    [
        ("fr", "Le Président a ouvert le dialogue.", "« ", "Le Président a ouvert le dialogue", " » – oui."),
        ("ru", "Председатель открыл этот диалог.", "Вчера ", "председатель открыл этот диалог,", " затем ушёл."),
        ("ar", "افتتح الرئيس الحوار التفاعلي.", "قيل إنه ", "افتتح الرئيس الحوارَ التفاعلي،", " ثم خرج."),
        ("zh-hans", "主席宣布互动对话开始。", "据悉", "主席宣布互动对话开始，", "随后离开。"),
        ("es", "El Presidente inauguró el diálogo.", "Ayer: ", "¿El Presidente inauguró el dialogo?", " Sí."),
    ],
)
def test_every_language_has_passages(code, known, before, wanted, after):
    index = PassageIndex(code)
    index.put(1, known)

    assert found(index, before + wanted + after) == {wanted: (1,)}
