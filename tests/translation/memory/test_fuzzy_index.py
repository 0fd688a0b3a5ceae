import pytest

from translation.memory.fuzzy_index import Memory

OPENING = "Opening of the interactive dialogue on fighting human trafficking"


@pytest.fixture
def memory():
    return Memory(
        "en", {1: OPENING, 2: "Closing of the interactive dialogue on fighting human trafficking", 3: "Lunch"}
    )


def scores(memory, text, **options):
    return [(match.key, match.score) for match in memory.similar(text, **options)]


def test_identical_text_comes_first_with_100(memory):
    assert scores(memory, OPENING)[0] == (1, 100)


def test_same_words_in_other_case_accents_or_spaces_are_99():
    memory = Memory("fr", {1: "Clôture de  la séance"})

    assert scores(memory, "Cloture de la Séance") == [(1, 99)]


def test_similar_text_has_its_score_and_difference(memory):
    own = "Closing of the interactive dialogue on fighting trafficking in persons"

    best = memory.similar(own)[0]

    assert (best.key, 65 < best.score < 100) == (2, True)
    assert [part.text.strip() for part in best.difference(own) if part.where == "theirs"] == ["human", "trafficking"]
    assert "".join(part.text for part in best.difference(own) if part.where != "theirs") == own


def test_text_that_is_too_little_alike_is_not_offered(memory):
    assert scores(memory, "Report of the Secretary-General on the Trust Fund") == []
    assert scores(memory, "Lunches and dinners") == []


def test_threshold_and_number_can_be_chosen(memory):
    assert len(scores(memory, OPENING, most=1)) == 1
    assert scores(memory, OPENING, least=96) == [(1, 100)]


def test_short_text_is_found_though_its_only_word_begins_otherwise():
    assert scores(Memory("en", {1: "Opening"}), "Oppening") == [(1, 93)]


def test_of_very_many_that_are_somewhat_alike_the_likest_are_compared(monkeypatch):
    monkeypatch.setattr("translation.memory.fuzzy_index._MOST_COMPARED", 2)
    words = "opening interactive dialogue fighting human trafficking persons states members organization".split()
    others = {number: " ".join([*words[:6], *(f"z{number}{place}" for place in range(4))]) for number in range(2, 9)}
    memory = Memory("en", {**others, 1: " ".join([*words[:9], "organs"]), 9: " ".join([*words[:8], "who", "spoke"])})

    assert [key for key, _score in scores(memory, " ".join(words))] == [1, 9]


def test_texts_are_put_replaced_and_forgotten_one_by_one(memory):
    memory.put(3, OPENING)
    assert scores(memory, OPENING)[:2] == [(1, 100), (3, 100)]

    memory.forget(1)
    memory.forget("never there")
    assert scores(memory, OPENING)[0] == (3, 100)
    assert scores(memory, "Lunch") == []

    memory.put(3, "  ")
    assert (len(memory), scores(memory, OPENING, least=99)) == (1, [])


@pytest.mark.parametrize(
    ("language", "earlier", "own"),
    [
        ("zh-hans", "打击贩运人口问题互动对话开幕", "打击贩运人口问题互动对话闭幕"),
        (
            "ar",
            "افتتاح الحوار التفاعلي بشأن مكافحة الاتجار بالبشر",
            "اختتام الحوار التفاعلي بشأن مكافحة الاتجار بالبشر",
        ),
        (
            "ru",
            "Открытие интерактивного диалога по борьбе с торговлей людьми",
            "Закрытие интерактивного диалога по борьбе с торговлей людьми",
        ),
    ],
)
def test_every_script_is_compared(language, earlier, own):
    assert scores(Memory(language, {1: earlier, 2: own[::-1]}), own)[0][0] == 1


@pytest.mark.parametrize(
    ("language", "text", "query", "marked"),
    [
        ("en", "Victims of trafficking", "TRAFFICK victim", ["Victims", "trafficking"]),
        ("fr", "Clôture de la séance", "seance cloture", ["Clôture", "séance"]),
        ("fr", "Clo\u0302ture", "clôture", ["Clo\u0302ture"]),
        ("ru", "Закрытие заседания", "заседание"[:-1], ["заседания"]),
        ("ar", "مكافحة الاتِّجار بالأشخاص", "اتجار", ["الاتِّجار"]),
        ("ar", "نسـبة النساء", "نسبة", ["نسـبة"]),
        ("ar", "مكافحة الاتجار بالأشخاص", "الاتِّجار", ["الاتجار"]),
        ("zh-hans", "打击贩运人口行为", "贩运人口", ["贩运人口"]),
        ("en", "See A/66/L.1 of 2012", "2012", ["2012"]),
        ("en", "Human rights and the human right", '"HUMAN RIGHTS"', ["Human rights"]),
        ("en", "Trafficking is a crime; human\u00a0rights", "crim “human rights”", ["crime", "human\u00a0rights"]),
        ("fr", "La Déclaration des droits de l’homme.", "« droits de l'homme »", ["droits de l’homme"]),
        ("fr", "L’État é\u0301tat", '"etat"', ["État", "é\u0301tat"]),
        ("ru", "Торговля людьми, торговля.", "„торговля людьми“", ["Торговля людьми"]),
        ("ar", "وحقوق الإنسان وحقوقُ الإِنسان", '"حقوق الانسان"', ["وحقوق الإنسان", "وحقوقُ الإِنسان"]),
        ("ar", "بمكافحة الاتجار", "«مكافحة الاتجار»", ["بمكافحة الاتجار"]),
        ("zh-hans", "打击贩运 人口行为", "「贩运人口」", ["贩运 人口"]),
    ],
)
def test_concordance_finds_and_marks_words_in_every_script(language, text, query, marked):
    (passage,) = Memory(language, {1: text, 2: "x"}).concordance(query)

    assert [text[start:end] for start, end in passage.spans] == marked


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("en", "A part of it", "art"),
        ("en", "Victims", "victims trafficking"),
        ("zh-hans", "人口贩运", "贩运人口"),
        ("en", "Anything", " "),
        ("en", "Anything", "(.*"),
        ("en", "All human beings have rights", '"human rights"'),
        ("en", "The human right", '"human rights"'),
        ("en", "The human rights", '"human right"'),
        ("en", "Human, rights", '"human rights"'),
        ("en", "Inhuman rights", '"human rights"'),
        ("ar", "الحقوق الإنسان", '"حقوق الإنسان" الدول'),
        ("zh-hans", "人口的贩运", '"人口贩运"'),
        ("en", "Anything", '""'),
        ("en", "Anything", '"(.*"'),
    ],
)
def test_concordance_finds_nothing_else(language, text, query):
    assert Memory(language, {1: text}).concordance(query) == []


def test_concordance_shows_the_shortest_texts_first_and_no_more_than_asked():
    memory = Memory("en", {number: "trafficking " * number for number in range(9, 0, -1)})

    assert [passage.key for passage in memory.concordance("trafficking", most=3)] == [1, 2, 3]
