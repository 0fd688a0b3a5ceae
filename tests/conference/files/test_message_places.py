"""Where messages appear is read out of the source as Django itself reads it."""

import re
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from conference.files.message_places import (
    find_places,
    key_of,
    messages_in_python,
    messages_in_template,
    title_of,
)

ROOT = Path(__file__).parents[3]
STRING = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
CALL = re.compile(rf"""(?:gettext|pgettext|ngettext|npgettext|\b_)\((?:{STRING}|[^()'"])*\)""")
TEMPLATES = [file for file in sorted((ROOT / "templates").rglob("*")) if file.suffix in {".html", ".txt", ".xml"}]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{% translate 'Live' context 'a page' %}", [("a page", "Live")]),
        ('{% translate "Show" as show %}', [("", "Show")]),
        ("{% labelled _('Help') %}{{ name|default:_('Nobody') }}", [("", "Help"), ("", "Nobody")]),
        (
            "{% blocktranslate trimmed count n=n %}\n One\n  day {% plural %}{{ n }} days{% endblocktranslate %}",
            [("", "One day")],
        ),
        ("{% blocktranslate with a=b|c %}{{ a|upper }} is 5%{% endblocktranslate %}", [("", "%(a)s is 5%%")]),
        (
            "{% comment %}{% translate 'No' %}{% endcomment %}{# {% translate 'No' %} #}{% translate 'Yes' %}",
            [("", "Yes")],
        ),
    ],
)
def test_messages_of_a_template(source, found):
    assert list(messages_in_template(source)) == found


def test_messages_of_a_module_come_in_their_order_and_those_of_a_variable_not_at_all():
    source = (
        'a = _("One " "line")\n'
        'b = pgettext_lazy("audit trail", "Act")\n'
        'c = ngettext("%(n)d day", "%(n)d days", n)\n'
        'd = pgettext(SECTION, "Floor")\n'
    )

    assert list(messages_in_python(source)) == [("", "One line"), ("audit trail", "Act"), ("", "%(n)d day")]


def test_django_finds_the_same_messages_in_every_template():
    """Django writes what it finds as calls of gettext, which are then read as a module is."""
    differences, found = {}, 0
    for file in TEMPLATES:
        source = file.read_text(encoding="utf-8")
        ours = set(messages_in_template(source))
        theirs = set(messages_in_python(_calls_alone(templatize(source))))
        found += len(theirs)
        if differing := ours ^ theirs:
            differences[file.name] = differing

    assert found > 2000
    assert differences == {}


def _calls_alone(templatized):
    """The calls of gettext in what `templatize` returns, whose other characters it replaces."""
    return "\n".join(CALL.findall(templatized))


def test_page_has_the_title_of_its_template():
    source = "{% block page_title %}{% translate 'Steps' context 'on the floor' %}{% endblock %}"

    assert title_of(source) == ("on the floor", "Steps")
    assert title_of("{% block title %}{% labelled _('Help') %}{{ topic }}{% endlabelled %}") == ("", "Help")
    assert title_of("{% block content %}{% translate 'Steps' %}{% endblock %}") is None


def test_message_is_found_in_its_modules_and_templates():
    found = find_places(ROOT)["places"]

    assert "templates/floor/console/console.html" in found[key_of("", "Console")]
    assert found[key_of("audit trail", "Remark on the interface")].keys() == {"conference/models/audit_act.py"}
