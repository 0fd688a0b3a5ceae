"""Texts on pages: one in another language says in which it is."""

from django.utils.translation import override

from conference.templatetags.languages import prose, text, text_beside

PAGE = {"original_language": "en"}


def test_prose_in_another_language_is_labelled_and_the_own_is_not():
    with override("fr"):
        other, own = prose(PAGE, {"en": "One.\n\nTwo."}), prose(PAGE, {"en": "One.", "fr": "Un."})

    assert "Anglais" in other
    assert "<p>One.</p>\n<p>Two.</p>" in other
    assert own == "<p>Un.</p>"


def test_line_in_another_language_is_labelled_and_the_own_is_not():
    with override("fr"):
        other, own = text(PAGE, {"en": "One"}), text(PAGE, {"en": "One", "fr": "Un"})

    assert '<span lang="en" dir="ltr">One</span>' in other
    assert own == "Un"


def test_part_of_a_line_is_labelled_by_the_line_alone():
    with override("fr"):
        other, own = text_beside(PAGE, {"en": "Ms."}), text_beside(PAGE, {"en": "Ms.", "fr": "Mme"})

    assert (other, own) == ('<span lang="en" dir="ltr">Ms.</span>', "Mme")
    assert text_beside(PAGE, {"en": ""}) == ""


def test_what_has_no_words_is_not_labelled():
    assert (text(PAGE, {"en": ""}), prose(PAGE, {"en": ""})) == ("", "")


def test_lines_of_a_paragraph_stay_on_their_own():
    with override("en"):
        assert prose(PAGE, {"en": "First:\r\nRivers & lakes\r\n\r\nSecond."}) == (
            "<p>First:<br>Rivers &amp; lakes</p>\n<p>Second.</p>"
        )
