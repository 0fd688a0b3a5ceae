"""Brackets, quotation marks, direction marks, spaces, Chinese punctuation, length, emphasis, and what blocks."""

import pytest

from translation.checks import blocking_findings, check


def found(source, target, language):
    return [str(finding) for finding in check(source, target, "en", language)]


@pytest.mark.parametrize(
    ("target", "language", "brackets"),
    [
        ("Le Fonds (ONUDC", "fr", ["("]),
        ("Le Fonds ONUDC)", "fr", [")"]),
        ("基金（毒品和犯罪）", "zh-hans", []),
        ("《纲领》、《公约", "zh-hans", ["《"]),
        ("a) Le Fonds ; ii) le Programme".replace(" ;", "\u00a0;"), "fr", []),
        ("a) Fondo; b) Programa", "es", []),
    ],
)
def test_bracket_has_its_counterpart(target, language, brackets):
    told = [each.detail["bracket"] for each in check("The Fund of the Office", target, "en", language)]

    assert told == brackets


@pytest.mark.parametrize(
    ("target", "language", "kinds"),
    [
        ("«\u00a0L’avenir\u00a0»", "fr", []),
        ("«Будущее»", "ru", []),
        ("«Будущее „само“»", "ru", []),
        ("“未来”", "zh-hans", []),
        ("《未来》", "zh-hans", []),
        ("«المستقبل»", "ar", []),
        ("“المستقبل”", "ar", []),
        ('"Будущее"', "ru", ["foreign"]),
        ("“Будущее”", "ru", ["foreign"]),
        ("«未来»", "zh-hans", ["foreign", "foreign"]),
        ("«Будущее", "ru", ["unbalanced"]),
        ("El futuro", "es", ["none"]),
    ],
)
def test_quotation_marks_are_of_the_language(target, language, kinds):
    assert [each.kind for each in check("“The future”", target, "en", language)] == kinds


def test_apostrophe_is_no_quotation_mark():
    assert found("The State’s part", "La part de l’État", "fr") == []


@pytest.mark.parametrize(
    ("target", "marks"),
    [
        ("الوثيقة \u2066A/66/L.1\u2069 اليوم", []),
        ("الوثيقة \u202aA/66/L.1\u202c اليوم", []),
        ("الوثيقة A/66/L.1\u200e اليوم", []),
        ("الوثيقة \u2066A/66/L.1 اليوم", ["LRI"]),
        ("الوثيقة A/66/L.1\u202c اليوم", ["PDF"]),
        ("الوثيقة \u2067A/66/L.1\nاليوم\u2069", ["RLI", "PDI"]),
        ("الوثيقة \u2066\u202aA/66/L.1\u2069\u202c اليوم", ["PDI", "LRI"]),
    ],
)
def test_direction_mark_has_its_counterpart_in_its_paragraph(target, marks):
    told = [each.detail["mark"] for each in check("Document A/66/L.1 today", target, "en", "ar")]

    assert told == marks


@pytest.mark.parametrize(
    ("target", "language", "kinds"),
    [
        ("Одна страна, две страны", "ru", []),
        ("Одна  страна", "ru", ["twice"]),
        ("Одна страна ", "ru", ["ends"]),
        ("Одна страна , две", "ru", ["before"]),
        ("Одна страна : две", "ru", ["before"]),
        ("Un pays\u00a0: deux", "fr", []),
        ("Un pays , deux", "fr", ["before"]),
        ("Один… и …другой", "ru", []),
    ],
)
def test_spaces(target, language, kinds):
    assert [each.kind for each in check("One country, two", target, "en", language)] == kinds


@pytest.mark.parametrize(
    ("target", "marks"),
    [
        ("Le thème\u00a0: la traite\u202f; l’avenir\u202f?", []),
        ("Le thème : la traite", [":"]),
        ("Le thème: la traite; l’avenir", [":", ";"]),
        ("Le thème « traite »", ["«", "»"]),
        ("À 10:15, voir https://un.org/a?b", []),
        ("Quoi ?!", ["?"]),
        ("Quoi\u202f?!", []),
    ],
)
def test_french_has_its_non_breaking_spaces(target, marks):
    told = [each.detail["mark"] for each in check("The theme", target, "en", "fr") if each.check == "french_spacing"]

    assert told == marks


@pytest.mark.parametrize(
    ("target", "marks"),
    [
        ("消除饥饿，改善营养；促进农业。", []),
        ("消除饥饿,改善营养", [","]),
        ("消除饥饿;改善营养.", [";", "."]),
        ("基金(办公室)", ["(", ")"]),
        ("1,000人在10:15到达", []),
        ("见A/66/L.1号文件，比例0.7%", []),
        ("到2030年,每年", [","]),
        ("上午10:15开始", []),
    ],
)
def test_chinese_has_full_width_marks(target, marks):
    told = [
        each.detail["mark"] for each in check("The", target, "en", "zh-hans") if each.check == "chinese_punctuation"
    ]

    assert told == marks


def test_chinese_has_no_spaces_between_its_characters():
    assert found("End hunger", "消除 饥饿", "zh-hans") == ["There is a space between two Chinese characters."]


def test_name_written_by_its_sound_is_as_long_in_chinese():
    findings = check("Monteiro Lima, Antonio Pedro", "mengtailuo lima andongniao peideluo", "en", "zh-hans")

    assert [each.check for each in findings] == ["untranslated"]  # in Latin letters, as such a name must not be


def test_length_is_measured_by_the_pair_of_languages():
    source = "End hunger, achieve food security and improved nutrition and promote sustainable agriculture"

    assert found(source, "消除饥饿，实现粮食安全，改善营养状况和促进可持续农业", "zh-hans") == []
    assert found(source, "消除饥饿", "zh-hans") == ["The translation is much shorter than usual."]
    assert found("End hunger", source.replace("hunger", "faim") + " fin", "fr") == [
        "The translation is much longer than usual."
    ]


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        (65, 20, []),  # twice as long, and 25 characters
        (66, 20, ["The translation is much shorter than usual."]),
        (20, 65, []),
        (20, 66, ["The translation is much longer than usual."]),
    ],
)
def test_length_may_differ_by_half_and_by_a_few_characters(source, target, told):
    assert found("x" * source, "x" * target, "zh-hans") == told  # Latin letters, as many as elsewhere


def test_mark_of_emphasis_that_does_not_close_is_found_where_the_source_has_none():
    told = ["An asterisk lacks its partner; it is printed as it is."]

    assert found("All of *them*", "**Toutes *celles-ci*", "fr") == told
    assert found("*All of them", "*Toutes celles-ci", "fr") == []


def test_emphasis_is_of_the_same_kinds():
    assert found("*Taking note* of **all**", "*Prenant note* de **tout**", "fr") == []
    assert found("*Taking note* of all", "Prenant note de **tout**", "fr") == [
        "The translation has words in bold; the source has none.",
        "The source has words in italics; the translation has none.",
    ]
    assert found("5 * 4", "5 * 4", "fr") == []


def test_missing_text_has_no_findings():
    assert check("", "Fin", "en", "fr") == check("End (", " ", "en", "fr") == []


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (" \n", "The translation is empty."),
        ("abcdef", "The translation has 6 characters; this field holds 5."),
        ("a\x0bb", "The text has a control character (U+000B) at place 2; remove it."),
    ],
)
def test_blocking_finding_blocks(target, sentence):
    findings = blocking_findings(target, max_length=5)

    assert [(str(each), each.blocks) for each in findings] == [(sentence, True)]


def test_sound_text_has_no_blocking_finding():
    assert blocking_findings("abcde", max_length=5) == blocking_findings("abcdef") == []
