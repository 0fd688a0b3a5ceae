"""What is withheld from translators: the name of a protected speaker is in no list, file or memory of theirs."""

import pytest
from django.urls import reverse

from tests.factories import MORNING, in_six, make_conference, make_speaker
from tests.staff import browser_of, make_member
from translation.exchange.current_texts import Operator, current_texts
from translation.memory import lookup
from translation.models import Text, Translation
from translation.texts.index import refresh_all
from translation.texts.writing import write_text
from translation.units import digest

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker():
    """A speaker whose name was translated at the desk before the protection was asked for."""
    speaker = make_speaker(make_conference(), **in_six("name", "Rani Hong"), **in_six("function", "Founder"))
    write_text(speaker, "name", "fr", "Rani Hong-Durand", digest(speaker.name_fr), by=None, at=MORNING)
    return speaker


def protect(speaker):
    speaker.protected, speaker.slug, speaker.displayed_name_en = True, "participant-2b3c4d5e6f", "A survivor"
    speaker.save()


def test_name_is_no_text_to_translate_any_more_and_the_displayed_name_is_one(speaker):
    protect(speaker)
    refresh_all()

    fields = Text.objects.of(speaker).to_translate().values_list("field", flat=True)
    assert set(fields) == {"displayed_name", "function"}
    kept = Translation.objects.filter(text__in=Text.objects.of(speaker, "name"))
    assert {(row.source_text, row.digest, row.state) for row in kept} == {("", "", "missing")}


def test_name_is_in_no_file_for_translators(speaker):
    before = [text.key for text in current_texts(speaker.conference, "fr", user=Operator())]
    protect(speaker)

    found = current_texts(speaker.conference, "fr", user=Operator())

    assert f"speakers.speaker:{speaker.pk}:name" in before
    assert not [text for text in found if "Hong" in f"{text.source}{text.target}" or text.key.endswith(":name")]


def test_name_leaves_the_memory(speaker):
    assert [found.text for found in lookup.sources_in("en").concordance("Rani", 5)] == ["Rani Hong (en)"]

    protect(speaker)

    assert lookup.sources_in("en").concordance("Rani", 5) == []


@pytest.mark.parametrize("page", ["text-versions", "help", "text"])
def test_name_has_no_page_at_the_desk(speaker, page):
    text = Text.objects.of(speaker, "name").get()
    address = reverse(f"translation:{page}", args=["dialogue", text.pk, "fr"])
    reader = browser_of(make_member("reviser-fr"))
    assert reader.get(address).status_code == 200

    protect(speaker)

    assert reader.get(address).status_code == 404


def test_desk_does_not_head_the_texts_with_the_name(speaker):
    protect(speaker)
    reader = browser_of(make_member("translator-fr"))

    page = reader.get(reverse("translation:desk", args=["dialogue", "fr", "people"])).content.decode()

    assert "Founder" in page
    assert "Hong" not in page


def test_name_comes_back_to_the_list_when_the_protection_ends(speaker):
    protect(speaker)

    speaker.protected = False
    speaker.save()

    assert "name" in Text.objects.of(speaker).to_translate().values_list("field", flat=True)
