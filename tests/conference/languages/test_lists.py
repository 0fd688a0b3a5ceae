import pytest
from django.template import Context, Template
from django.utils.translation import override

from conference.languages.lists import listed, listed_apart


@pytest.mark.parametrize(
    ("code", "together", "apart"),
    [
        ("ar", "a، b", "a؛ b"),
        ("zh-hans", "a、b", "a；b"),
        ("en", "a, b", "a; b"),
        ("fr", "a, b", "a\u00a0; b"),
        ("ru", "a, b", "a; b"),
        ("es", "a, b", "a; b"),
    ],
)
def test_words_of_a_list_stand_apart_as_the_language_writes_it(code, together, apart):
    with override(code):
        assert (listed(["a", "b"]), listed_apart(["a", "b"])) == (together, apart)
        assert Template("a{% comma %}b").render(Context()) == together
