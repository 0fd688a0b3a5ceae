"""Long lines of a template are broken only where a browser shows the same."""

import pytest

from lint.templates import LONGEST, reformed

LONG = "word " * 30


def lines(template, kept=()):
    return reformed(template, set(kept)).splitlines()


def test_blocks_come_on_lines_of_their_own():
    template = f'<ul class="plain"><li>{LONG}</li><li>short</li></ul>\n'

    assert [line.strip() for line in lines(template)][::3] == ['<ul class="plain">', "<li>short</li>"]
    assert max(map(len, lines(template))) <= LONGEST


def test_short_line_stays():
    assert lines('<p class="minor">short</p>') == ['<p class="minor">short</p>']


def test_no_space_appears_between_words_and_inline_tags():
    tight = "<b>one</b>" * 20

    assert lines(f"<p>{tight}</p>") == [f"<p>{tight}</p>"]


def test_attributes_of_a_tag_stay_together():
    tag = f'<a href="{"x" * 60}" title="{"y" * 60}" lang="ar" dir="rtl">z</a>'

    assert lines(tag) == [tag]


@pytest.mark.parametrize("tag", ["{% translate 'TEXT' %}", "{% blocktranslate %}TEXT{% endblocktranslate %}"])
def test_words_that_translators_get_stay_on_their_line(tag):
    assert lines(tag.replace("TEXT", LONG)) == [tag.replace("TEXT", LONG)]


def test_trimmed_words_may_be_broken():
    assert len(lines("<p>{% blocktranslate trimmed %}" + LONG + "{% endblocktranslate %}</p>")) > 1


def test_text_that_is_shown_as_written_keeps_its_spaces():
    template = f'<p class="difference"><del>{LONG}</del></p>'

    assert lines(template, ["difference"]) == [template]
    assert len(lines(template)) > 1
