import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from conference import caches
from summary.models import Paragraph, Summary
from tests.factories import MORNING, make_conference
from tests.staff import make_member
from tests.summary.conftest import make_summary
from tests.translation.texts.texts import listed, make_theme
from translation.memory import lookup
from translation.memory.concordance import concordance
from translation.memory.suggestions import suggestions
from translation.models import Text
from translation.texts.states import set_state

SOURCE = "The President opened the dialogue on trafficking in persons."
ALIKE = "The President closed the dialogue on trafficking in persons."
FRENCH = "Le Président a ouvert le dialogue sur la traite des personnes."

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator():
    return make_member("translator-fr", "translator")


@pytest.fixture
def theme():
    """What is to be translated."""
    return make_theme(english=SOURCE)


@pytest.fixture
def earlier():
    return make_conference(slug="earlier")


def similar(source):
    return lookup.sources_in("en").look_up(source, 9)[0]


def offers(text, source, code, user):
    return suggestions(text, source, code, user).offers


def offered(theme, user, code="fr"):
    found = offers(listed(theme), theme.text_en, code, user)
    return [(offer.words, offer.score) for offer in found]


def test_identical_and_similar_texts_of_all_conferences_are_offered(theme, earlier, translator):
    make_theme(earlier, SOURCE, words=FRENCH, state="translated")
    make_theme(earlier, ALIKE, words="Le Président a clos le dialogue.", state="revised")
    make_theme(earlier, "Lunch", words="Déjeuner", state="revised")

    assert offered(theme, translator) == [(FRENCH, 100), ("Le Président a clos le dialogue.", 95)]


def test_offer_shows_how_the_sources_differ(theme, earlier, translator):
    make_theme(earlier, ALIKE, words="Clos", state="revised")

    (offer,) = offers(listed(theme), SOURCE, "fr", translator)

    changed = [(part.where, part.text) for part in offer.parts if part.where != "same"]
    assert changed == [("theirs", "closed"), ("own", "opened")]


def test_text_is_not_offered_to_itself(translator):
    theme = make_theme(english=SOURCE, words=FRENCH, state="translated")

    assert offered(theme, translator) == []


def test_only_the_language_asked_for_is_offered(theme, earlier, translator):
    make_theme(earlier, SOURCE, code="ru", words="Председатель", state="revised")

    assert (offered(theme, translator), offered(theme, translator, "ru")) == ([], [("Председатель", 100)])


def test_draft_comes_after_a_translation_that_is_a_little_less_alike(theme, earlier, translator):
    make_theme(earlier, SOURCE, words="Ébauche", state="draft")
    make_theme(earlier, ALIKE, words="Sûr", state="translated")

    found = offers(listed(theme), SOURCE, "fr", translator)

    assert [(offer.words, offer.is_sure) for offer in found] == [("Sûr", True), ("Ébauche", False)]


def test_outdated_translation_is_offered_for_the_source_that_it_was_made_from(theme, earlier, translator):
    outdated = make_theme(earlier, SOURCE, words=FRENCH, state="translated")
    outdated.text_en = ALIKE
    outdated.save()

    (offer,) = offers(listed(theme), SOURCE, "fr", translator)

    assert (offer.words, offer.score, offer.source) == (FRENCH, 100, SOURCE)


def test_same_translation_is_offered_once(theme, earlier, translator):
    for _time in range(3):
        make_theme(earlier, SOURCE, words=FRENCH, state="translated")

    (offer,) = offers(listed(theme), SOURCE, "fr", translator)

    assert offer.others == 2


def test_rehearsal_is_offered_only_where_no_real_text_reads_the_same(theme, earlier, translator):
    rehearsal = make_conference(slug="trial", purpose="rehearsal")
    make_theme(rehearsal, SOURCE, words="Essai", state="revised")
    assert offered(theme, translator) == [("Essai", 100)]

    make_theme(earlier, SOURCE, words=FRENCH, state="translated")
    assert offered(theme, translator) == [(FRENCH, 100)]


def test_draft_of_a_summary_is_offered_to_who_may_read_it_alone(theme, earlier, translator):
    summary = make_summary(earlier)
    paragraph = Paragraph.objects.first()
    Paragraph.objects.filter(pk=paragraph.pk).update(text_en=SOURCE, text_fr=FRENCH)
    paragraph.refresh_from_db()
    set_state(paragraph, "text", "fr", "translated", by=None, at=MORNING)
    paragraph.save()
    drafter = make_member("secretariat")

    assert (offered(theme, translator), offered(theme, drafter)) == ([], [(FRENCH, 100)])
    assert concordance("President opened", "en", "fr", translator) == []
    Summary.objects.filter(pk=summary.pk).update(stage="in-translation")
    assert offered(theme, translator) == [(FRENCH, 100)]


def test_source_that_changes_comes_and_goes_is_followed(theme, earlier, translator):
    assert offered(theme, translator) == []

    other = make_theme(earlier, SOURCE, words=FRENCH, state="translated")
    assert offered(theme, translator) == [(FRENCH, 100)]

    other.text_en = ""
    other.save()
    assert similar(SOURCE)[0].key == lookup.key_of(listed(theme))
    assert len(similar(SOURCE)) == 1

    other.delete()
    assert offered(theme, translator) == []


def test_source_whose_transaction_ended_late_is_taken_in_with_the_next_change(theme, earlier, translator):
    """Another process may commit a change that is older than what has been read."""
    late = make_theme(earlier, "Something else entirely", words=FRENCH, state="translated")
    assert offered(theme, translator) == []
    newest = timezone.now()

    late.text_en = SOURCE
    late.save()
    set_state(late, "text", "fr", "translated", by=None, at=MORNING)
    Text.objects.filter(pk=listed(late).pk).update(changed_at=newest - timedelta(minutes=1))

    assert offered(theme, translator) == [(FRENCH, 100)]


def test_unchanged_memory_costs_a_query_for_each_feed(theme, django_assert_num_queries):
    similar(SOURCE)

    with django_assert_num_queries(2):
        similar(SOURCE)


@pytest.mark.parametrize("number", [1, 12])
def test_offers_take_the_same_number_of_queries(theme, earlier, translator, number, django_assert_num_queries):
    for place in range(number):
        make_theme(earlier, SOURCE, words=f"{FRENCH} {place}", state="translated")
    text = listed(theme)
    offers(text, SOURCE, "fr", translator)

    with django_assert_num_queries(5):
        assert len(offers(text, SOURCE, "fr", translator)) == min(number, lookup.OFFERED)


@pytest.mark.django_db(transaction=True)
def test_threads_build_one_memory_and_all_find_the_same():
    earlier, user = make_conference(slug="earlier"), make_member("translator-fr", "translator")
    theme = make_theme(make_conference(), SOURCE)
    for place in range(30):
        make_theme(earlier, f"{SOURCE} {place}", words=f"{FRENCH} {place}", state="translated")
    caches.clear()
    found = []

    def ask():
        try:
            found.append(offered(theme, user))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _place in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(found), len(found[0]), {str(each) for each in found}) == (6, lookup.OFFERED, {str(found[0])})
