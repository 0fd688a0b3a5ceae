import pytest

from conference.languages.people import delegation_beside, function_line, joined, titled_name


@pytest.mark.parametrize(
    ("code", "title", "name", "line"),
    [
        ("en", "H.E. Ms.", "Mira M. Sorvino", "H.E.\u00a0Ms.\u00a0Mira M.\u00a0Sorvino"),
        ("fr", "Mme", "Mira Sorvino", "Mme\u00a0Mira Sorvino"),
        ("es", "Excma. Sra.", "Mira Sorvino", "Excma.\u00a0Sra.\u00a0Mira Sorvino"),
        ("ru", "г-жа", "М. Сорвино", "г-жа\u00a0М.\u00a0Сорвино"),
        ("ar", "السيدة", "ميرا سورفينو", "السيدة ميرا سورفينو"),
        ("zh-hans", "女士", "米拉·索尔维诺", "米拉·索尔维诺女士"),
        ("en", "", "Mira Sorvino", "Mira Sorvino"),
        ("zh-hans", "", "米拉·索尔维诺", "米拉·索尔维诺"),
        ("en", "Ms.", "", ""),
        ("zh-hans", "女士", "", ""),
    ],
)
def test_courtesy_title_stands_where_the_language_has_it(code, title, name, line):
    assert titled_name(title, name, code) == line


@pytest.mark.parametrize(
    ("code", "function", "affiliation", "line"),
    [
        ("en", "Professor", "DePaul University", "Professor, DePaul University"),
        ("ar", "أستاذ", "جامعة دي بول", "أستاذ، جامعة دي بول"),
        ("zh-hans", "荣休法学教授", "德保罗大学法学院", "德保罗大学法学院荣休法学教授"),
        ("en", "", "DePaul University", "DePaul University"),
        ("zh-hans", "荣休法学教授", "", "荣休法学教授"),
    ],
)
def test_affiliation_stands_where_the_language_has_it(code, function, affiliation, line):
    assert function_line(function, affiliation, code) == line


def test_parts_without_text_leave_no_separator():
    assert [joined(("A", "", "B"), code) for code in ("en", "ar", "zh-hans")] == ["A, B", "A، B", "A，B"]


TAJIKISTAN = {"ar": "طاجيكستان", "zh-hans": "塔吉克斯坦", "en": "Tajikistan", "fr": "Tadjikistan"}
TAJIKISTAN |= {"ru": "Таджикистан", "es": "Tayikistán"}
IRAN = {"en": "Iran (Islamic Republic of)", "fr": "Iran (République islamique d’)"}
KINGDOM = {"en": "United Kingdom of Great Britain and Northern Ireland"}


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "President, Water Council, Tajikistan"),
        ("zh-hans", "塔吉克斯坦水理事会主席"),
        ("ar", "رئيس، مجلس المياه، طاجيكستان"),
    ],
)
def test_delegation_is_the_widest_part_of_a_function(code, line):
    function, affiliation = {"en": ("President", "Water Council"), "ar": ("رئيس", "مجلس المياه")}.get(
        code, ("主席", "水理事会")
    )

    assert function_line(function, affiliation, code, TAJIKISTAN[code]) == line


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (TAJIKISTAN, {"en": "President of Tajikistan"}),
        (TAJIKISTAN, {"ru": "Постоянный представитель Таджикистана"}),
        (TAJIKISTAN, {"ar": "الممثل الدائم لطاجيكستان"}),
        (TAJIKISTAN, {"zh-hans": "塔吉克斯坦常驻代表"}),
        (TAJIKISTAN, {"es": "Presidente de Tayikistan"}),
        (IRAN, {"en": "Minister, Islamic Republic of Iran"}),
        (KINGDOM, {"en": "Permanent Representative of the United Kingdom"}),
    ],
)
def test_delegation_that_is_told_in_one_language_is_printed_in_none(name, told):
    assert not any(delegation_beside(name, told, {}).values())
    assert not any(delegation_beside(name, {}, told).values())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (TAJIKISTAN, {}),
        (TAJIKISTAN, {"en": "President", "fr": "Président de la République"}),
        ({"en": "Niger"}, {"en": "President of Nigeria"}),
        ({"en": "Oman"}, {"en": "President of Romania"}),
        ({"ru": "Индия"}, {"ru": "Индивидуальный предприниматель"}),
    ],
)
def test_delegation_that_nothing_tells_is_printed(name, told):
    assert delegation_beside(name, told, {}) == name


@pytest.mark.parametrize(
    ("title", "name", "code", "line"),
    [
        ("г-жа", "Мира Сорвино", "ru", "Г-жа\u00a0Мира Сорвино"),
        ("д-р", "Алия Хаммад", "ru", "Д-р\u00a0Алия Хаммад"),
        ("", "bell hooks", "en", "bell hooks"),
        ("女士", "米拉·索尔维诺", "zh-hans", "米拉·索尔维诺女士"),
    ],
)
def test_title_that_begins_a_line_has_a_capital_and_a_name_is_left_as_it_is(title, name, code, line):
    assert titled_name(title, name, code, begins_line=True) == line
