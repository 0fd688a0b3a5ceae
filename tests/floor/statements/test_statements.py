"""Statements: what may be uploaded, by its content; and who may read it when."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone, translation

from conference.inspection import findings, process
from conference.models import AuditEntry
from conference.refusals import Refusal
from conference.uploaded_documents import SENTENCES, format_of
from floor.models import Group, Intervention
from floor.models.record import Statement
from floor.models.seat import Seat
from floor.procedure import presiding
from floor.procedure.requests import withdraw as withdraw_request
from floor.statements import filing
from programme.models import Session
from tests.conference.inspection.uploads import pdf, raw_pdf, word
from tests.factories import release
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(content, name="statement.pdf"):
    return SimpleUploadedFile(name, content)


def test_pdf_and_word_are_known_by_their_content_whatever_they_are_called():
    assert (format_of(upload(pdf(), "a.exe")), format_of(upload(word(), "b.pdf"))) == ("pdf", "docx")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"<html><script>alert(1)</script></html>", "neither a PDF nor"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PDF nor"),
        (b"MZ" + b"\x00" * 100, "neither a PDF nor"),
        (b"junk before %PDF-1.7 %%EOF", "neither a PDF nor"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old format of Word"),
        (b"PK\x03\x04" + b"\x00" * 60, "damaged"),
        (b"%PDF-1.7\nnothing\n%%EOF", "damaged"),
        (b"%PDF-1.7" + b" " * (10 * 1024 * 1024), "larger than 10 MB"),
    ],
)
def test_what_is_no_whole_document_is_refused_in_one_sentence(content, message):
    with pytest.raises(Refusal, match=message):
        format_of(upload(content))


def test_refusal_names_what_was_found_in_the_reader_s_language():
    with translation.override("fr"), pytest.raises(Refusal) as refusal:
        format_of(upload(raw_pdf("/OpenAction << /S /Launch /F (calc.exe) >>")))

    assert (
        str(refusal.value) == "Le fichier PDF contient une action (« /Launch ») ; créez-le à nouveau à partir du texte."
    )


def test_every_finding_of_an_inspection_has_its_sentence():
    source = {"pdf": ("pdf", "pdf_syntax", "pdf_kinds"), "word": ("word", "word_parts", "word_kinds")}
    for kind, modules in source.items():
        texts = [(Path(findings.__file__).parent / f"{name}.py").read_text("utf-8") for name in modules]
        codes = set(re.findall(r'Found\(\s*"(\w+)"', "".join(texts)))
        assert codes
        assert codes <= set(SENTENCES[kind])


def test_uploader_has_one_document_inspected_at_a_time():
    with process.one_at_a_time(("delegation", 1)):
        with pytest.raises(Refusal, match="Other files are being checked"):
            format_of(upload(pdf()), uploader=("delegation", 1))
        assert format_of(upload(pdf()), uploader=("delegation", 2)) == "pdf"

    assert format_of(upload(pdf()), uploader=("delegation", 1)) == "pdf"


# Embargo


def hand_in(room, number=0, **details):
    details = {"language": "en", "mark": "check", "at": room.later(1), **details}
    return filing.upload(room.session, room.delegations[number], upload(pdf()), **details)


def public():
    return list(Statement.objects.public())


def deliver(room, row, current=None):
    room.give(row, instead_of=current)
    presiding.conclude(room.session, by=room.officer, at=room.later(60), expected=row.pk)


def test_statement_is_public_once_its_intervention_is_concluded(room):
    row = room.ask(0)
    statement = hand_in(room)

    assert (statement.intervention, public()) == (row, [])
    room.give(row)
    assert public() == []
    presiding.conclude(room.session, by=room.officer, at=room.later(60), expected=row.pk)
    assert public() == [statement]


def test_statement_of_who_asks_afterwards_belongs_to_the_next_intervention(room):
    statement = hand_in(room)
    deliver(room, room.ask(0, kind="point-of-order"))
    assert public() == []

    deliver(room, room.ask(0))

    assert public() == [statement]


def test_statement_of_a_request_that_was_withdrawn_belongs_to_the_next_one(room):
    row = room.ask(0)
    statement = hand_in(room)
    withdraw_request(row, at=room.later(1))
    assert public() == []

    deliver(room, room.ask(0))

    assert public() == [statement]


def test_statement_does_not_belong_to_what_was_said_before_it_was_handed_in(room):
    deliver(room, room.ask(0))
    hand_in(room)

    assert public() == []


def test_of_two_statements_in_one_language_none_is_public_before_they_are_linked(room):
    first, _second = hand_in(room), hand_in(room)
    row = room.ask(0)
    deliver(room, row)
    assert public() == []

    filing.link(first, row, by=room.officer, at=room.later(1))

    assert first in public()


@pytest.mark.parametrize("first", [0, 1])
def test_statement_of_who_waits_for_itself_and_a_group_is_public_when_both_have_spoken(room, first):
    group = Group.objects.create(conference=room.conference, name_en="Group of 77 and China")
    rows = [room.ask(0), room.ask(0, group=group)]
    hand_in(room)

    rows = [rows[first], rows[1 - first]]
    deliver(room, rows[0])
    assert public() == []
    deliver(room, rows[1])
    assert len(public()) == 1


@pytest.mark.every_database
def test_statements_in_several_languages_are_delivered_together(room):
    first, second = hand_in(room), hand_in(room, language="fr")
    deliver(room, room.ask(0))

    assert public() == [first, second]


def test_statement_of_a_struck_intervention_is_no_longer_public(room):
    row = room.ask(0)
    hand_in(room)
    deliver(room, row)
    before = len(public())
    presiding.strike(row, reason="Entered twice", by=room.officer, at=room.later(1))

    assert (before, public()) == (1, [])


def test_statement_of_who_was_not_reached_is_posted_after_the_session_alone(room):
    statement = hand_in(room)

    with pytest.raises(Refusal, match="after the session"):
        filing.post(statement, by=room.officer, at=room.session.ends_at - MINUTE)
    filing.post(statement, by=room.officer, at=room.session.ends_at)

    assert public() == [statement]


def test_withdrawn_statement_is_neither_public_nor_posted(room):
    statement = hand_in(room)
    deliver(room, room.ask(0))
    filing.withdraw(statement, at=room.later(1))

    assert public() == []
    with pytest.raises(Refusal, match="was withdrawn"):
        filing.post(statement, by=room.officer, at=room.session.ends_at)


@pytest.mark.every_database
def test_statement_is_withdrawn_once_and_says_when(room):
    statement = hand_in(room)
    filing.withdraw(statement, at=room.later(1))
    first = Statement.objects.get().withdrawn_at

    with pytest.raises(Refusal, match="was withdrawn"):
        filing.withdraw(statement, at=room.later(1))
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.update(withdrawn_at=room.later(1))

    assert Statement.objects.get().withdrawn_at == first


def test_name_of_the_file_is_made_anew(room):
    statement = filing.upload(
        room.session,
        room.delegations[0],
        upload(pdf(), "../../secret plan.html"),
        language="en",
        mark="check",
        at=room.at,
    )

    assert statement.file.name.startswith("statements/")
    assert statement.file.name.endswith(".pdf")
    assert "secret" not in statement.file.name


def test_refused_file_is_not_kept(room):
    with pytest.raises(Refusal):
        filing.upload(room.session, room.delegations[0], upload(b"MZ"), language="en", mark="check", at=room.at)

    assert not Statement.objects.exists()
    assert not default_storage.exists("statements")


def test_each_act_is_an_audit_entry(room):
    statement = hand_in(room)
    filing.withdraw(statement, by=room.officer, at=room.at)

    entries = AuditEntry.objects.filter(act__startswith="statement").order_by("pk")
    assert list(entries.values_list("act", "by__username")) == [
        ("statement: hand in", None),
        ("statement: withdraw", "officer"),
    ]


def test_second_statement_of_a_delegation_is_refused_while_its_first_is_inspected(room):
    with process.one_at_a_time(("delegation", room.delegations[0].pk)):
        with pytest.raises(Refusal, match="Other files are being checked"):
            hand_in(room)
        hand_in(room, by=room.officer)
        hand_in(room, 1)

    assert hand_in(room)


def test_delegation_hands_in_a_limited_number(room, monkeypatch):
    monkeypatch.setattr(filing, "MOST", 3)
    for _time in range(filing.MOST):
        hand_in(room)

    with pytest.raises(Refusal, match="too many statements"):
        hand_in(room)


@pytest.mark.parametrize("details", [{"language": "de"}, {"mark": "x"}])
def test_statement_has_an_official_language_and_a_mark(room, details):
    with pytest.raises(Refusal):
        hand_in(room, **details)


def test_statement_is_linked_to_an_intervention_of_its_delegation_alone(room):
    with pytest.raises(Refusal, match="another delegation"):
        filing.link(hand_in(room, 0), room.ask(1), by=room.officer, at=room.at)


# The pages


@pytest.fixture
def site(room):
    release(room.conference)
    room.public = f"/en/dialogue/sessions/{room.session.slug}/statements/"
    room.staff = f"/en/dialogue/sessions/{room.session.slug}/record/statements/"
    room.own = "/en/dialogue/floor/statements/"
    return room


def begin_today(room):
    """Moves the session to three hours from now, so that phones may upload."""
    now = timezone.now()
    Session.objects.update(starts_at=now + 180 * MINUTE, ends_at=now + 240 * MINUTE)


def joined(room, number=0):
    """The phone of a delegation, joined through a link as a delegate does."""
    until = timezone.now() + MINUTE
    [(_seat, secret)] = Seat.objects.make([room.delegations[number]], valid_until=until, by=room.officer, at=room.at)
    client = Client()
    assert client.post(f"/en/dialogue/join/{secret}/").status_code == 302
    return client


def test_before_delivery_a_statement_is_the_same_as_none(site):
    row = site.ask(0)
    statement = hand_in(site)
    client = Client()

    secret = client.get(f"{site.public}{statement.pk}/")
    never = client.get(f"{site.public}999999/")
    deliver(site, row)

    assert (secret.status_code, secret.content) == (404, never.content.replace(b"999999", str(statement.pk).encode()))
    assert "Delegation 0" in client.get(site.public).content.decode()
    assert b"".join(client.get(f"{site.public}{statement.pk}/").streaming_content).startswith(b"%PDF-")


def test_public_list_names_no_statement_under_embargo(site):
    hand_in(site)

    page = Client().get(site.public).content.decode()

    assert "Delegation 0" not in page
    assert "No written statement has been published here." in page


def test_statement_is_given_as_an_attachment_that_no_browser_shows(site):
    row = site.ask(0)
    statement = hand_in(site)
    deliver(site, row)

    answer = Client().get(f"{site.public}{statement.pk}/")

    assert answer.headers["Content-Type"] == "application/pdf"
    name = f"2012-04-03_{site.session.slug}_delegation-0-en_en.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_delegation_hands_in_from_its_phone_and_takes_back(site):
    begin_today(site)
    client = joined(site)
    sent = {"session": site.session.slug, "file": upload(pdf()), "language": "fr", "mark": "verbatim"}

    assert client.post(site.own, sent).status_code == 302
    statement = Statement.objects.get()
    assert (statement.delegation, statement.language, statement.uploaded_by) == (site.delegations[0], "fr", None)
    assert "under embargo" in client.get(site.own).content.decode()

    assert client.post(f"{site.own}{statement.pk}/withdraw/").status_code == 302
    statement.refresh_from_db()
    assert statement.withdrawn_at


def test_refusal_is_told_in_the_reader_s_language_beside_the_file(site):
    begin_today(site)
    sent = {"session": site.session.slug, "file": upload(b"MZ"), "language": "fr", "mark": "check"}

    answer = joined(site).post(site.own, sent)

    assert answer.status_code == 422
    assert "This is neither a PDF nor a Word document (.docx)." in answer.content.decode()


def test_delegation_can_touch_no_statement_of_another(site):
    other = hand_in(site, 1)
    client = joined(site, 0)

    assert "under embargo" not in client.get(site.own).content.decode()
    assert client.post(f"{site.own}{other.pk}/withdraw/").status_code == 404


def test_who_has_not_joined_finds_no_page(site):
    assert [Client().get(site.own).status_code, Client().post(site.own).status_code] == [404, 404]


def test_staff_hand_in_for_any_delegation_link_post_and_withdraw(site):
    officer = browser_of(make_member("floor-officer"))
    sent = {"delegation": site.delegations[2].pk, "file": upload(word()), "language": "ru", "mark": "check"}

    assert officer.post(site.staff, sent).status_code == 302
    statement = Statement.objects.get()
    row = site.ask(2)
    officer.post(f"{site.staff}{statement.pk}/link/", {"intervention": row.pk})
    statement.refresh_from_db()
    assert (statement.format, statement.uploaded_by.username, statement.intervention) == ("docx", "floor-officer", row)

    Session.objects.update(starts_at="2012-04-03T10:00Z", ends_at="2012-04-03T11:00Z")
    officer.post(f"{site.staff}{statement.pk}/post/")
    assert public() == [statement]
    officer.post(f"{site.staff}{statement.pk}/withdraw/")
    assert public() == []


def test_staff_read_a_statement_under_embargo_and_others_do_not(site):
    statement = hand_in(site)

    answer = browser_of(make_member("note-taker")).get(f"{site.staff}{statement.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert browser_of(make_member("translator-fr")).get(f"{site.staff}{statement.pk}/").status_code == 404


def test_note_taker_hands_nothing_in(site):
    statement = hand_in(site)
    client = browser_of(make_member("note-taker"))

    assert client.get(site.staff).status_code == 200
    posts = [site.staff, *(f"{site.staff}{statement.pk}/{act}/" for act in ("link", "post", "withdraw"))]
    assert [client.post(path).status_code for path in posts] == [404] * 4


@pytest.mark.every_database
def test_interventions_are_offered_for_a_link_in_the_order_in_which_they_were_made(site):
    first = site.ask(0)
    deliver(site, first)
    entered_late = site.ask(0)
    deliver(site, entered_late)
    earlier = first.given_at - MINUTE
    Intervention.objects.filter(pk=entered_late.pk).update(asked_at=earlier, given_at=earlier)

    page = browser_of(make_member("note-taker")).get(site.staff)

    assert page.context["made"] == {site.delegations[0].pk: [entered_late, first]}
