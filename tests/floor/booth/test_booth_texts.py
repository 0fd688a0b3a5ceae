"""What a booth reads besides the floor: statements under embargo, terms, people."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from conference.models import AuditEntry
from floor.booth import terms
from floor.booth.texts import texts_by_intervention
from floor.statements import filing
from tests.factories import in_six, make_speaker
from tests.floor.booth.test_booth import address, speaks
from tests.pages import page
from tests.staff import browser_of, make_member
from translation.glossary.term_matching import TermFinder
from translation.models import Concept

pytestmark = pytest.mark.one_database

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def interpreter(db):
    return browser_of(make_member("interpreter"))


def hand_in(room, number, words, language="en", **fields):
    document, out = Document(), BytesIO()
    document.add_paragraph(words)
    document.save(out)
    file = SimpleUploadedFile("statement.docx", out.getvalue())
    made = {"language": language, "mark": "check", "at": room.at, **fields}
    return filing.upload(room.session, room.delegations[number], file, **made)


def add_term(room, key, **terms_of):
    concept = Concept.objects.create(key=key, conference=room.conference)
    for language, text in terms_of.items():
        concept.terms.create(language=language, text=text)


# Statements under embargo


def test_text_is_read_on_the_screen_with_its_watermark_and_the_opening_is_entered(room, interpreter):
    hand_in(room, 0, "We commit to the plan of action.")
    row = room.ask(0, language="en")
    link = address(room, path=f"texts/{row.pk}/")
    assert link in page(interpreter, address(room))
    assert AuditEntry.objects.filter(act="booth: read").count() == 0

    words = page(interpreter, link)

    assert "We commit to the plan of action." in words
    assert "Sous embargo – pour interprétation – cabine FR" in words
    entry = AuditEntry.objects.get(act="booth: read")
    assert (entry.by.username, entry.detail) == ("interpreter", {"session": room.session.slug, "booth": "fr"})


def test_text_is_for_those_alone_who_open_the_booth(room, interpreter):
    hand_in(room, 0, "We commit.")
    link = address(room, path=f"texts/{room.ask(0).pk}/")

    assert [client.get(link).status_code for client in (Client(), interpreter)] == [404, 200]


def test_text_that_nobody_may_read_before_delivery_is_not_told_of(room, interpreter):
    hand_in(room, 0, "For nobody.", readers="nobody")
    hand_in(room, 1, "For interpreters.")
    closed, open_to = room.ask(0), room.ask(1)

    words = page(interpreter, address(room))

    assert f"texts/{open_to.pk}/" in words
    assert f"texts/{closed.pk}/" not in words
    assert interpreter.get(address(room, path=f"texts/{closed.pk}/")).status_code == 404


def test_text_for_the_floor_is_read_once_its_delegation_has_it(room, interpreter):
    hand_in(room, 0, "With the floor.", readers="with-the-floor")
    row = room.ask(0)
    link = address(room, path=f"texts/{row.pk}/")
    assert interpreter.get(link).status_code == 404

    room.give(row)

    assert "With the floor." in page(interpreter, link)


def test_versions_stand_beside_each_other_the_original_first(room, interpreter):
    hand_in(room, 0, "Nous nous engageons.", language="fr", version="courtesy")
    hand_in(room, 0, "We commit.")
    row = room.ask(0)

    words = page(interpreter, address(room, path=f"texts/{row.pk}/"))

    assert words.index("We commit.") < words.index("Nous nous engageons.")


def test_pace_is_that_of_the_time_which_the_speaker_has(room, interpreter):
    hand_in(room, 0, "word " * 450)
    row = room.give(room.ask(0))
    assert row.time_allowed() == 3 * MINUTE

    words = page(interpreter, address(room, path=f"texts/{row.pk}/"))

    assert "450 mots, 150 par minute" in words
    assert "rapide" in words


def test_unlinked_text_is_not_that_of_a_point_of_order(room):
    hand_in(room, 0, "We commit.")
    rows = [room.ask(0, kind="point-of-order"), room.ask(0)]

    assert list(texts_by_intervention(room.session, rows, room.at)) == [rows[1].pk]


# Terms


def test_terms_of_a_text_are_marked_and_told_from_the_language_of_delivery(room, interpreter):
    add_term(room, "plan", en="plan of action", fr="plan d’action")
    hand_in(room, 0, "We commit to the plan of action.")
    row = room.ask(0, language="en")

    words = page(interpreter, address(room, path=f"texts/{row.pk}/"))

    assert "<mark>plan of action</mark>" in words
    assert "plan d’action" in words[words.index("found-terms") :]


def test_terms_are_from_the_language_of_delivery_into_that_of_the_booth(room, interpreter):
    add_term(room, "fund", en="trust fund", fr="fonds d’affectation", es="fondo fiduciario")
    room.conference.documents.create(symbol="A/RES/64/293", **in_six("title", "Global Plan"))
    speaks(room, language="es")

    words = page(interpreter, address(room))
    asked = page(interpreter, address(room, path="terms/?source=en"))

    assert "fondo fiduciario" in words
    assert "fonds d’affectation" in words
    assert "A/RES/64/293" in words
    assert "trust fund" not in words
    assert "trust fund" in asked


def test_terms_to_be_avoided_are_not_offered(room):
    add_term(room, "fund", en="trust fund", fr="fonds")
    Concept.objects.get().terms.create(language="fr", text="caisse", status="avoid")

    assert [term.spoken for term in terms.pairs(terms.glossary_of(room.conference), "en", "fr")] == ["fonds"]


@pytest.mark.parametrize("source", ["fr", "klingon", ""])
def test_language_of_delivery_that_is_the_booth_s_or_unknown_is_no_fault(room, interpreter, source):
    assert "Session 0 (fr)" in page(interpreter, address(room, path=f"terms/?source={source}"))


def test_pieces_of_a_paragraph_are_the_paragraph(room):
    add_term(room, "plan", en="plan")
    finder = TermFinder(terms.glossary_of(room.conference), "en")

    pieces = terms.marked("The plan, our plan.", finder)

    assert pieces == [("The ", False), ("plan", True), (", our ", False), ("plan", True), (".", False)]


# People


def test_people_of_the_session_and_of_delegations_are_told_with_how_their_names_are_said(room, interpreter):
    type(room.panellist.speaker).objects.filter(pk=room.panellist.speaker_id).update(pronunciation="MEE-ra")
    speaker = {"delegation": room.delegations[0], "pronunciation": "SA-mia"}
    make_speaker(room.conference, **speaker, **in_six("name", "Samia"))

    words = page(interpreter, address(room))

    assert "MEE-ra" in words
    assert "Samia (fr)" in words
    assert "SA-mia" in words


def test_delegation_of_a_protected_speaker_is_not_told(room, interpreter):
    hidden = {"protected": True, "slug": "participant-2345", "delegation": room.delegations[0]}
    make_speaker(room.conference, **hidden, **in_six("displayed_name", "A survivor"), **in_six("name", "Zxqvara"))
    make_speaker(room.conference, delegation=room.delegations[1], **in_six("name", "Samia"))

    words = page(interpreter, address(room))

    assert "Samia (fr)" in words
    assert "Zxqvara" not in words
    assert "A survivor" not in words


# On paper


def test_paper_has_the_people_the_list_and_the_terms(room, interpreter):
    add_term(room, "fund", en="trust fund", fr="fonds d’affectation")
    speaks(room, language="en")
    room.ask(1, language="ar", speaker_name="Ms.\u00a0Samia Belkacem")

    words = page(interpreter, address(room, path="paper/"))

    people = (room.panellist.speaker.name_fr, "Delegation 0 (fr)", "Belkacem")
    for shown in (*people, "arabe", "trust fund", "fonds d’affectation"):
        assert shown in words
    assert "des 1 termes" not in words


def test_paper_says_how_many_terms_the_screen_has_besides(room, interpreter):
    for number in range(57):
        add_term(room, f"fund-{number}", en=f"fund {number}", fr=f"fonds {number}")
    speaks(room, language="en")

    words = page(interpreter, address(room, path="paper/"))

    assert "40 des 57 termes" in words


def test_paper_has_the_terms_of_its_session_before_others(room, interpreter):
    for number in range(57):
        add_term(room, f"fund-{number}", en=f"fund {number}", fr=f"fonds {number}")
    add_term(room, "supply chain", en="supply chain", fr="chaîne d’approvisionnement")
    room.session.themes.create(text_en="Transparent supply chains", position=1)
    speaks(room, language="en")

    words = page(interpreter, address(room, path="paper/"))

    assert "chaîne d’approvisionnement" in words
    assert "40 des 58 termes" in words


def test_concept_is_shown_by_its_first_terms_alone(room, interpreter):
    add_term(room, "floor", en="take the floor", fr="prendre la parole")
    concept = Concept.objects.get(key="floor")
    for text in ("prise de parole", "intervenir", "a pris la parole"):
        concept.terms.create(language="fr", text=text, status="admitted")
    speaks(room, language="en")

    words = page(interpreter, address(room, path="paper/"))

    assert "prendre la parole / prise de parole / intervenir" in words
    assert "a pris la parole" not in words
