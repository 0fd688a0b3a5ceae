import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import TestCase

from conference.models import AuditEntry, User
from speakers.protection import neutral_slug
from tests.factories import in_six, make_conference, make_panel, make_released, make_session, make_speaker, release
from tests.pages import as_drawn
from tests.staff import browser_of, make_member, open_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = User.objects.create_user("officer")
    user.user_permissions.set(Permission.objects.filter(codename__in=["preview_programme", "release_programme"]))
    client.force_login(user)
    return client


def release_by(officer, **sent):
    """Release from the current page, in spite of its warnings."""
    seen = officer.get("/en/dialogue/release/").context["seen"]
    return officer.post("/en/dialogue/release/new/", {"seen": seen, "in_spite": "on"} | sent, follow=True)


def test_release_makes_the_draft_public_and_enters_it_in_the_audit_trail(officer):
    make_session(make_conference())

    response = release_by(officer, note="First programme")

    assert "Revision 1 is public." in response.content.decode()
    entry = AuditEntry.objects.get()
    assert (entry.act, str(entry.by), entry.detail["note"]) == ("release", "officer", "First programme")


def test_release_of_an_unchanged_draft_makes_no_revision(officer):
    conference = make_released()

    response = officer.post("/en/dialogue/release/new/", follow=True)

    assert "Nothing has changed since the last release." in response.content.decode()
    assert conference.releases.count() == 1


def test_draft_can_be_released_again_after_its_revision_was_withdrawn(officer):
    conference = make_released()
    officer.post("/en/dialogue/release/1/withdraw/", {"reason": "Too early"})

    release_by(officer)

    assert list(conference.releases.public().values_list("number", flat=True)) == [2]


def test_withdrawal_needs_a_reason(officer):
    conference = make_released()

    response = officer.post("/en/dialogue/release/1/withdraw/", {"reason": " "})

    assert (response.status_code, conference.releases.public().count()) == (422, 1)


def test_withdrawal_says_who_and_why(officer):
    conference = make_released()

    officer.post("/en/dialogue/release/1/withdraw/", {"reason": "A name that must not be public"})

    entry = AuditEntry.objects.filter(act="withdraw").get()
    assert (str(entry.by), entry.detail) == ("officer", {"reason": "A name that must not be public"})
    assert conference.releases.get().withdrawal_reason == "A name that must not be public"


def test_withdrawn_revision_is_not_withdrawn_again(officer):
    conference = make_released()
    officer.post("/en/dialogue/release/1/withdraw/", {"reason": "A name that must not be public"})
    before = conference.releases.values().get()

    for reason in ("Something else", ""):
        assert officer.post("/en/dialogue/release/1/withdraw/", {"reason": reason}).status_code == 404

    assert before["withdrawal_reason"] == "A name that must not be public"
    assert conference.releases.values().get() == before
    assert AuditEntry.objects.filter(act="withdraw").count() == 1


def test_note_that_is_too_long_comes_back_with_its_words(officer):
    make_session(make_conference())

    response = officer.post("/en/dialogue/release/new/", {"note": "long " * 200})

    assert response.status_code == 422
    assert "long long" in response.content.decode()


@pytest.mark.parametrize("address", ["release/", "release/new/", "release/1/withdraw/"])
def test_releases_are_not_found_for_who_may_not_release(client, address):
    make_released()
    client.force_login(User.objects.create_user("visitor"))

    method = client.get if address == "release/" else client.post
    assert method(f"/en/dialogue/{address}").status_code == 404


def test_page_tells_what_is_waiting_and_what_is_missing(officer):
    conference = make_released()
    make_session(conference, title_ru="")

    body = as_drawn(officer.get("/en/dialogue/release/").content.decode())

    assert '<li class="new">' in body
    assert '<span lang="ru" dir="ltr">Русский</span> <strong>1</strong>' in body


def test_note_and_reason_hold_no_control_characters(officer):
    conference = make_released()
    make_session(conference)

    released = officer.post("/en/dialogue/release/new/", {"note": "No\x0bte"})
    withdrawn = officer.post("/en/dialogue/release/1/withdraw/", {"reason": "Rea\x0bson"})

    assert (released.status_code, withdrawn.status_code) == (422, 422)
    assert list(conference.releases.public().values_list("number", flat=True)) == [1]


def test_changes_of_a_draft_that_was_never_released_can_be_previewed(officer):
    make_conference()

    response = officer.get("/en/dialogue/preview/changes/")

    assert "Nothing has been released yet." in response.content.decode()


# Warnings


def test_release_with_open_warnings_needs_to_be_asked_for_and_says_what_was_overruled(officer):
    conference = make_conference(**in_six("venue", "Headquarters"))
    panel = make_panel(conference)
    seen = officer.get("/en/dialogue/release/").context["seen"]

    refused = officer.post("/en/dialogue/release/new/", {"seen": seen, "note": "Mine"})
    assert (refused.status_code, conference.releases.count()) == (422, 0)
    assert "Mine" in refused.content.decode()
    assert "there are warnings" in refused.content.decode()

    officer.post("/en/dialogue/release/new/", {"seen": seen, "in_spite": "on"})

    entry = AuditEntry.objects.get(act="release")
    assert entry.detail == {"note": "", "overruled": [["no-co-chair", str(panel.pk)]]}


def test_release_is_refused_when_a_warning_is_new_and_marks_it(officer):
    conference = make_conference(**in_six("venue", "Headquarters"))
    make_panel(conference)
    seen = officer.get("/en/dialogue/release/").context["seen"]
    make_panel(conference)

    response = officer.post("/en/dialogue/release/new/", {"seen": seen, "in_spite": "on"})

    assert (response.status_code, conference.releases.count()) == (409, 0)
    body = response.content.decode()
    assert "Something has changed since you looked." in body
    lines = re.findall(r"<li>.*?</li>", body[: body.rindex("</form>")], re.S)
    marked = [line for line in lines if 'class="new-since"' in line]
    assert 0 < len(marked) < len(lines)


def test_release_without_warnings_needs_no_tick(officer):
    conference = make_conference(**in_six("venue", "Headquarters"))
    make_session(conference)

    officer.post("/en/dialogue/release/new/", {"seen": officer.get("/en/dialogue/release/").context["seen"]})

    assert conference.releases.count() == 1


def test_revisions_that_name_a_protected_person_go_with_the_release_that_does_not(officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    photograph = default_storage.save("photographs/a.jpg", ContentFile(b"picture"))
    conference = make_conference()
    make_session(conference)
    release(conference)
    speaker = make_speaker(conference, slug="rani-hong", photograph=photograph, consents_to_photograph=True)
    release(conference)
    speaker.protected, speaker.former_slug, speaker.slug = True, "rani-hong", "participant-2b3c4d5e6f"
    speaker.photograph, speaker.consents_to_photograph, speaker.displayed_name_en = "", False, "A survivor"
    speaker.save()

    with TestCase.captureOnCommitCallbacks(execute=True):
        response = release_by(officer, withdraw_naming="on")

    assert list(conference.releases.public().order_by("number").values_list("number", flat=True)) == [1, 3]
    assert "1 revision is withdrawn." in response.content.decode()
    assert not default_storage.exists(photograph)
    assert not officer.get("/en/dialogue/release/").context["names_protected"]


def test_revision_is_found_by_its_address_where_the_name_was_changed_with_the_protection():
    secretariat, conference = browser_of(make_member("secretariat")), make_conference()
    speaker = make_speaker(conference, slug="rani-hong", **in_six("name", "Rani Hong"))
    release(conference)
    page = f"/en/admin/speakers/speaker/{speaker.pk}/change/"
    renamed = {
        "slug": "sirvia",
        **in_six("name", "Sirvia"),
        "protected": "on",
        **in_six("displayed_name", "A survivor"),
    }
    assert secretariat.post(page, open_form(secretariat, page) | renamed).status_code == 302

    release_by(secretariat, withdraw_naming="on")

    assert list(conference.releases.public().values_list("number", flat=True)) == [2]
    (shown,) = conference.releases.public().get().content["speakers"]
    assert (shown["name"]["en"], shown["slug"][:12]) == ("A survivor (en)", "participant-")


def test_withdrawal_says_what_is_public_then_and_warns_of_a_protected_name_there(officer):
    conference = make_released()
    page = "/en/dialogue/release/"
    assert "No programme is then public." in officer.get(page).content.decode()

    conference.sessions.update(**in_six("title", "Another"))
    release_by(officer)
    assert "Revision 1 is then the public programme." in officer.get(page).content.decode()
    assert "names a person who is protected" not in officer.get(page).content.decode()

    protected = conference.speakers.first()
    protected.protected, protected.former_slug, protected.slug = True, protected.slug, neutral_slug()
    for column, words in in_six("displayed_name", "A survivor").items():
        setattr(protected, column, words)
    protected.save()
    assert "Revision 1 names a person who is protected" in officer.get(page).content.decode()
