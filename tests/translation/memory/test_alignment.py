from translation.memory.alignment import aligned, translation_of

SOURCE = "The President opened the dialogue. In 2012, 45 States took part. He thanked them: they had come far."
FRENCH = "Le Président a ouvert le dialogue. En 2012, 45 États y ont pris part. Il a remercié : ils venaient de loin."


def translated(words, source=SOURCE, target=FRENCH):
    found = translation_of(words, source, target, "en", "fr")
    return found and found[1]


def test_sentence_and_clause_have_their_part_of_the_translation():
    assert translated("in 2012 45 states took part") == "En 2012, 45 États y ont pris part."
    assert translated("they had come far") == "ils venaient de loin."


def test_whole_text_has_the_whole_translation():
    assert translated("lunch", "Lunch", " Déjeuner ") == "Déjeuner"


def test_passage_is_given_as_its_source_has_it():
    assert translation_of("he thanked them they had come far", SOURCE, FRENCH, "en", "fr")[0] == (
        "He thanked them: they had come far."
    )


def test_what_is_no_sentence_of_the_source_has_none():
    assert translated("opened the dialogue") is None


def test_two_sentences_that_became_one_are_no_pair_of_either():
    joined = FRENCH.replace("dialogue. En", "dialogue et, en")

    assert translated("the president opened the dialogue", target=joined) is None
    assert translated("in 2012 45 states took part", target=joined) is None
    assert translated("he thanked them they had come far", target=joined) == ("Il a remercié : ils venaient de loin.")


def test_arabic_clause_that_begins_with_as_also_is_a_sentence_elsewhere():
    source = "All are equal before the law and are protected by it. All are entitled to be protected from incitement."
    arabic = "كل الناس سواسية أمام القانون ولهم الحق في حمايته، كما أن لهم جميعا الحق في حماية من التحريض."

    assert translation_of("all are equal before the law and are protected by it", source, arabic, "en", "ar")[1] == (
        "كل الناس سواسية أمام القانون ولهم الحق في حمايته،"
    )
    assert translation_of("all are entitled to be protected from incitement", source, arabic, "en", "ar")[1] == (
        "كما أن لهم جميعا الحق في حماية من التحريض."
    )


def test_and_after_an_arabic_comma_may_join_less_than_a_sentence():
    source = "All are equal before the law and are protected by it. All are entitled to be protected from incitement."
    arabic = "كل الناس سواسية أمام القانون ولهم الحق في حمايته، ولهم جميعا الحق في حماية من التحريض."

    assert translation_of("all are equal before the law and are protected by it", source, arabic, "en", "ar") is None


def test_translation_that_left_something_out_is_in_doubt_beside_it():
    shortened = FRENCH.replace("En 2012, 45 États y ont pris part. ", "")

    assert translated("in 2012 45 states took part", target=shortened) is None
    assert translated("the president opened the dialogue", target=shortened) is None


def test_figures_that_disagree_are_no_pair():
    other = FRENCH.replace("En 2012, 45", "En 2011, 44")

    assert translated("in 2012 45 states took part", target=other) is None


def test_single_digits_that_disagree_are_no_pair_but_one_may_be_written_as_a_word():
    source = "The dialogue was opened. The Fund had received 1 million dollars."

    for french, is_certain in (
        ("Le dialogue a été ouvert. Le Fonds avait reçu 3 millions de dollars.", False),
        ("Le dialogue a été ouvert. Le Fonds avait reçu 1 million de dollars.", True),
        ("Le dialogue a été ouvert. Le Fonds avait reçu un million de dollars.", True),
    ):
        found = translated("the fund had received 1 million dollars", source, french)
        assert (found is not None) == is_certain, french


def test_figures_of_arabic_are_read():
    beads = aligned(["In 2012 it began.", "In 2013 it ended."], ["بدأ في عام ٢٠١٢.", "وانتهى في عام ٢٠١٣."])

    assert [bead.is_certain for bead in beads] == [True, True]


def test_three_sentences_may_become_one():
    source = [
        "All have rights.",
        "They are free at school and at work.",
        "They may learn.",
        "They may also teach.",
    ]

    beads = aligned(source, ["لهم حقوق جميعا.", "وهم أحرار في المدرسة وفي العمل ولهم أن يتعلموا وأن يعلموا."])

    assert [bead.source for bead in beads] == [(0, 1), (1, 4)]


def test_nothing_is_aligned_with_nothing():
    assert (aligned([], ["Un."]), aligned(["One."] * 81, ["Un."])) == ([], [])
