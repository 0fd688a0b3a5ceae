import pytest

from translation.checks import check


@pytest.mark.parametrize(
    ("source", "target", "kinds"),
    [
        ("The plan[^7] and the fund.[^8]", "Le Fonds[^8] et le Plan[^7].", []),
        ("The plan[^7] and the fund.[^8]", "Le Fonds et le Plan[^7].", ["lost [^8]"]),
        ("The plan.", "Le Plan[^3].", ["added [^3]"]),
        ("The plan.[^7]", "Le Plan[^7][^7].", ["twice [^7]"]),
        ("The plan[^7] of the plan.[^7]", "Le Plan[^7].", []),
        ("The plan [7].", "Le Plan [7].", []),
    ],
)
def test_translation_has_the_marks_of_its_source(source, target, kinds):
    found = check(source, target, "en", "fr")

    assert [f"{each.kind} {each.detail['mark']}" for each in found if each.check == "footnotes"] == kinds


def test_mark_that_is_lost_is_told_once_and_not_as_a_number_too():
    found = check("The plan[^7].", "الخطة.", "en", "ar")

    assert [each.check for each in found] == ["footnotes"]
    assert str(found[0]) == "The mark [^7] of a footnote is missing in the translation."
