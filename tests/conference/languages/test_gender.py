import unicodedata

import pytest

from conference.languages.gender import common_gender, gender_of
from speakers.courtesy_titles import in_other_languages


@pytest.mark.parametrize(
    ("title", "gender"),
    [
        ({"en": "Ms."}, "f"),
        ({"en": "H.E. Mr."}, "m"),
        ({"fr": "S.E. Mme"}, "f"),
        ({"fr": "S.E. M."}, "m"),
        ({"es": "Excma. Sra."}, "f"),
        ({"es": "Sr."}, "m"),
        ({"ru": "г-жа"}, "f"),
        ({"ru": "Его Превосходительство г-н"}, "m"),
        ({"ar": "سعادة السيدة"}, "f"),
        ({"ar": "معالي السيد"}, "m"),
        ({"ar": "الدكتورة"}, "f"),
        ({"ar": "صاحب السعادة"}, "m"),
        ({"zh-hans": "女士阁下"}, "f"),
        ({"zh-hans": "先生"}, "m"),
    ],
)
def test_courtesy_title_tells_a_woman_or_a_man(title, gender):
    assert gender_of(title) == gender
    assert gender_of({code: unicodedata.normalize("NFD", text) for code, text in title.items()}) == gender


def test_one_language_tells_what_the_others_leave_open():
    assert gender_of({"en": "Dr.", "fr": "Dr", "ar": "الدكتورة", "zh-hans": ""}) == "f"


@pytest.mark.parametrize("title", [{}, {"en": "", "fr": ""}, {"en": "Dr."}, {"en": "H.E."}, {"en": "Ms.", "fr": "M."}])
def test_nothing_is_guessed_where_no_title_tells_or_two_contradict(title):
    assert gender_of(title) == ""


@pytest.mark.parametrize("title", ["Mr.", "Ms.", "H.E. Mr.", "H.E. Ms.", "Sir"])
def test_title_in_each_language_tells_the_same(title):
    others = in_other_languages(title, "en")
    told = {gender_of({code: text}) for code, text in others.items()}

    assert len(others) >= 3
    assert told == {gender_of({"en": title})} != {""}


def test_words_above_several_agree_with_all_of_them():
    assert common_gender(["f", "f"]) == "f"
    assert common_gender(["m"]) == "m"
    assert common_gender(["f", "m"]) == common_gender(["f", ""]) == ""
