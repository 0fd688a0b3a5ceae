"""A speaker's own page: who opens it, what it tells, what is sent from it."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from conference.archive.acts import archive
from conference.models import AuditEntry
from floor.seats.secret_urls import without_secrets
from speakers.models import AnswerLink, AnswerPeriod, Speaker
from speakers.models.answer_links import MOST_IN_A_MINUTE
from tests.factories import MORNING, in_six, make_conference, make_panel, make_speaker
from tests.pages import page
from tests.programme.answers.links import make_invited, make_link, open_by, proposed, send
from tests.programme.letters.letters import make_staged, tell
from tests.speakers.test_photographs import photograph

pytestmark = pytest.mark.django_db

PROTECTED = {
    "protected": True,
    "slug": "participant-2b3c4d5e6f",
    **in_six("name", "Rani Hong"),
    **in_six("displayed_name", "A survivor"),
}


def test_opening_the_address_changes_nothing_and_names_nobody(client):
    speaker = make_invited(**in_six("name", "Amina Diallo"))
    link, secret = make_link(speaker)

    answer = client.get(f"/en/dialogue/answer/{secret}/")

    assert "Open my page" in answer.content.decode()
    assert "Amina" not in answer.content.decode()
    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == ("strict-origin", "no-store")
    assert set(client.cookies) == {"csrftoken"}
    link.refresh_from_db()
    assert link.opened_at is None


def test_only_the_form_opens_the_page_and_the_clean_address_follows():
    here = open_by(make_invited())

    answer = here.browser.get(here.page)

    assert here.page == f"/en/dialogue/your-answer/{here.link.pk}/"
    assert here.secret not in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert AuditEntry.objects.filter(act="answer: open").count() == 1
    assert here.secret not in str(AuditEntry.objects.values_list("detail", flat=True))


def test_secret_is_stored_as_its_fingerprint_alone_and_in_no_line_of_a_log():
    _link, secret = make_link(make_invited())

    assert secret not in str(AnswerLink.objects.values().get())
    assert without_secrets(f"GET /en/dialogue/answer/{secret}/ 200") == "GET /en/dialogue/answer/–/ 200"


def bad_links(speaker):
    yesterday = timezone.now() - timedelta(days=1)
    expired = make_link(speaker, at=yesterday, valid_until=yesterday + timedelta(hours=1))[1]
    link, revoked = make_link(speaker)
    AnswerLink.objects.filter(pk=link.pk).revoke(by=None, at=timezone.now())
    other = make_link(make_invited(conference=make_conference(slug="other")))[1]
    return {"expired": expired, "revoked": revoked, "another": other, "wrong": "abcd-efgh", "long": "a" * 300}


def test_links_that_do_not_work_answer_alike_and_as_what_never_existed(client):
    speaker = make_invited()
    addresses = {name: f"/en/dialogue/answer/{secret}/" for name, secret in bad_links(speaker).items()}
    addresses["no conference"] = "/en/never-existed/answer/abcd-efgh/"
    addresses["no page"] = "/en/dialogue/your-answer/1/"

    answers = {name: client.get(address) for name, address in addresses.items()}

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(addresses, 404)
    bodies = {re.sub(r'href="[^"]*"', "", answer.content.decode()) for answer in answers.values()}
    assert len({body.split("<main")[1].split("</main")[0] for body in bodies}) == 1
    assert "ask the secretariat for a new one" in bodies.pop()
    assert {client.post(address).status_code for address in addresses.values()} == {404}


def test_revoking_closes_an_open_page_at_once():
    here = open_by(make_invited())

    AnswerLink.objects.filter(pk=here.link.pk).revoke(by=None, at=timezone.now())

    assert here.browser.get(here.page).status_code == 404
    script = here.browser.post(here.page, {}, headers={"Rostrum-Fragment": "text"})
    assert (script.status_code, "Open the link again" in script.json()["message"]) == (404, True)


def test_one_link_opens_no_other_page():
    conference = make_conference()
    first, second = (open_by(make_speaker(conference)) for _each in range(2))

    assert first.browser.get(first.page).status_code == 200
    assert first.browser.get(second.page).status_code == 404
    first.browser.cookies[f"rostrum-answer-{second.link.pk}"] = first.secret
    assert first.browser.get(second.page).status_code == 404


def test_assistant_answers_for_two_in_one_browser():
    conference = make_conference()
    one = open_by(make_speaker(conference, status="invited"))
    other, secret = make_link(make_speaker(conference, status="invited"))
    page_of_other = one.browser.post(f"/en/dialogue/answer/{secret}/").url

    one.browser.post(one.page, {"participation": "accepted"})
    one.browser.post(page_of_other, {"participation": "declined"})

    assert proposed(one.link.speaker)["participation"] == "accepted"
    assert proposed(other.speaker)["participation"] == "declined"


def test_page_is_closed_on_a_shared_device():
    here = open_by(make_invited())

    answer = here.browser.post(f"{here.page}close/")

    assert "Nothing of your page is left here." in answer.content.decode()
    assert here.browser.get(here.page).status_code == 404


@pytest.mark.parametrize(("https", "prefix"), [(False, ""), (True, "__Host-")])
def test_cookie_is_for_the_server_alone_and_as_long_as_the_browser_is_open(settings, https, prefix):
    settings.HTTPS = https

    here = open_by(make_invited())

    cookie = here.browser.cookies[f"{prefix}rostrum-answer-{here.link.pk}"]
    assert (bool(cookie["secure"]), cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        https,
        True,
        "Lax",
        "",
    )


def test_forged_form_of_another_site_neither_opens_nor_sends():
    speaker = make_invited()
    _link, secret = make_link(speaker)
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(f"/en/dialogue/answer/{secret}/").status_code == 403


def test_page_tells_what_the_programme_says_in_both_zones_and_until_when_to_answer():
    conference = make_conference()
    speaker = make_invited(conference=conference, time_zone="Africa/Nairobi")
    AnswerPeriod.objects.create(conference=conference, reply_by=MORNING.date())

    here = open_by(speaker)
    body = page(here.browser, here.page)

    assert "Interactive panel discussion I: Session 0 (en)" in body
    assert "Panellist" in body
    assert "New York time" in body
    assert "Nairobi time" in body
    assert "Tuesday, 3 April 2012 (New York time)" in body
    assert "Not answered yet." in body


def test_page_tells_what_was_sent_and_its_own_day_of_reply():
    conference, _panel, speaker = make_staged()
    AnswerPeriod.objects.create(conference=conference, reply_by=MORNING.date())
    letter = tell(speaker)
    letter.detail["reply_by"] = "2012-03-01"
    letter.save()
    here = open_by(speaker)

    body = page(here.browser, here.page)

    assert "Confirmation, 3 April 2012" in body
    assert "1 March 2012 (New York time)" in body
    assert "This day has passed" in body


def test_internal_statuses_are_not_told():
    here = open_by(make_invited(status="proposed"))

    body = page(here.browser, here.page)

    assert "Not answered yet." in body
    assert "proposed" not in body.lower()


def test_page_is_in_six_languages_and_opens_in_that_of_letters(client):
    speaker = make_invited(correspondence_language="ar")
    here = open_by(speaker, language="ar")

    assert here.page.startswith("/ar/")
    bodies = {
        code: page(here.browser, here.page.replace("/ar/", f"/{code}/"))
        for code in ("ar", "zh-hans", "en", "fr", "ru", "es")
    }
    headings = {code: re.search(r'id="answer-take-part">(.*?)</h2>', body)[1] for code, body in bodies.items()}
    assert len(set(headings.values())) == 6


def test_answer_is_proposed_and_nothing_of_it_is_on_file():
    speaker = make_invited(function_en="Director")
    here = open_by(speaker)

    answer = send(here, participation="accepted", message="With pleasure.", function="Executive Director")

    assert "The secretariat has what you sent" in answer.content.decode()
    assert proposed(speaker) == {
        "participation": "accepted",
        "message": "With pleasure.",
        "function en": "Executive Director",
    }
    speaker.refresh_from_db()
    assert (speaker.status, speaker.function_en) == ("invited", "Director")
    entry = AuditEntry.objects.get(act="answer: propose")
    assert (entry.by, entry.detail) == (None, {"status": "", "message": "", "function_en": ""})


def test_second_press_sends_nothing_twice():
    speaker = make_invited()
    here = open_by(speaker)
    sent = {"participation": "accepted", "message": "Yes", "shown-message": ""}

    for _press in range(2):
        here.browser.post(here.page, sent)

    assert proposed(speaker) == {"participation": "accepted", "message": "Yes"}
    assert AuditEntry.objects.filter(act="answer: propose").count() == 1


def test_what_was_not_touched_is_not_proposed_though_it_was_changed_on_file():
    speaker = make_invited(function_en="Director")
    here = open_by(speaker)
    sent = {"function": "Director", "shown-function": "Director", "participation": "accepted"}

    Speaker.objects.filter(pk=speaker.pk).update(function_en="President")
    here.browser.post(here.page, sent)

    assert proposed(speaker) == {"participation": "accepted"}


def test_proposal_is_changed_until_it_is_accepted_and_taken_back():
    speaker = make_invited(function_en="Director")
    here = open_by(speaker)
    send(here, function="Minister")

    send(here, function="Prime Minister")
    assert proposed(speaker) == {"function en": "Prime Minister"}
    assert speaker.proposals.get().base == "Director"

    send(here, function="Director")
    assert proposed(speaker) == {}


def test_texts_are_written_in_any_language():
    speaker = make_invited()
    here = open_by(speaker)

    answer = send(here, address=f"{here.page}?texts=ar", function="مدير", biography="سيرة\r\n\r\nثانية")

    assert proposed(speaker) == {"function ar": "مدير", "biography ar": "سيرة\n\nثانية"}
    assert 'lang="ar" dir="rtl"' in answer.content.decode()
    assert answer.redirect_chain[-1][0].endswith("?texts=ar")


def test_photograph_is_checked_as_the_admin_checks_it_and_shown_to_the_person_alone():
    speaker = make_invited()
    here = open_by(speaker)

    refused = here.browser.post(here.page, {"photograph": ContentFile(b"no picture", name="a.jpg")})
    assert (refused.status_code, "This is not a photograph in JPEG, PNG or WebP." in refused.content.decode()) == (
        422,
        True,
    )
    here.browser.post(here.page, {"photograph": photograph()})

    kept = speaker.proposals.waiting().get().photograph
    picture = here.browser.get(f"{here.page}photograph/proposed/")
    with kept.open("rb") as file:
        assert (b"".join(picture.streaming_content), picture.headers["Content-Type"]) == (file.read(), "image/jpeg")
    assert Client().get(f"{here.page}photograph/proposed/").status_code == 404
    assert here.browser.get(f"{here.page}photograph/on-file/").status_code == 404
    assert "at most 10 MB" in page(here.browser, here.page)


def test_photograph_on_file_stays_where_none_is_sent():
    speaker = make_invited()
    with photograph() as picture:
        speaker.photograph.save("a.jpg", picture)
    here = open_by(speaker)

    send(here, participation="accepted")

    assert proposed(speaker) == {"participation": "accepted"}
    assert b"".join(here.browser.get(f"{here.page}photograph/on-file/").streaming_content)


def test_second_photograph_replaces_the_file_of_the_first(django_capture_on_commit_callbacks):
    speaker = make_invited()
    here = open_by(speaker)
    here.browser.post(here.page, {"photograph": photograph()})
    first = speaker.proposals.get().photograph

    with django_capture_on_commit_callbacks(execute=True):
        here.browser.post(here.page, {"photograph": photograph()})

    second = speaker.proposals.get().photograph
    assert (first.storage.exists(first.name), second.storage.exists(second.name)) == (False, True)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"function": "a\x01b"}, "control character"),
        ({"function": "x" * 301}, "at most 300 characters"),
        ({"message": "x" * 2001}, "at most 2000 characters"),
        ({"participation": "perhaps"}, "not one of the available choices"),
        ({"name": "", "shown-name": "Speaker 0 (en)"}, "Please write a name."),
    ],
)
def test_bad_input_comes_back_with_a_sentence_and_what_was_written(sent, sentence):
    speaker = make_invited()
    here = open_by(speaker)

    answer = here.browser.post(here.page, {"pronunciation": "SPEE-ker", **sent})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="SPEE-ker"' in answer.content.decode()
    assert proposed(speaker) == {}
    script = here.browser.post(here.page, sent, headers={"Rostrum-Fragment": "text"})
    assert (script.status_code, sentence in script.json()["message"]) == (422, True)


def test_script_learns_where_to_go_on():
    here = open_by(make_invited())

    answer = here.browser.post(here.page, {"message": "Yes"}, headers={"Rostrum-Fragment": "text"})

    assert answer.json() == {"message": "", "address": f"{here.page}?texts=en"}


def test_link_sends_so_often_a_minute():
    here = open_by(make_invited())

    statuses = [here.browser.post(here.page, {}).status_code for _each in range(MOST_IN_A_MINUTE + 1)]

    assert statuses == [302] * MOST_IN_A_MINUTE + [429]


def test_protected_person_reads_the_displayed_name_alone_and_is_asked_for_nothing_that_tells_who_it_is():
    speaker = make_speaker(make_conference(), status="invited", **PROTECTED)
    here = open_by(speaker)

    body = page(here.browser, here.page)
    here.browser.post(here.page, {"name": "Rani", "consents_to_photograph": "yes", "photograph": photograph()})

    assert "A survivor (en)" in body
    assert "Hong" not in body
    assert 'name="displayed_name"' in body
    assert not re.search('name="(name|courtesy_title|pronunciation|photograph|consents_[a-z_]+)"', body)
    assert proposed(speaker) == {}


def test_archived_conference_is_closed_for_links():
    speaker = make_invited()
    here = open_by(speaker)
    archive(speaker.conference, by=None, at=timezone.now())

    answers = [
        here.browser.get(here.page),
        here.browser.post(here.page, {"message": "Yes"}),
        here.browser.get(f"/en/dialogue/answer/{here.secret}/"),
    ]

    assert [answer.status_code for answer in answers] == [423] * 3
    assert proposed(speaker) == {}


def test_unused_panel_is_not_told():
    """A session in which the speaker has no part is not among the own ones."""
    speaker = make_invited()
    make_panel(speaker.conference)
    here = open_by(speaker)

    body = page(here.browser, here.page)

    assert "Session 0 (en)" in body
    assert "Session 1 (en)" not in body
