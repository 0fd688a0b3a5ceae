"""Long lines of a template are broken only where a browser shows the same."""

import pytest

from lint.templates import LONGEST, kept_classes, reformed

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

    assert lines(f"<i>{tight}</i>") == [f"<i>{tight}</i>"]
    assert tight in [line.strip() for line in lines(f"<p>{tight}</p>")]


def test_attributes_of_a_long_tag_come_on_lines_of_their_own():
    tag = f'<a href="{"x" * 60}" title="{"y" * 60}" lang="ar" dir="rtl">z</a>'

    assert [line.strip() for line in lines(tag)] == tag.replace(" title", "\ntitle").splitlines()


def test_what_is_between_quotes_stays_together():
    tag = f'<a title="{LONG}">z</a>'

    assert f'title="{LONG}"' in "".join(lines(tag))


def test_tag_whose_words_are_too_long_ends_on_their_line():
    words = "{% translate 'TEXT' %}".replace("TEXT", LONG)

    assert lines(f'<a href="x">{words}</a>') == ['<a href="x"', f"  >{words}</a>"]


TEXT = "{% translate 'word word word word word word word' %}"


@pytest.mark.parametrize(
    ("template", "at_an_edge"),
    [
        (f"<p>{{% if a %}}{TEXT}{{% else %}}{TEXT}{{% endif %}}</p>", True),
        (f"<p>{{% if a %}}{TEXT}{{% endif %}}{TEXT}{{% if b %}}{TEXT}{{% endif %}}</p>", True),
        (f"<p>{{% for a in b %}}<br>{TEXT}{TEXT}{{% endfor %}}</p>", True),
        (f"<b>{{% if a %}}{TEXT}{{% else %}}{TEXT}{{% endif %}}</b>", False),
        (f"{{% for a in b %}}{TEXT}{TEXT}{TEXT}{{% endfor %}}<b></b>", False),
        (f"<b>{{% if a %}}<p>a</p>{{% endif %}}{TEXT}{TEXT}{TEXT}</b>", False),
    ],
)
def test_line_ends_at_the_edge_of_a_block_on_each_way_through_the_template(template, at_an_edge):
    assert any(line.lstrip().startswith("{% translate") for line in lines(template)) == at_an_edge


def test_no_turn_of_a_loop_begins_with_a_space():
    template = f"<p>{{% for a in b %}}{TEXT}{TEXT}{TEXT}{{% endfor %}}</p>"

    assert not any(line.lstrip().startswith("{% translate") for line in lines(template))


def test_trimmed_words_begin_and_end_on_lines_of_their_own():
    template = "<b>{% blocktranslate trimmed with a=b %}TEXT{% endblocktranslate %}</b>".replace("TEXT", "x" * 110)

    assert lines(template)[0] == "<b>{% blocktranslate trimmed with a=b %}"
    assert lines(template)[-1].strip() == "{% endblocktranslate %}</b>"


def test_class_that_is_drawn_otherwise_when_empty_gets_no_space():
    assert {"text-conflict", "difference"} <= kept_classes()


@pytest.mark.parametrize("tag", ["{% translate 'TEXT' %}", "{% blocktranslate %}TEXT{% endblocktranslate %}"])
def test_words_that_translators_get_stay_on_their_line(tag):
    assert lines(tag.replace("TEXT", LONG)) == [tag.replace("TEXT", LONG)]


def test_trimmed_words_may_be_broken():
    assert len(lines("<p>{% blocktranslate trimmed %}" + LONG + "{% endblocktranslate %}</p>")) > 1


def test_text_that_is_shown_as_written_keeps_its_spaces():
    template = f'<p class="difference"><del>{LONG}</del></p>'

    assert f"<del>{LONG}</del></p>" in "\n".join(lines(template, ["difference"]))
    assert len(lines(template)) > 1
