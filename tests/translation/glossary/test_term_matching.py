import pytest

from translation.glossary.term_matching import TermFinder
from translation.glossary.terms import ADMITTED, AVOID, ConceptTerms, TermVariant

TRAFFICKING = ConceptTerms(
    "trafficking",
    {
        "en": [
            TermVariant("trafficking in persons"),
            TermVariant("human trafficking", ADMITTED),
            TermVariant("white slavery", AVOID),
        ],
        "fr": [TermVariant("traite des personnes"), TermVariant("victime")],
        "es": [TermVariant("trata de personas"), TermVariant("víctima")],
        "ru": [TermVariant("торговля людьми"), TermVariant("устойчивое развитие")],
        "ar": [TermVariant("الاتجار بالأشخاص"), TermVariant("دولة")],
        "zh-hans": [TermVariant("贩运人口")],
    },
)


def found(text, language, *terms):
    hits = TermFinder(terms or [TRAFFICKING], language).hits(text)
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("language", "text", "hits"),
    [
        (
            "en",
            "Trafficking in Persons and human trafficking, not a person trafficking",
            ["Trafficking in Persons", "human trafficking"],
        ),
        ("fr", "la traite des personnes et l’aide aux victimes", ["traite des personnes", "victimes"]),
        ("fr", "l’e\u0301tat, la Victime", ["Victime"]),
        ("es", "las vi\u0301ctimas de la trata de personas", ["vi\u0301ctimas", "trata de personas"]),
        ("ru", "борьба с торговлей людьми и устойчивому развитию", ["торговлей людьми", "устойчивому развитию"]),
        ("ru", "в устойчивом развитии", ["устойчивом развитии"]),
        ("ar", "مكافحة الاتِّجار بالأشخاص", ["الاتِّجار بالأشخاص"]),
        ("ar", "تقوم الدولة والدولة لدولة", ["الدولة", "والدولة", "لدولة"]),
        ("ar", "نسـبة الـدولـة", ["الـدولـة"]),
        ("zh-hans", "打击贩运人口行为", ["贩运人口"]),
    ],
)
def test_term_is_found_in_its_usual_forms(language, text, hits):
    assert found(text, language) == hits


def test_part_of_a_word_is_no_hit():
    assert found("The statement of states", "en", ConceptTerms("s", {"en": [TermVariant("state")]})) == ["states"]


def test_longest_of_several_terms_wins():
    sudan, south = ConceptTerms.of_name("SDN", {"en": "Sudan"}), ConceptTerms.of_name("SSD", {"en": "South Sudan"})
    text = "South Sudan and the Sudan"

    assert found(text, "en", sudan, south) == ["South Sudan", "Sudan"]
    assert [hit.term.concept for hit in TermFinder([sudan, south], "en").all_hits(text)] == ["SSD", "SDN", "SDN"]


def test_longest_of_several_terms_that_begin_alike_wins():
    short, long = (
        ConceptTerms("trade", {"en": [TermVariant("trade")]}),
        ConceptTerms("union", {"en": [TermVariant("trade union")]}),
    )

    assert found("A trade union and the trade", "en", short, long) == ["trade union", "trade"]


def test_name_is_no_common_word_but_an_ordinary_term_may_be_capital():
    assert found("turkey for lunch in Turkey", "en", ConceptTerms.of_name("TUR", {"en": "Turkey"})) == ["Turkey"]


def test_status_of_a_form_comes_with_the_hit():
    hit = TermFinder([TRAFFICKING], "en").hits("against white slavery")[0]

    assert hit.variant == ("white slavery", "avoid")


def test_language_without_forms_has_no_hits():
    assert found("Anything", "en", ConceptTerms("x", {"fr": [TermVariant("Rien")]})) == []


def test_name_has_the_forms_of_all_its_languages_once():
    name = ConceptTerms.of_name(
        "QAT", {"en": "Qatar", "fr": "Qatar"}, {"en": "the State of Qatar", "fr": ""}, {"en": "Qatar"}
    )

    assert [variant.text for variant in name.variants["en"]] == ["Qatar", "the State of Qatar"]
    assert [variant.text for variant in name.variants["fr"]] == ["Qatar"]
