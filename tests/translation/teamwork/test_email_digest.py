from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from conference.models import AuditEntry
from tests.factories import MORNING, make_conference, make_panel
from tests.staff import make_member
from translation.models import Text, Translation
from translation.models.teamwork import Assignment, Remark
from translation.teamwork.background_work import send_digests
from translation.teamwork.email_digest import send
from translation.texts.ordering import arrange
from translation.texts.states import set_state

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def translator():
    return make_member("translator-fr", email="amina@example.org")


def give(conference, person, days=2, **fields):
    due = timezone.now().astimezone(conference.zone).date() + timedelta(days=days)
    values = {"language": "fr", "made_by": person, "made_at": MORNING, "due_on": due, **fields}
    return Assignment.objects.create(conference=conference, person=person, **values)


def send_digest(*arguments):
    out = StringIO()
    call_command("send_digest", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def html(message):
    return message.alternatives[0].content


def test_who_has_work_that_is_due_is_written_to_in_the_language_of_the_work(conference):
    arabic = make_member("translator-ar", email="huda@example.org")
    give(conference, arabic, language="ar", document="programme", note="The panels first")

    send_digest()

    message = mail.outbox[0]
    assert message.to == ["huda@example.org"]
    assert "Dialogue (ar)" in message.subject
    assert '<html lang="ar" dir="rtl">' in html(message)
    assert "http://localhost:8000/ar/dialogue/texts/" in message.body
    assert message.message()["Content-Language"] == "ar"
    assert "The panels first" in message.body


def test_work_is_told_with_its_part_its_day_and_what_is_left(conference, translator, monkeypatch):
    panel = make_panel(conference)
    arrange(conference.pk)
    row = give(conference, translator, document="programme", group=f"session:{panel.pk}")

    send_digest()

    assert f"Français · Programme · {panel.title_fr}" in mail.outbox[0].body
    assert f"{row.due_on.year}" in mail.outbox[0].body


def test_digest_of_one_conference_tells_of_no_other(conference, translator):
    other = make_conference(slug="other", title_fr="Autre dialogue")
    for each in (conference, other):
        give(each, translator)

    assert send_digest("--conference", "other") == "Digests sent: 1.\n"

    assert "Autre dialogue" in mail.outbox[0].subject


@pytest.mark.parametrize(("days", "told"), [(-1, True), (0, True), (7, True), (8, False)])
def test_work_is_told_of_from_a_week_before_its_day(conference, translator, days, told):
    give(conference, translator, days=days)

    send_digest()

    assert len(mail.outbox) == told


def test_outdated_text_is_told_whenever_the_work_is_due(conference, translator):
    give(conference, translator, days=30)
    set_state(conference, "title", "fr", "revised", by=translator, at=MORNING)
    conference.title_en = "Interactive dialogue"
    conference.save()

    send_digest()

    assert len(mail.outbox) == 1


def test_question_that_was_settled_is_told_with_its_address(conference, translator):
    text, secretariat = Text.objects.get(), make_member("secretariat")
    asked = {"text": text, "language": "fr", "kind": "question", "by": translator, "at": MORNING}
    settled_at = timezone.now() - timedelta(hours=1)
    Remark.objects.create(words="What is meant?", settled_at=settled_at, settled_by=secretariat, **asked)
    Remark.objects.create(words="Settled by myself", settled_at=settled_at, settled_by=translator, **asked)
    Remark.objects.create(words="Open", **asked)
    Remark.objects.create(
        words="Settled long ago", settled_at=settled_at - timedelta(days=2), settled_by=secretariat, **asked
    )

    send_digest()

    body = mail.outbox[0].body
    assert f"What is meant?\n  http://localhost:8000/fr/dialogue/texts/{text.pk}/fr/" in body
    assert not any(words in body for words in ("Settled by myself", "Open", "Settled long ago"))


def test_nothing_is_sent_where_there_is_nothing_to_say(conference, translator):
    give(conference, translator)
    Translation.objects.update(state="translated")

    assert send_digest() == "Digests sent: 0.\n"
    assert mail.outbox == []
    assert not AuditEntry.objects.filter(act="text: digest").exists()


def test_digest_is_sent_once_a_day(conference, translator):
    give(conference, translator, days=-1)
    now = timezone.now()

    sent = [send(translator, conference, at=now + timedelta(days=days)) is not None for days in (0, 0, 1)]

    assert sent == [True, False, True]
    assert AuditEntry.objects.filter(act="text: digest").count() == 2


def test_who_has_no_address_is_closed_or_no_longer_translates_is_not_written_to(conference, translator):
    without = make_member("reviser-fr")
    closed = make_member("translator-ar", email="huda@example.org", is_active=False)
    for person, language in ((without, "fr"), (closed, "ar"), (translator, "fr")):
        give(conference, person, language=language)
    translator.groups.clear()

    send_digest()
    nobody = list(mail.outbox)
    give(conference, make_member("translator-es", email="luz@example.org"), language="es")
    send_digest()

    assert nobody == []
    assert [message.to for message in mail.outbox] == [["luz@example.org"]]


def test_dry_run_shows_the_messages_and_sends_none(conference, translator):
    give(conference, translator)

    shown = send_digest("--dry-run")

    assert shown.startswith("amina@example.org\n")
    assert mail.outbox == []
    assert not AuditEntry.objects.filter(act="text: digest").exists()


def test_conference_can_be_chosen(conference, translator):
    give(make_conference(slug="other"), translator)

    send_digest("--conference", "dialogue")
    assert mail.outbox == []
    with pytest.raises(CommandError, match="There is no conference never"):
        send_digest("--conference", "never")


def test_title_with_a_line_break_makes_no_second_header(conference, translator):
    give(conference, translator)
    type(conference).objects.update(title_fr="Dialogue\r\nBcc: everybody@example.org")

    send_digest()

    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert "\n" not in mail.outbox[0].subject


def test_address_with_a_line_break_is_told_and_the_others_are_written_to(conference, translator):
    bad = make_member("reviser-fr", email="bad@example.org\nBcc: everybody@example.org")
    give(conference, bad)
    give(conference, translator)

    with pytest.raises(CommandError, match="could not be sent: 1"):
        send_digest()

    assert [message.to for message in mail.outbox] == [["amina@example.org"]]


def test_html_of_a_note_is_shown_and_not_obeyed(conference, translator):
    give(conference, translator, note="<script>alert(1)</script>")

    send_digest()

    assert "&lt;script&gt;" in html(mail.outbox[0])
    assert "<script>alert(1)</script>" in mail.outbox[0].body


def test_message_that_could_not_be_sent_is_sent_the_next_time(conference, translator, settings):
    give(conference, translator)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1

    with pytest.raises(CommandError, match="could not be sent: 1"):
        send_digest()
    assert not AuditEntry.objects.filter(act="text: digest").exists()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_digest()
    assert len(mail.outbox) == 1


class NotingBackend(EmailBackend):
    """A mail server that notes how many transactions wait for it, beside that of the test."""

    waiting = []

    def send_messages(self, messages):
        self.waiting.append(len(connection.savepoint_ids))
        return super().send_messages(messages)


def test_worker_sends_the_digest_and_no_transaction_waits_for_the_mail_server(conference, translator, settings):
    give(conference, translator)
    settings.EMAIL_BACKEND = f"{__name__}.NotingBackend"

    for _number in range(2):
        send_digests.call()

    assert (len(mail.outbox), NotingBackend.waiting) == (1, [0])


def test_digest_waits_where_mail_goes_nowhere(conference, translator, settings):
    give(conference, translator)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    send_digests.call()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_digests.call()

    assert len(mail.outbox) == 1
