from datetime import timedelta

import pytest
from django.utils import timezone

from conference.models import AuditEntry
from tests.factories import MORNING, make_conference, make_panel
from tests.staff import browser_of, make_member
from translation.models import Translation
from translation.models.teamwork import Assignment
from translation.texts.ordering import arrange
from translation.texts.states import set_state

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OVERVIEW = "/en/dialogue/texts/"
FORM = f"{OVERVIEW}assignments/"
TOMORROW = timezone.localdate() + timedelta(days=2)


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def translator():
    return make_member("translator-fr", first_name="Amina", last_name="Diop", email="amina@example.org")


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


def sent(person, **changes):
    return {
        "language": "fr",
        "what": "programme",
        "person": person.pk,
        "due_on": TOMORROW.isoformat(),
        "note": "The panels first",
        **changes,
    }


def make_assignment(conference, person, **fields):
    values = {"language": "fr", "due_on": TOMORROW, "made_by": person, "made_at": MORNING, **fields}
    return Assignment.objects.create(conference=conference, person=person, **values)


def works(client):
    return client.get(OVERVIEW).context["works"]


def test_secretariat_gives_out_a_document_with_a_day_and_a_note(conference, secretariat, translator):
    response = secretariat.post(FORM, sent(translator))

    assert response.status_code == 302
    row = Assignment.objects.get()
    assert (row.person, row.language, row.document, row.group) == (translator, "fr", "programme", "")
    assert (row.due_on, row.note, row.made_by.username) == (TOMORROW, "The panels first", "secretariat")


def test_each_act_is_an_audit_entry(conference, secretariat, translator):
    secretariat.post(FORM, sent(translator))
    address = f"{FORM}{Assignment.objects.get().pk}/"
    secretariat.post(address, sent(translator, note="All of it"))
    secretariat.post(f"{address}done/")

    entries = AuditEntry.objects.filter(act__startswith="text:").order_by("pk")
    assert [(entry.act, entry.detail["note"]) for entry in entries] == [
        ("text: assign", "The panels first"),
        ("text: change assignment", "All of it"),
        ("text: close assignment", "All of it"),
    ]


def test_work_can_be_a_whole_language_or_a_session(conference, secretariat, translator):
    panel = make_panel(conference)
    arrange(conference.pk)

    secretariat.post(FORM, sent(translator, what=""))
    secretariat.post(FORM, sent(translator, what=f"programme session:{panel.pk}"))

    assert set(Assignment.objects.values_list("document", "group")) == {("", ""), ("programme", f"session:{panel.pk}")}
    assert [work["to_do"] for work in works(browser_of(translator))] == [4, 3]


def test_part_is_called_by_its_title(conference, secretariat):
    panel = make_panel(conference)
    arrange(conference.pk)

    page = secretariat.get(FORM).content.decode()

    assert f'<option value="programme session:{panel.pk}">Session 0 (en)</option>' in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"language": "ar"}, "Amina Diop neither translates into this language nor revises it: العربية."),
        ({"due_on": "2012-04-03"}, "This day is over."),
        ({"due_on": "soon"}, "“soon” is not understood as a day. Write it such as 22 March 2027 or 2027-03-22."),
        ({"what": "nothing"}, "Select a valid choice. nothing is not one of the available choices."),
        ({"note": "x" * 301}, "Ensure this value has at most 300 characters (it has 301)."),
        ({"language": "en"}, "Select a valid choice. en is not one of the available choices."),
    ],
)
def test_work_that_cannot_be_given_out_is_refused_with_a_sentence(
    conference, secretariat, translator, changes, sentence
):
    response = secretariat.post(FORM, sent(translator, **changes))

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Assignment.objects.exists()


def test_who_translates_nothing_cannot_be_chosen(conference, secretariat):
    assert secretariat.post(FORM, sent(make_member("note-taker"))).status_code == 422


def test_same_work_is_given_to_a_person_once_until_it_is_done(conference, secretariat, translator):
    statuses = [secretariat.post(FORM, sent(translator)).status_code for __ in range(2)]
    secretariat.post(f"{FORM}{Assignment.objects.get().pk}/done/")
    statuses.append(secretariat.post(FORM, sent(translator)).status_code)

    assert statuses == [302, 422, 302]


def test_work_is_changed_though_its_day_is_over(conference, secretariat, translator):
    row = make_assignment(conference, translator, document="programme", due_on=timezone.localdate() - timedelta(days=9))

    response = secretariat.post(f"{FORM}{row.pk}/", sent(translator, due_on=row.due_on.isoformat(), note="Still"))

    assert response.status_code == 302
    assert Assignment.objects.get().note == "Still"


def test_overview_tells_what_is_left_and_what_is_overdue(conference, translator):
    make_panel(conference)
    set_state(conference, "title", "fr", "revised", by=translator, at=MORNING)
    conference.title_en = "Interactive dialogue"
    conference.save()
    make_assignment(conference, translator, document="programme", due_on=timezone.localdate() - timedelta(days=3))

    work = works(browser_of(translator))[0]

    assert (work["to_do"], work["outdated"], work["is_overdue"], work["is_own"]) == (4, 1, True, True)


@pytest.mark.parametrize(("days", "is_overdue"), [(0, False), (-1, True)])
def test_work_is_overdue_when_its_day_is_over(conference, translator, days, is_overdue):
    today = timezone.now().astimezone(conference.zone).date()
    make_assignment(conference, translator, due_on=today + timedelta(days=days))

    assert works(browser_of(translator))[0]["is_overdue"] == is_overdue


def test_work_with_nothing_left_is_not_overdue(conference, translator):
    make_assignment(conference, translator, due_on=timezone.localdate() - timedelta(days=3))
    client = browser_of(translator)
    before = works(client)[0]["is_overdue"]
    Translation.objects.update(state="translated")

    assert (before, works(client)[0]["is_overdue"]) == (True, False)


def test_own_work_comes_first_and_that_of_other_languages_is_not_shown(conference, translator):
    other, arabic = make_member("reviser-fr"), make_member("translator-ar")
    for person, language in ((other, "fr"), (translator, "fr"), (arabic, "ar")):
        make_assignment(conference, person, language=language)

    assert [work["row"].person for work in works(browser_of(translator))] == [translator, other]


def test_who_has_a_work_says_that_it_is_done_and_nobody_else_but_the_secretariat(conference, secretariat, translator):
    row, another = (make_assignment(conference, translator, document=name) for name in ("programme", "people"))
    stranger = browser_of(make_member("reviser-fr"))

    statuses = [
        stranger.post(f"{FORM}{row.pk}/done/").status_code,
        browser_of(translator).post(f"{FORM}{row.pk}/done/").status_code,
        secretariat.post(f"{FORM}{another.pk}/done/").status_code,
    ]

    assert statuses == [404, 302, 302]
    assert not Assignment.objects.filter(closed_at=None).exists()


def test_work_of_another_conference_does_not_exist_here(conference, secretariat, translator):
    row = make_assignment(make_conference(slug="other"), translator)

    assert secretariat.get(f"{FORM}{row.pk}/").status_code == 404
    assert secretariat.post(f"{FORM}{row.pk}/done/").status_code == 404


def test_translator_gives_out_nothing(conference, translator):
    client = browser_of(translator)

    assert client.get(FORM).status_code == client.post(FORM, sent(translator)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_form_and_list_ask_the_database_as_often_whatever_there_is(
    conference, secretariat, translator, rows, django_assert_num_queries
):
    for _row in range(rows):
        panel = make_panel(conference)
        make_assignment(conference, translator, document="programme", group=f"session:{panel.pk}")
    arrange(conference.pk)

    with django_assert_num_queries(20):
        assert len(works(secretariat)) == rows
    with django_assert_num_queries(13):
        secretariat.get(FORM)
