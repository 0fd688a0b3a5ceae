"""A file whose targets were filled with the source: it says so, and nothing of it counts as a translation."""

import pytest

from tests.staff import browser_of, make_member
from tests.summary.conftest import make_paragraph, make_summary
from tests.translation.exchange.files import filled, store
from tests.translation.exchange.test_importing import EVENING, import_all, key, kinds, own_media, previewed, text_in  # noqa: F401
from translation.exchange.current_texts import Operator
from translation.exchange.exporting import export
from translation.exchange.preview import IncomingKind

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def section(db):
    return make_summary(stage="in-translation").sections.get()


@pytest.fixture
def conference(section):
    return section.summary.conference


@pytest.fixture
def translator(db):
    return make_member("translator-fr", "translator")


def test_target_that_is_the_source_counts_as_not_translated_and_the_rest_is_imported(conference, section, translator):
    left, done, name, word = (
        make_paragraph(section, "", text_en=text)
        for text in ("The panel met twice.", "It closed.", "Michelle Bachelet", "Introduction")
    )
    texts = {left: "The panel met twice.", done: "Elle est close.", name: "Michelle Bachelet", word: "Introduction"}
    upload = store(filled(conference, {key(row): text for row, text in texts.items()}), conference, translator, EVENING)

    found = kinds(previewed(upload, translator))
    page = browser_of(translator).get(f"/en/dialogue/texts/imports/{upload.pk}/?show=untranslated")
    written = import_all(upload, translator)

    assert found == {
        key(left): IncomingKind.UNTRANSLATED,
        key(done): IncomingKind.NEW,
        key(name): IncomingKind.NEW,
        key(word): IncomingKind.NEW,
    }
    assert "so that it counts as not translated" in page.content.decode()
    assert (written, text_in(left), text_in(done), text_in(word)) == (3, "", "Elle est close.", "Introduction")


@pytest.mark.parametrize(
    ("state", "target", "kind"),
    [
        ("new", "Introduction", IncomingKind.UNTRANSLATED),
        ("needs-translation", "Introduction", IncomingKind.UNTRANSLATED),
        ("translated", "Introduction", IncomingKind.NEW),
        ("new", "Présentation", IncomingKind.NEW),  # tools that keep no states leave ours
    ],
)
def test_state_of_xliff_decides_of_a_word_that_may_read_alike(conference, section, translator, state, target, kind):
    row = make_paragraph(section, "", text_en="Introduction")
    content = export(conference, "fr", "xliff12", user=Operator()).decode()
    start = content.index(key(row))
    unit = content[start : content.index("</trans-unit>", start)]
    end = unit.index("</source>") + len("</source>")
    filled_in = f'{unit[:end]}<target state="{state}">{target}</target>{unit[unit.index("<context-group") :]}'
    upload = store(content.replace(unit, filled_in).encode(), conference, translator, EVENING)

    assert kinds(previewed(upload, translator)) == {key(row): kind}
