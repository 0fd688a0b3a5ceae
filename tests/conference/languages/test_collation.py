"""The order of the names of States in each language, as lists of the United Nations have it."""

import csv
from random import Random

import pytest

from conference.languages.collation import delegation_key, person_key, sort_key
from conference.languages.folding import fold
from speakers.management.commands.load_states import DATA

IN_ORDER = {
    "en": """Costa Rica|Côte d’Ivoire|Croatia|Guinea|Guinea-Bissau|Guyana|Niger|Nigeria|Republic of Korea|
        Saint Vincent and the Grenadines|Samoa|San Marino|Sao Tome and Principe|Tunisia|Türkiye|Turkmenistan""",
    "fr": """Danemark|Égypte|El Salvador|Émirats arabes unis|Équateur|Espagne|États-Unis d’Amérique|Éthiopie|
        Fédération de Russie|Guinée|Guinée-Bissau|Guinée équatoriale|Îles Marshall|Inde|Népal|Nicaragua|
        République de Corée|République démocratique populaire lao|République de Moldova|République dominicaine|
        Sainte-Lucie|Saint-Kitts-et-Nevis""",
    "es": """Belarús|Bélgica|Belice|Canadá|Chad|Colombia|Egipto|Emiratos Árabes Unidos|España|Estado de Palestina|
        Guinea|Guinea-Bissau|Guinea Ecuatorial|Líbano|Liberia|República de Corea|República de Moldova|
        República Democrática Popular Lao|San Vicente y las Granadinas|Santa Lucía""",
    "ru": """Гвинея|Гвинея-Бисау|Германия|Иордания|Италия|Йемен|Кабо-Верде|Коста-Рика|Кот-д’Ивуар|Куба|Сербия|
        Соединенные Штаты Америки|Соломоновы Острова|Таиланд|Черногория|Чехия|Эквадор|Южная Африка|Япония""",
    "ar": """الاتحاد الروسي|إثيوبيا|الأردن|إسبانيا|أفغانستان|إكوادور|ألبانيا|ألمانيا|الإمارات العربية المتحدة|
        إيران (جمهورية - الإسلامية)|آيسلندا|إيطاليا|بابوا غينيا الجديدة|البحرين|البرازيل|الجزائر|جزر البهاما|
        جزر سليمان|جزر القمر|سان مارينو|سانت لوسيا|السودان|الصين|عمان|الولايات المتحدة الأمريكية|اليمن""",
    "zh-hans": """阿尔巴尼亚|阿富汗|阿曼|埃及|爱尔兰|安道尔|奥地利|澳大利亚|巴西|比利时|秘鲁|冰岛|波兰|伯利兹|
        博茨瓦纳|不丹|布隆迪|菲律宾|斐济|芬兰|吉布提|几内亚|喀麦隆|卡塔尔|立陶宛|利比亚|南苏丹|瑙鲁|尼泊尔|
        突尼斯|图瓦卢|土耳其|西班牙|希腊|约旦|越南|乍得|智利|中国""",
}


@pytest.mark.parametrize("code", IN_ORDER)
def test_names_of_states_are_in_the_order_of_the_language(code):
    expected = [name.strip() for name in IN_ORDER[code].split("|")]
    mixed = Random(1).sample(expected, len(expected))

    assert sorted(mixed, key=lambda name: delegation_key(name, code)) == expected


@pytest.mark.parametrize("code", IN_ORDER)
def test_every_name_of_a_state_has_a_place_of_its_own(code):
    with (DATA / "states.csv").open(encoding="utf-8") as lines:
        names = [row[f"name_{code.replace('-', '_')}"] for row in csv.DictReader(lines)]

    keys = {delegation_key(name, code)[0] for name in names}

    assert len(keys) == len(names)


def test_every_character_of_the_names_of_states_has_a_place_by_its_sound():
    with (DATA / "states.csv").open(encoding="utf-8") as lines:
        names = [row["name_zh_hans"] for row in csv.DictReader(lines)]

    assert [name for name in names if any(letter == "~" for letter, __ in delegation_key(name, "zh-hans")[0])] == []


def test_people_are_ordered_word_by_word_in_french_too():
    names = ["Le Goff, Anne", "Léa, Marie", "Lea Roche, Jean"]

    assert sorted(names, key=lambda name: sort_key(name, "fr")) == ["Le Goff, Anne", "Léa, Marie", "Lea Roche, Jean"]


def test_chinese_names_stand_among_those_written_in_pinyin():
    names = ["Zhang Yimou", "李伟", "Chen Kaige", "巴金"]

    assert sorted(names, key=lambda name: sort_key(name, "zh-hans")) == ["巴金", "Chen Kaige", "李伟", "Zhang Yimou"]


def test_spanish_n_with_tilde_follows_n():
    assert sorted(["Ñuñoa", "Nuevo", "Oaxaca"], key=lambda name: sort_key(name, "es")) == ["Nuevo", "Ñuñoa", "Oaxaca"]


@pytest.mark.parametrize("code", ["en", "fr", "es", "ru", "ar"])
def test_case_15_letters_with_strokes_and_modifiers_stand_among_their_kin(code):
    expected = "ʿAbd ʻAkilisi Anna Bob Dana Đặng Eve Lucas Łukasz Mary Øre Þórður Tom Uwe".split()
    mixed = Random(1).sample(expected, len(expected))

    assert sorted(mixed, key=lambda name: sort_key(name, code)) == expected


def test_case_15_names_are_sorted_in_the_form_in_which_they_are_found():
    for name in "ʿAbd ʻAkilisi Đặng Łukasz Þórður Øre Ħamrun Əliyev Straße Œuvre".split():
        assert sort_key(name, "en")[0] == fold(name)


def test_russian_short_i_is_a_letter_of_its_own_and_is_found_as_i():
    assert sorted(["Йемен", "Италия", "Июнь"], key=lambda name: sort_key(name, "ru")) == ["Италия", "Июнь", "Йемен"]
    assert fold("Йемен") == fold("Иемен")


def test_pinyin_is_compared_by_syllables():
    names = ["aisailuo qiaoyi", "akelaisi daiwei", "xian", "xi'an", "fangan", "Smith, Anna"]

    in_order = sorted(names, key=lambda name: sort_key(name, "zh-hans"))

    assert in_order == ["akelaisi daiwei", "aisailuo qiaoyi", "fangan", "Smith, Anna", "xi'an", "xian"]


@pytest.mark.parametrize(
    ("name", "code", "by_family"),
    [
        ("Juan PÉREZ LÓPEZ", "es", "PÉREZ LÓPEZ Juan"),
        ("PÉREZ Juan", "es", "PÉREZ Juan"),
        ("Jean-Marie O’BRIEN-SMITH", "fr", "O’BRIEN-SMITH Jean-Marie"),
        ("J. R. SMITH III", "en", "SMITH J. R. III"),
        ("Сильви ЛУКАС", "ru", "ЛУКАС Сильви"),
        ("米拉·索维诺", "zh-hans", "索维诺 米拉"),
        ("Ban Ki-moon", "en", "Ban Ki-moon"),
        ("JUAN PEREZ", "en", "JUAN PEREZ"),
        ("سيلفي لوكاس", "ar", "سيلفي لوكاس"),
    ],
)
def test_person_without_a_name_for_sorting_is_sorted_by_the_family_name_where_it_is_known(name, code, by_family):
    assert person_key({code: name}, {}, code, "en") == sort_key(by_family, code)


def test_person_is_sorted_by_the_language_of_the_name_that_is_shown():
    names, sort_names = {"en": "Mira Sorvino", "ru": ""}, {"en": "Sorvino, Mira", "ru": ""}

    assert person_key(names, sort_names, "ru", "en") == sort_key("Sorvino, Mira", "ru")


@pytest.mark.parametrize("code", IN_ORDER)
@pytest.mark.parametrize("text", ["", " ", "\u202e", "\x00", "😀", "🇨🇭", "ﷺ", "\ud800"])
def test_any_text_has_a_place(code, text):
    assert sorted([text, "a", "中", "ب"], key=lambda name: delegation_key(name, code))
