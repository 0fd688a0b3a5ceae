"""Punctuation of a language is refused in code and in templates, and what is a message stays."""

import pytest

from lint.sentences import findings_of_code, findings_of_template

pytestmark = pytest.mark.one_database


def found(path, check, text):
    path.write_text(text, encoding="utf-8")
    return [line for __, line, __ in check(path)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('{{ label }}: {{ value }}\n{% translate "Console" %}</strong>: x', [1, 2]),
        ('{% translate "Where:" %} <bdi>{{ room }}</bdi>', [1]),
        ('{% translate "Where:" %}{% gap %}<bdi>{{ room }}</bdi>', []),
        ('<p>{% translate "Where:" %}</p>\n<p>{{ room }}</p>', []),
        ("{{ name }} ({{ number }})\n{{ name }}, {{ number }}", [1, 2]),
        ('{{ day }}{% translate ", " context "between day and time" %}{{ time }}', [1]),
        ("{{ sentence }}. {{ sentence }}", [1]),
        ("{% blocktranslate %}{{ name }}: {{ text }} ({{ day }}), {{ time }}.{% endblocktranslate %}", []),
        ("{% comment %}\n{{ one }}: {{ two }}\n{% endcomment %}\n{{ one }}: {{ two }}", [4]),
        ('{% labelled _("Console") %}{{ title }}{% endlabelled %}{% in_brackets %}{{ note }}{% endin_brackets %}', []),
    ],
)
def test_templates_set_no_punctuation_behind_a_piece(tmp_path, text, lines):
    assert found(tmp_path / "page.html", findings_of_template, text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('f"{label}: {value}"', [1]),
        ('f"{name} ({note})"', [1]),
        ('\n", ".join(names)', [2]),
        ('" ".join(error.messages)', [1]),
        ('f"{minutes}:{seconds:02}"', []),
        ('f"The process {name}: {state}"', []),
        ('" ".join(words)', []),
    ],
)
def test_code_sets_no_punctuation_between_pieces(tmp_path, text, lines):
    assert found(tmp_path / "module.py", findings_of_code, text) == lines
