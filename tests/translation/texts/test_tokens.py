import pytest

from translation.texts.tokens import words


@pytest.mark.parametrize(
    ("language", "text", "without"),
    [
        ("en", "The trade in a person", ["trade", "in", "person"]),
        ("fr", "la traite d’êtres humains", ["traite", "êtres", "humains"]),
        ("es", "la trata de las personas", ["trata", "personas"]),
        ("ru", "в торговле", ["в", "торговле"]),
    ],
)
def test_words_of_a_text_are_told_without_its_articles(language, text, without):
    assert [text[word.start : word.end] for word in words(text, language)] == without
