"""Names, terms, and one rendering for one source."""

from translation.checks import Checker, check, consistency
from translation.glossary.terms import ADMITTED, AVOID, ConceptTerms, TermVariant

NIGER = ConceptTerms.of_name("NER", {"en": "Niger", "fr": "Niger", "ru": "Нигер", "ar": "النيجر", "zh-hans": "尼日尔"})
NIGERIA = ConceptTerms.of_name(
    "NGA", {"en": "Nigeria", "fr": "Nigéria", "ru": "Нигерия", "ar": "نيجيريا", "zh-hans": "尼日利亚"}
)
GUINEA = ConceptTerms.of_name("GIN", {"en": "Guinea", "fr": "Guinée", "zh-hans": "几内亚"})
EQUATORIAL = ConceptTerms.of_name(
    "GNQ", {"en": "Equatorial Guinea", "fr": "Guinée équatoriale", "zh-hans": "赤道几内亚"}
)
IRAN = ConceptTerms.of_name(
    "IRN", {"en": "Iran (Islamic Republic of)", "fr": "Iran (République islamique d’)"}, {"en": "Iran"}
)
NAMES = (NIGER, NIGERIA, GUINEA, EQUATORIAL, IRAN)
TRAFFICKING = ConceptTerms(
    "trafficking",
    {
        "en": [TermVariant("trafficking in persons"), TermVariant("human trafficking", ADMITTED)],
        "fr": [
            TermVariant("traite d’êtres humains", ADMITTED),
            TermVariant("traite des personnes"),
            TermVariant("trafic humain", AVOID),
        ],
        "ru": [TermVariant("торговля людьми")],
    },
)


HEALTH = ConceptTerms(
    "WHO",
    {
        "en": [TermVariant("World Health Organization"), TermVariant("WHO", ADMITTED)],
        "fr": [TermVariant("Organisation mondiale de la Santé"), TermVariant("OMS", ADMITTED)],
    },
)


def found(source, target, language, **known):
    return [str(finding) for finding in check(source, target, "en", language, **known)]


def test_acronym_is_told_in_capitals_alone():
    assert found("Who speaks, and who listens?", "Qui parle, et qui écoute\u00a0?", "fr", terms=[HEALTH]) == []
    assert found("WHO speaks.", "Quelqu’un parle.", "fr", terms=[HEALTH]) == [
        "“WHO” is in the source; the glossary renders it “Organisation mondiale de la Santé”."
    ]
    assert found("WHO speaks.", "L’OMS parle.", "fr", terms=[HEALTH]) == []


def test_name_of_a_state_is_told_in_its_forms():
    assert found("the Niger spoke", "выступил представитель Нигера", "ru", names=NAMES) == []
    assert found("the Niger spoke", "تكلم ممثل للنيجر", "ar", names=NAMES) == []
    assert found("the Niger spoke", "尼日尔代表发言", "zh-hans", names=NAMES) == []


def test_other_state_is_not_the_same():
    niger = ["“Niger” is in the source; the translation has no “Niger”."]

    assert found("the Niger spoke", "le Nigéria a parlé", "fr", names=NAMES) == niger
    assert len(found("the Niger spoke", "выступил представитель Нигерии", "ru", names=NAMES)) == 1
    assert found("Nigeria spoke", "выступил представитель Нигерии", "ru", names=NAMES) == []
    assert found("Guinea spoke", "la Guinée équatoriale a parlé", "fr", names=NAMES) == [
        "“Guinea” is in the source; the translation has no “Guinée”."
    ]
    assert found("Equatorial Guinea spoke", "赤道几内亚代表发言", "zh-hans", names=NAMES) == []


def test_name_that_the_other_language_lacks_is_not_asked_for():
    assert found("Iran spoke", "выступил Иран", "ru", names=NAMES) == []


def test_term_is_rendered_by_a_form_that_may_be_used():
    assert found("human trafficking", "traite des personnes", "fr", terms=[TRAFFICKING]) == []
    assert found("human trafficking", "la traite d'êtres humains", "fr", terms=[TRAFFICKING]) == []
    assert found("trafficking in persons", "борьба с торговлей людьми", "ru", terms=[TRAFFICKING]) == []
    assert found("human trafficking", "commerce de gens", "fr", terms=[TRAFFICKING]) == [
        "“human trafficking” is in the source; the glossary renders it “traite des personnes”."
    ]


def test_term_to_be_avoided_is_told_with_the_better_one():
    assert found("human trafficking", "le trafic humain", "fr", terms=[TRAFFICKING]) == [
        "The glossary says to avoid “trafic humain” and prefers “traite des personnes”."
    ]


def test_checker_finds_for_many_what_check_finds_for_one():
    checker = Checker("en", "fr", [TRAFFICKING], NAMES)

    assert checker.check("the Niger", "le Nigéria") == check(
        "the Niger", "le Nigéria", "en", "fr", [TRAFFICKING], NAMES
    )


def test_one_source_in_several_renderings_is_told_and_the_reverse():
    pairs = [
        (1, "Open floor", "Débat ouvert"),
        (2, "Open  floor", "Tribune libre"),
        (3, "Free discussion", "Débat ouvert"),
        (4, "Closing", "Clôture"),
        (5, "Closing", "Clôture "),
        (6, "Opening", ""),
    ]

    renderings, sources = consistency(pairs, "en")

    assert (renderings.kind, renderings.counterparts) == ("renderings", {"Débat ouvert": [1], "Tribune libre": [2]})
    assert (sources.kind, sources.counterparts) == ("sources", {"Open floor": [1], "Free discussion": [3]})
    assert str(renderings) == "“Open floor” is rendered in 2 ways."
    assert str(sources) == "“Débat ouvert” renders 2 different sources."


def test_singular_and_plural_may_be_one_in_chinese():
    assert consistency([(1, "Co-chair", "共同主席"), (2, "Co-Chairs", "共同主席")], "en") == []
