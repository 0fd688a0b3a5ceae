import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from conference.languages.lists import (
    above_list,
    in_clauses,
    in_sentences,
    labelled,
    labelled_html,
    listed,
    listed_apart,
    with_note,
)


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


@pytest.mark.parametrize(
    ("code", "label", "heading", "note", "clauses", "sentences"),
    [
        ("ar", "a: b", "a:", "a (b)", "a، b", "a. b."),
        ("zh-hans", "a：b", "a：", "a（b）", "a，b", "a。b。"),
        ("en", "a: b", "a:", "a (b)", "a, b", "a. b."),
        ("fr", "a\u00a0: b", "a\u00a0:", "a (b)", "a, b", "a. b."),
        ("ru", "a: b", "a:", "a (b)", "a, b", "a. b."),
        ("es", "a: b", "a:", "a (b)", "a, b", "a. b."),
    ],
)
def test_pieces_are_joined_as_the_language_joins_them(code, label, heading, note, clauses, sentences):
    page = Template(
        "{% labelled 'a' %}b{% endlabelled %}|{{ 'a'|as_label }}b|a{% in_brackets %}b{% endin_brackets %}"
        "|a{% clause_comma %}b|a{% full_stop %}{% gap %}b{% full_stop %}"
    )
    ends = "。" if code == "zh-hans" else "."
    with override(code):
        assert (labelled("a", "b"), above_list("a"), with_note("a", "b")) == (label, heading, note)
        assert (in_clauses(["a", "", "b"]), in_sentences([f"a{ends}", f"b{ends}"])) == (clauses, sentences)
        assert page.render(Context()) == "|".join([label, label, note, clauses, sentences])
        assert str(forms.Form().label_suffix) == heading.removeprefix("a")


def test_markup_stays_and_all_else_is_escaped():
    page = Template(
        "{% labelled label %}<b>{{ name }}</b>{% endlabelled %}{% in_brackets %}{{ name }}{% endin_brackets %}"
    )
    with override("en"):
        assert labelled_html("<a>", "<b>") == "&lt;a&gt;: &lt;b&gt;"
        assert page.render(Context({"label": "<a>", "name": "<i>"})) == "&lt;a&gt;: <b>&lt;i&gt;</b> (&lt;i&gt;)"
