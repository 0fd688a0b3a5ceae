"""What is put right by rule alone: of each, what becomes of it, and that nothing of the words is touched."""

import pytest

from translation.checks import check
from translation.checks.mending import mended

CASES = [
    ("zh-hans", "chinese_punctuation", "于2012年4月3日举行,主席致辞;休会", "于2012年4月3日举行，主席致辞；休会"),
    ("zh-hans", "chinese_punctuation", "贩运人口(见第64/293号决议)问题", "贩运人口（见第64/293号决议）问题"),
    ("zh-hans", "chinese_punctuation", "主席 致辞, 随后休会.", "主席致辞，随后休会。"),
    ("zh-hans", "chinese_punctuation", "比率为1,000:1 (A/66/1)", "比率为1,000:1 (A/66/1)"),
    ("fr", "french_spacing", "On dit : «Oui» ; 56% d’eux", "On dit\u00a0: «\u00a0Oui\u00a0»\u00a0; 56\u00a0% d’eux"),
    ("fr", "french_spacing", "à 10:15, voir https://un.org", "à 10:15, voir https://un.org"),
    ("fr", "spacing", " La  traite , en bref\u00a0 ; fin ", "La traite, en bref\u00a0; fin"),
    ("ru", "spacing", "Торговля  людьми , кратко", "Торговля людьми, кратко"),
    ("fr", "quotation", 'Le "Plan" d’action', "Le «\u00a0Plan\u00a0» d’action"),
    ("ru", "quotation", "План “действий” и \"меры\"", "План «действий» и «меры»"),
    ("zh-hans", "quotation", '"行动"计划', "“行动”计划"),
    ("ar", "quotation", 'خطة "العمل"', "خطة «العمل»"),
    ("es", "quotation", "el „Plan“ de acción", "el „Plan“ de acción"),
    ("fr", "quotation", 'un écran de 15" et "demi', 'un écran de 15" et "demi'),
    ("ru", "quotation", 'План "действий', 'План "действий'),
]  # fmt: skip


@pytest.mark.parametrize(("language", "name", "before", "after"), CASES)
def test_text_is_put_right(language, name, before, after):
    assert mended(before, language, name) == after
    assert mended(after, language, name) == after


@pytest.mark.parametrize(("language", "name", "before", "after"), [case for case in CASES if case[2] != case[3]])
def test_what_is_put_right_is_warned_of_no_more(language, name, before, after):
    source = "The President spoke"

    def warned(words):
        return name in {finding.check for finding in check(source, words, "en", language)}

    assert (warned(before), warned(after)) == (True, False)


def test_other_checks_are_left_to_people():
    with pytest.raises(LookupError):
        mended("2012", "fr", "numbers")
