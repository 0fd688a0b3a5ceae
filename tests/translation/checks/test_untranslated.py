"""Texts left in the source: the same words, the wrong script, a part; and the official texts, of which none is told."""

import pytest

from conference.languages import CODES
from tests.summary.demo.test_summary_2012_data import CONTENT
from translation.checks import check
from translation.glossary.terms import ConceptTerms

SENTENCE = "Everyone has the right to recognition everywhere as a person before the law."
BURKINA_FASO = ConceptTerms.of_name("BFA", {"en": "Burkina Faso", "fr": "Burkina Faso", "ar": "بوركينا فاسو"})
TARGETS = [code for code in CODES if code != "en"]


def kinds(source, target, language, **known):
    found = check(source, target, "en", language, **known)
    return [finding.kind for finding in found if finding.check == "untranslated"]


@pytest.mark.parametrize("language", TARGETS)
def test_source_that_was_left_as_it_is_is_told_in_every_language(language):
    assert kinds(SENTENCE, f" {SENTENCE}", language) == ["same"]


def test_original_in_another_script_is_told_too():
    found = check("الحوار التفاعلي الثاني", "الحوار التفاعلي الثاني", "ar", "fr")

    assert [finding.kind for finding in found if finding.check == "untranslated"] == ["same"]


@pytest.mark.parametrize("language", ["ar", "zh-hans", "ru"])
def test_other_words_without_a_letter_of_the_language_are_told(language):
    assert kinds(SENTENCE, "Chacun a droit à la reconnaissance de sa personnalité juridique.", language) == ["script"]


def test_sentence_left_within_a_translation_is_told_with_its_place():
    target = "Chacun a droit à la vie. Everyone has the right to recognition everywhere."
    (found,) = [finding for finding in check(SENTENCE, target, "en", "fr") if finding.check == "untranslated"]

    assert found.kind == "part"
    assert target[slice(*found.in_target)].startswith("Everyone has the right")


@pytest.mark.parametrize(
    "text",
    [
        "Introduction",
        "A/66/L.1",
        "2 + 3 = 5",
        "UNODC",
        "IOM / UNICEF",
        "Panel 3",
        "https://www.un.org/a/page",
        "Session 2",
    ],
)
def test_word_symbol_number_and_acronym_may_read_alike(text):
    assert [kinds(text, text, language) for language in TARGETS] == [[]] * len(TARGETS)
    assert kinds(f"{text} of the dialogue", f"{text} of the dialogue", "fr") == ["same"]


def test_name_may_read_alike_in_one_script_only():
    assert kinds("Michelle Bachelet", "Michelle Bachelet", "fr") == []
    assert kinds("Michelle Bachelet", "Michelle Bachelet", "ru") == ["same"]
    assert kinds("the Burkina Faso", "Burkina Faso", "fr", names=[BURKINA_FASO]) == []
    assert kinds("Burkina Faso", "Burkina Faso", "ar", names=[BURKINA_FASO]) == ["same"]
    assert kinds("The President of the General Assembly", "The President of the General Assembly", "es") == ["same"]


@pytest.mark.parametrize("gap", ["[…]", "[...]", "[……]", "[ … ]"])
def test_gap_that_a_composed_proposal_left_is_told_with_its_place(gap):
    target = f"Chacun a droit à la vie. {gap}"
    (found,) = [finding for finding in check(SENTENCE, target, "en", "fr") if finding.check == "untranslated"]

    assert (found.kind, target[slice(*found.in_target)]) == ("gap", gap)


def test_gap_that_the_source_has_too_and_other_dots_are_not_told():
    assert kinds(f"{SENTENCE} [...]", "Chacun a droit à la vie. […]", "fr") == []
    assert kinds(SENTENCE, "Chacun a droit à la vie… [sic] (...)", "fr") == []


def test_official_summary_has_no_false_alarm_and_its_english_is_caught():
    texts = [text for text in _texts(CONTENT) if text["en"]]
    pairs = [(text["en"], text[code], code) for text in texts for code in TARGETS]
    left = [text["en"] for text in texts if len(text["en"].split()) > 1]

    assert len(pairs) > 300
    assert [pair for pair in pairs if kinds(*pair)] == []
    assert [(text, code) for text in left for code in TARGETS if kinds(text, text, code) != ["same"]] == []


def _texts(data):
    """Yields every {code: text} within the data."""
    if isinstance(data, list):
        for each in data:
            yield from _texts(each)
    elif isinstance(data, dict):
        if set(CODES) <= set(data):
            yield data
        else:
            yield from _texts(list(data.values()))
