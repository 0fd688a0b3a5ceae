import pytest

from conference.languages.scripts import language_typed


@pytest.mark.parametrize(
    ("words", "code", "original", "language"),
    [
        ("Entered by mistake", "en", "ru", "en"),
        ("Saisie par erreur", "fr", "en", "fr"),
        ("Entered by mistake", "ru", "en", "en"),
        ("Внесено по ошибке", "ar", "ru", "ru"),
        ("Внесено по ошибке", "en", "fr", "ru"),
        ("أُدخلت خطأ", "zh-hans", "en", "ar"),
        ("误记", "ru", "en", "zh-hans"),
        ("Legal Adviser", "ar", "ru", "ar"),  # English, French or Spanish: nothing tells
        ("A/66/1", "zh-hans", "fr", "fr"),
        ("12–14", "ar", "en", "ar"),
    ],
)
def test_script_tells_the_language_as_far_as_it_can(words, code, original, language):
    assert language_typed(words, code, original) == language
