import pytest
from django.utils import timezone

from summary.models import Paragraph, Summary
from tests.factories import MORNING, make_conference
from tests.staff import make_member
from tests.summary.conftest import make_summary
from tests.translation.memory.test_reference_texts import make_memory
from tests.translation.texts.texts import make_theme
from translation.memory.concordance import concordance, targets_in
from translation.texts.states import set_state
from translation.texts.writing import write_text
from translation.units import digest

SOURCE = "The President opened the dialogue on trafficking in persons."
FRENCH = "Le Président a ouvert le dialogue sur la traite des personnes."

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator():
    return make_member("translator-fr", "translator")


@pytest.fixture
def earlier():
    return make_conference(slug="earlier")


def found_in_french(query, user):
    return [(hit.source, hit.words) for hit in concordance(query, "en", "fr", user, in_target=True)]


def test_words_are_found_with_both_languages(earlier, translator):
    make_theme(earlier, SOURCE, words=FRENCH, state="translated")

    (found,) = concordance("traffick president", "en", "fr", translator)

    assert (found.source, found.words) == (SOURCE, FRENCH)
    assert [SOURCE[start:end] for start, end in found.spans] == ["President", "trafficking"]


def test_what_reads_the_same_is_found_once_and_first_where_it_is_real(earlier, translator):
    rehearsal = make_conference(slug="trial", purpose="rehearsal")
    for conference in (rehearsal, earlier, rehearsal):
        make_theme(conference, SOURCE, words=FRENCH, state="translated")

    (found,) = concordance("president", "en", "fr", translator)

    assert (found.pair.place, found.others) == (str(earlier), 2)


def test_phrase_is_found_in_translations_of_the_one_language(earlier, translator):
    make_theme(earlier, SOURCE, words=FRENCH, state="translated")
    make_theme(earlier, "Persons", words="Personnes et traite", state="translated")
    make_theme(earlier, "Trata", code="es", words="La traite des personnes", state="translated")

    (found,) = concordance("«traite des personnes»", "en", "fr", translator, in_target=True)

    assert (found.source, [FRENCH[start:end] for start, end in found.spans]) == (SOURCE, ["traite des personnes"])


def test_changed_and_removed_translations_are_followed(earlier, translator):
    theme = make_theme(earlier, SOURCE, words=FRENCH, state="translated")
    other = make_theme(earlier, "Lunch", words="Déjeuner", state="translated")
    assert found_in_french("dejeuner", translator) == [("Lunch", "Déjeuner")]

    write_text(theme, "text", "fr", "Déjeuner de travail", digest(FRENCH), by=translator, at=timezone.now())
    write_text(other, "text", "fr", "", digest("Déjeuner"), by=translator, at=timezone.now())

    assert found_in_french("dejeuner", translator) == [(SOURCE, "Déjeuner de travail")]
    assert found_in_french("ouvert", translator) == []


def test_reference_memories_are_searched_too(earlier, translator):
    memory = make_memory(translator, words_en="The panel met twice.", words_fr="Le groupe s’est réuni deux fois.")
    assert found_in_french('"groupe s’est réuni"', translator) == [
        ("The panel met twice.", "Le groupe s’est réuni deux fois.")
    ]

    memory.delete()
    assert found_in_french("réuni", translator) == []


def test_unchanged_translations_cost_a_query_for_each_place(earlier, django_assert_num_queries):
    make_theme(earlier, SOURCE, words=FRENCH, state="translated")
    targets_in("fr").concordance("traite", 5)

    with django_assert_num_queries(2):
        assert len(targets_in("fr").concordance("traite", 5)) == 1


def test_translation_of_a_draft_is_found_by_who_may_read_it_alone(earlier, translator):
    make_summary(earlier)
    paragraph = Paragraph.objects.first()
    paragraph.text_en, paragraph.text_fr = SOURCE, FRENCH
    paragraph.save()
    set_state(paragraph, "text", "fr", "translated", by=None, at=MORNING)
    secretariat = make_member("secretariat")

    assert found_in_french("traite personnes", secretariat) == [(SOURCE, FRENCH)]
    assert found_in_french("traite personnes", translator) == []

    Summary.objects.update(stage="in-translation")
    assert found_in_french("traite personnes", translator) == [(SOURCE, FRENCH)]
