"""The memory offers the texts of reference memories, in every direction, and forgets them once they are removed."""

import pytest

from conference.models import Conference
from tests.factories import MORNING, make_conference
from tests.staff import make_member
from tests.translation.texts.texts import listed, make_theme
from translation.memory.reference_texts import ReferenceTextsReader
from translation.memory.suggestions import suggestions
from translation.models import ReferenceMemory, ReferenceUnit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
EN, FR, ES = "The panel met twice.", "Le groupe s’est réuni deux fois.", "El grupo se reunió dos veces."


def make_memory(by, title="A/RES/64/293", conference=None, number=1, **words):
    memory = ReferenceMemory.objects.create(conference=conference, title=title, by=by, at=MORNING, is_ready=True)
    ReferenceUnit.objects.create(memory=memory, number=number, **words)
    return memory


@pytest.fixture
def theme(db):
    return make_theme(english=EN)


@pytest.fixture
def translator(theme):
    return make_member("translator-fr", "translator", on=[Conference.objects.get()])


def offered(theme, user, code="fr"):
    found = suggestions(listed(theme), theme.text_en, code, user).offers
    return [(each.score, each.words, each.pair.place) for each in found]


def test_text_of_a_reference_memory_is_offered_with_the_name_of_its_document(theme, translator):
    make_memory(translator, words_en="The panel met twice!", words_fr=FR, words_es=ES)
    make_memory(translator, title="A/65/113", words_en=EN, words_es=ES)

    assert offered(theme, translator) == [(95, FR, "A/RES/64/293")]
    assert offered(theme, translator, "es") == [(100, ES, "A/65/113")]


def test_memory_of_a_conference_is_offered_to_those_who_work_on_it_alone(theme, translator):
    make_memory(translator, conference=make_conference(slug="other"), words_en=EN, words_fr=FR)

    assert offered(theme, translator) == []
    assert offered(theme, make_member("translator-fr", "of-all")) == [(100, FR, "A/RES/64/293")]


def test_removed_memory_is_offered_no_more_and_a_new_one_at_once(theme, translator):
    first = make_memory(translator, words_en=EN, words_fr=FR)
    assert offered(theme, translator)

    first.delete()
    assert offered(theme, translator) == []

    make_memory(translator, title="A/65/113", words_en=EN, words_fr=FR)
    assert offered(theme, translator) == [(100, FR, "A/65/113")]


def test_reader_tells_what_came_and_went_by_one_query_where_nothing_changed(translator, django_assert_num_queries):
    reader = ReferenceTextsReader("fr")
    memory = make_memory(translator, words_en=EN, words_fr=FR)
    make_memory(translator, words_en=EN, words_es=ES)
    key = memory.units.get().pk

    assert list(reader.changes()) == [(key, FR)]
    with django_assert_num_queries(1):
        assert list(reader.changes()) == []
    memory.delete()
    assert list(reader.changes()) == [(key, "")]
