"""The glossary that ships: its terms are found as a text inflects them, and reach installations that have it."""

from functools import cache
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone

from conference.models import AuditEntry
from translation.checks import check
from translation.glossary import editing
from translation.glossary.files import read_glossary
from translation.glossary.term_matching import TermFinder
from translation.management.commands.load_glossary import DATA
from translation.models.glossary import Concept, DeletedConcept, Term

MORNING = timezone.now()


@cache
def shipped():
    return tuple(read_glossary(DATA.name, DATA.read_bytes()))


@pytest.mark.parametrize(
    ("language", "words", "concept"),
    [
        ("ru", "Генеральная Ассамблея", "General Assembly"),
        ("ru", "на Генеральной Ассамблее", "General Assembly"),
        ("ru", "решение Генеральной Ассамблеи", "General Assembly"),
        ("ru", "принято Генеральной Ассамблеей", "General Assembly"),
        ("ru", "в Генеральную Ассамблею", "General Assembly"),
        ("ru", "участников дискуссии", "panellist"),
        ("ru", "Постоянным представителем", "Permanent Representative"),
        ("ru", "заместителю Генерального секретаря", "Under-Secretary-General"),
        ("ru", "преступления против человечности", "crime against humanity"),
        ("ru", "объявленных взносах", "pledge"),
        ("ru", "в пунктах повестки дня", "agenda item"),
        ("ar", "حلقتي نقاش", "panel discussion"),
        ("ar", "حلقتا نقاش", "panel discussion"),
        ("ar", "حلقتين نقاش", "panel discussion"),
        ("ar", "ولحلقة النقاش", "panel discussion"),
        ("ar", "ضحاياه", "victim"),
        ("ar", "لضحاياها", "victim"),
        ("ar", "بضحاياهم", "victim"),
        ("ar", "حوارا تفاعليا", "interactive dialogue"),
        ("ar", "بياناتها", "statement"),
        ("ar", "وفدان", "delegation"),
        ("ar", "وفدنا", "delegation"),
        ("ar", "قرارها", "resolution"),
        ("ar", "بالمشاركين في حلقة النقاش", "panellist"),
        ("fr", "les panélistes", "panellist"),
        ("fr", "des motions d’ordre", "point of order"),
        ("fr", "aux points de l’ordre du jour", "agenda item"),
        ("fr", "les Représentantes permanentes", "Permanent Representative"),
        ("fr", "de la liste des orateurs", "list of speakers"),
        ("es", "las panelistas", "panellist"),
        ("es", "cuestiones de orden", "point of order"),
        ("es", "crímenes de lesa humanidad", "crime against humanity"),
        ("es", "los temas del programa", "agenda item"),
        ("zh-hans", "常驻联合国代表", "Permanent Representative"),
        ("en", "rights of reply", "right of reply"),
        ("en", "gave the floor", "give the floor"),
    ],
)
def test_term_is_found_as_a_text_inflects_it(language, words, concept):
    assert concept in {hit.term.concept for hit in TermFinder(shipped(), language).all_hits(words)}


@pytest.mark.parametrize(
    ("source", "language", "words", "missed"),
    [
        ("the General Assembly", "ru", "Ассоциация", "General Assembly"),
        ("two panel discussions", "ar", "جلستان", "panel discussions"),
        ("its victims", "ar", "أطفاله", "victims"),
        ("a right of reply", "fr", "une réplique", "right of reply"),
        ("the panellists", "es", "los presentes", "panellists"),
        ("a corrigendum", "zh-hans", "一份文件", "corrigendum"),
        ("the WHO", "fr", "l’Organisation", "WHO"),
    ],
)
def test_term_that_is_not_rendered_is_told(source, language, words, missed):
    found = check(source, words, "en", language, terms=shipped())

    assert [each.detail["term"] for each in found if each.check == "terms"] == [missed]


def test_small_letters_are_no_acronym():
    found = check("those who spoke", "ceux qui ont parlé", "en", "fr", terms=shipped())

    assert [each for each in found if each.check == "terms"] == []


def test_shipped_glossary_has_the_words_of_procedure():
    keys = {each.concept for each in shipped()}

    assert keys >= {
        *("take the floor", "give the floor", "list of speakers", "right of reply", "point of order"),
        *("panellist", "moderator", "Chair", "delegation", "Permanent Representative", "Under-Secretary-General"),
        *("intervention", "statement", "opening remarks", "closing remarks", "pledge", "agenda item", "masthead"),
        *("corrigendum", "addendum", "observer", "rapporteur", "resolution", "decision", "plenary meeting", "embargo"),
        *("check against delivery", "interpretation booth", "crime against humanity", "CSW", "Group of Friends"),
        *("Goodwill Ambassador", "President’s Summary", "co-chair"),
    }
    assert {len(each.variants) for each in shipped()} == {6}


# An installation that has it already


def load():
    call_command("load_glossary", stdout=StringIO())


def terms_of(key, language):
    terms = Term.objects.filter(concept__key=key, concept__conference=None, language=language)
    return set(terms.values_list("text", "status"))


@pytest.fixture
def former(db):
    """The glossary as it shipped before the acronym of the Economic and Social Council and the words of procedure."""
    load()
    Term.objects.filter(concept__key="Economic and Social Council", text__in=("ECOSOC", "ЭКОСОС")).delete()
    Concept.objects.filter(key="right of reply").delete()


@pytest.mark.one_database
def test_acronym_that_ships_later_reaches_an_installation_that_has_the_body(former):
    load()

    assert ("ECOSOC", "admitted") in terms_of("Economic and Social Council", "fr")
    assert ("ЭКОСОС", "admitted") in terms_of("Economic and Social Council", "ru")
    assert ("droit de réponse", "preferred") in terms_of("right of reply", "fr")


@pytest.mark.one_database
def test_concept_that_somebody_changed_or_deleted_stays_so(former):
    keeper = get_user_model().objects.create_user("keeper")
    council = Concept.objects.get(key="Economic and Social Council")
    entry = editing.entry_of(council)
    version = editing.digest_of(entry, ["fr"])
    editing.save(council, {"fr": entry.variants["fr"]}, base_version=version, codes=["fr"], by=keeper, at=MORNING)
    editing.delete(Concept.objects.get(key="embargo"), by=keeper, at=MORNING)

    load()

    assert terms_of("Economic and Social Council", "fr") == {("Conseil économique et social", "preferred")}
    assert AuditEntry.objects.filter(act=AuditEntry.Act.DELETE_CONCEPT).count() == 1
    assert not Concept.objects.filter(key="embargo").exists()


@pytest.mark.one_database
def test_language_whose_preferred_term_is_another_one_stays(former):
    council = Term.objects.filter(concept__key="Economic and Social Council", language="fr")
    council.update(text="Conseil économique")

    load()

    assert terms_of("Economic and Social Council", "fr") == {("Conseil économique", "preferred")}
    assert ("ECOSOC", "admitted") in terms_of("Economic and Social Council", "es")


def test_what_the_trail_said_of_concepts_is_noted_once(db):
    """Until then it was read in the trail each time."""
    load()
    keeper = get_user_model().objects.create_user("keeper")
    changed, deleted = (Concept.objects.get(key=key) for key in ("pledge", "embargo"))
    version = editing.digest_of(editing.entry_of(changed), [])
    editing.save(changed, {}, base_version=version, codes=[], by=keeper, at=MORNING)
    editing.delete(deleted, by=keeper, at=MORNING)
    Concept.objects.update(is_edited=False)
    DeletedConcept.objects.all().delete()

    import_module("translation.migrations.0046_what_people_did_to_concepts").note(apps, None)

    assert list(Concept.objects.filter(is_edited=True).values_list("key", flat=True)) == ["pledge"]
    assert list(DeletedConcept.objects.values_list("key", flat=True)) == ["embargo"]
