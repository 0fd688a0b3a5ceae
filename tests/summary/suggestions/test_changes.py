import pytest

from conference.text_diff import difference
from summary.suggestions.changes import applied, changes, fit, parted

BASE = "The victims of trafficking spoke. They asked for help."
TEXT = "The survivors of trafficking spoke. They asked loudly for more help."


def rows(found):
    return [(each.removed, each.added) for each in found]


@pytest.mark.parametrize(
    ("base", "text", "found"),
    [
        (BASE, TEXT, [("victims", "survivors"), ("", "loudly "), ("", " more")]),
        ("one two three", "four five three", [("one two", "four five")]),  # words in a row are one change
        ("تحدث الضحايا.", "تحدث الناجون.", [("الضحايا", "الناجون")]),
        ("受害者发言。", "幸存者发言。", [("受害", "幸存")]),
        (BASE, BASE, []),
    ],
)
def test_changes_are_told_one_by_one_and_make_the_text(base, text, found):
    made = changes(base, text)

    assert rows(made) == found
    assert applied(base, made) == text


@pytest.mark.parametrize(
    ("current", "fits", "merged"),
    [
        (BASE, [True, True, True], TEXT),
        (f"Today {BASE}", [True, True, True], f"Today {TEXT}"),
        (f"{BASE} It was given.", [True, True, True], f"{TEXT} It was given."),
        # What was changed otherwise no longer fits, and the rest does.
        (
            "The children of trafficking spoke. They asked for help.",
            [False, True, True],
            "The children of trafficking spoke. They asked loudly for more help.",
        ),
        # What the text has already is no change any more.
        ("The survivors of trafficking spoke. They asked for help.", [True, True], TEXT),
        ("The victims of trafficking spoke.", [True, False, False], "The survivors of trafficking spoke."),
        (TEXT, [], TEXT),
    ],
)
def test_changes_fit_what_the_text_is_by_now_or_not(current, fits, merged):
    found = fit(BASE, TEXT, current)

    assert [each is not None for each in found.placed] == fits
    assert applied(current, found.fitting) == merged
    assert found.is_whole is all(fits)


def test_suggestion_is_parted_with_its_paragraph():
    head = "The victims of trafficking spoke."

    assert parted(BASE, TEXT, head) == (
        (head, "The survivors of trafficking spoke."),
        ("They asked for help.", "They asked loudly for more help."),
    )
    assert parted(BASE, "The victims of trafficking asked for help.", head) is None  # over the place


def test_difference_is_made_of_both_texts():
    parts = difference(BASE, TEXT)

    assert "".join(part.text for part in parts if part.where != "own") == BASE
    assert "".join(part.text for part in parts if part.where != "theirs") == TEXT
