from contextlib import suppress
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from conference.models import AuditEntry, Organizer
from conference.refusals import Overtaken
from tests.factories import MORNING, make_conference, make_panel, make_session
from tests.loading import load
from tests.staff import browser_of, make_member, open_form
from tests.summary.conftest import make_paragraph, make_section, make_summary
from tests.together import at_once
from translation.models import Text, Translation
from translation.texts.index import refresh_all
from translation.texts.ordering import GAP, UNPLACED, arrange, positions
from translation.texts.states import set_state
from translation.texts.writing import write_text
from translation.units import digest

pytestmark = pytest.mark.django_db

CODES_BESIDE_ENGLISH = ("ar", "zh_hans", "fr", "ru", "es")


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def body(conference):
    return conference.organizers.create(name_en="Office on Drugs", name_fr="Office contre la drogue")


def french(row, field="name"):
    return Translation.objects.get(text=Text.objects.of(row, field).get(), language="fr")


def outdated(row):
    return set(Translation.objects.outdated().filter(text__in=Text.objects.of(row)).values_list("language", flat=True))


def find_texts():
    call_command("find_texts", stdout=StringIO())


# What is listed


def test_text_that_its_document_does_not_show_is_not_to_be_translated(body):
    listed = Text.objects.of(body)
    before = list(listed.to_translate())
    listed.update(document="")

    assert (before, list(listed.to_translate())) == ([listed.get()], [])


def test_each_version_is_an_audit_entry(body):
    by = make_member("translator-fr")
    write_text(body, "name", "fr", "Office des drogues", digest(body.name_fr), by=by, at=MORNING)

    entries = AuditEntry.objects.filter(act="text: write").order_by("pk")
    assert [entry.detail for entry in entries] == [
        {"field": "name", "language": "fr", "version": number} for number in (1, 2)
    ]


def test_row_that_is_created_is_listed_in_each_language_but_that_of_its_source(body):
    text = Text.objects.of(body).get()

    assert (text.field, text.document, text.source_language, text.source_words) == ("name", "programme", "en", 3)
    assert dict(text.translations.values_list("language", "state")) == {
        "ar": "missing",
        "zh-hans": "missing",
        "fr": "draft",
        "ru": "missing",
        "es": "missing",
    }


def test_field_without_words_in_any_language_is_not_listed(body):
    assert [text.field for text in Text.objects.of(body)] == ["name"]


def test_text_that_was_emptied_stays_listed_but_is_nothing_to_translate(body):
    body.name_en = ""
    body.save()

    assert list(Text.objects.of(body).to_translate()) == []
    assert Text.objects.of(body).exists()


# However the source is edited


def by_save(row, text):
    row.name_en = text
    row.save()


def by_save_of_one_column(row, text):
    row.name_en = text
    row.save(update_fields=["name_en"])


def by_update(row, text):
    Organizer.objects.filter(pk=row.pk).update(name_en=text)
    find_texts()


def by_bulk_update(row, text):
    row.name_en = text
    Organizer.objects.bulk_update([row], ["name_en"])
    find_texts()


def by_the_desk(row, text):
    write_text(row, "name", "en", text, digest(row.name_en), by=make_member("secretariat"), at=MORNING)


@pytest.mark.parametrize("edit", [by_save, by_save_of_one_column, by_update, by_bulk_update, by_the_desk])
def test_translation_is_outdated_however_the_source_was_edited(body, edit):
    set_state(body, "name", "fr", "revised", by=None, at=MORNING)

    edit(body, "Office on Drugs and Crime")

    assert outdated(body) == {"fr"}
    assert (french(body).state, french(body).source_text) == ("revised", "Office on Drugs")


def test_translation_is_outdated_when_the_source_was_edited_in_the_admin(body):
    set_state(body, "name", "fr", "revised", by=None, at=MORNING)
    client = browser_of(make_member("secretariat"))
    address = reverse("admin:conference_conference_change", args=[body.conference_id])

    response = client.post(address, open_form(client, address) | {"organizers-0-name_en": "Office on Drugs and Crime"})

    assert response.status_code == 302
    assert outdated(body) == {"fr"}


def test_source_that_is_what_it_was_before_makes_the_translation_valid_again(body):
    set_state(body, "name", "fr", "revised", by=None, at=MORNING)
    by_save(body, "Office on Drugs and Crime")
    by_save(body, "Office on Drugs")

    assert outdated(body) == set()


def test_rows_that_were_created_together_are_found(conference):
    Organizer.objects.bulk_create(
        [Organizer(conference=conference, name_en="Office"), Organizer(conference=conference)]
    )
    assert Text.objects.filter(subject_type="conference.organizer").count() == 0

    find_texts()

    assert Text.objects.filter(subject_type="conference.organizer").count() == 1


def test_second_look_finds_nothing_to_change(conference, body):
    make_panel(conference)

    assert refresh_all() == 0


def test_translation_that_came_from_elsewhere_is_a_draft_of_nobody(body):
    set_state(body, "name", "fr", "revised", by=make_member("reviser-fr"), at=MORNING)

    body.name_fr = "Office des drogues"
    body.save()

    row = french(body)
    assert (row.state, row.by, row.revised_by) == ("draft", None, None)


def test_translation_that_was_emptied_is_missing(body):
    body.name_fr = ""
    body.save()

    assert (french(body).state, french(body).digest) == ("missing", "")


def test_translation_that_was_written_in_the_admin_is_a_draft_of_who_wrote_it(body):
    translator = make_member("translator-fr")
    client = browser_of(translator)
    address = reverse("admin:conference_conference_change", args=[body.conference_id])

    response = client.post(address, open_form(client, address) | {"organizers-0-name_fr": "Office des drogues"})

    assert response.status_code == 302
    assert (french(body).state, french(body).by) == ("draft", translator)
    assert Translation.objects.exclude(by=None).count() == 1


# What is deleted, moved, or written first in another language


def test_row_that_is_deleted_takes_its_texts_with_it(conference):
    panel = make_panel(conference)
    panel.delete()

    assert set(Text.objects.values_list("subject_type", flat=True)) == {"conference.conference"}


def test_row_of_which_something_was_written_can_be_deleted_and_the_words_stay_on_file(conference):
    panel = make_panel(conference)
    theme = panel.themes.first()
    write_text(theme, "text", "fr", "Thème", digest(theme.text_fr), by=make_member("translator-fr"), at=MORNING)
    listed = Text.objects.of(theme).get()
    browser = browser_of(make_member("secretariat"))
    address = reverse("admin:programme_session_change", args=[panel.pk])

    response = browser.post(address, {**open_form(browser, address), "themes-0-DELETE": "on"})

    assert response.status_code == 302
    assert not panel.themes.filter(pk=theme.pk).exists()
    assert [version.words for version in listed.versions.order_by("number")] == ["Theme 0 (fr)", "Thème"]
    assert not Text.objects.to_translate().filter(pk=listed.pk).exists()
    desk = browser.get(reverse("translation:text-on-the-desk", args=[conference.slug, listed.pk, "fr"]))
    assert desk.status_code == 404


def test_conference_of_which_something_was_written_is_not_deleted_and_the_page_says_so(conference):
    by = make_member("translator-fr")
    write_text(conference, "title", "fr", "Titre", digest(conference.title_fr), by=by, at=MORNING)
    address = reverse("admin:conference_conference_delete", args=[conference.pk])

    response = browser_of(make_member("secretariat")).post(address, {"post": "yes"})

    assert response.status_code == 200
    assert "is in use and cannot be deleted. Take it out here first:" in response.content.decode()
    assert Text.objects.of(conference).exists()


def test_rows_that_were_deleted_without_a_signal_are_forgotten(body):
    Organizer.objects.filter(pk=body.pk)._raw_delete("default")
    assert Text.objects.of(body).exists()

    find_texts()

    assert not Text.objects.of(body).exists()


def test_row_that_moves_to_another_conference_takes_what_belongs_to_it_along(conference):
    panel, other = make_panel(conference), make_conference(slug="other")

    panel.conference = other
    panel.save()

    assert set(Text.objects.of(panel).values_list("conference", flat=True)) == {other.pk}
    themes = Text.objects.filter(subject_type="programme.theme")
    assert set(themes.values_list("conference", flat=True)) == {other.pk}


def test_conference_written_in_another_language_has_its_texts_to_translate_from_that(conference):
    make_panel(conference)
    conference.original_language = "fr"
    conference.save()

    assert set(Text.objects.values_list("source_language", flat=True)) == {"fr"}
    assert not Translation.objects.filter(language="fr").exists()
    assert set(Translation.objects.filter(language="en").values_list("state", flat=True)) == {"draft"}


# What commands load


@pytest.fixture
def loaded():
    load("load_states", "load_dialogue", "load_floor", "load_summary")


def states():
    return set(Translation.objects.exclude(state="missing").values_list("state", flat=True))


def test_official_translations_that_commands_load_are_translated(loaded):
    assert states() == {"translated", "revised"}
    assert refresh_all() == 0


def test_loading_again_leaves_what_people_wrote(loaded):
    body = Organizer.objects.first()
    body.name_fr = "Office des drogues"
    body.save()
    written = french(body)

    for command in ("load_dialogue", "load_floor"):
        call_command(command, stdout=StringIO())

    assert (french(body).state, french(body).at) == ("draft", written.at)


# The order in which texts read


def order(document="programme"):
    rows = Text.objects.filter(document=document).order_by("position", "pk")
    return [(row.subject_type.partition(".")[2], row.field, row.group) for row in rows]


@pytest.mark.django_db(transaction=True)
def test_texts_are_arranged_once_a_transaction_is_through(conference):
    with transaction.atomic():
        panel = make_panel(conference)
        make_session(conference)
        waiting = list(transaction.get_connection().run_on_commit)

    assert len(waiting) == 1
    group = f"session:{panel.pk}"
    assert order()[:4] == [
        ("conference", "title", ""),
        ("session", "title", group),
        ("theme", "text", group),
        ("theme", "text", group),
    ]
    assert len(order()) == 5


def test_new_row_finds_its_place_without_the_others_moving(conference):
    first, last = make_session(conference), make_session(conference)
    arrange(conference.pk)
    before = dict(Text.objects.values_list("subject_id", "position"))

    between = make_session(conference, starts_at=first.starts_at + timedelta(minutes=5), ends_at=first.ends_at)
    arrange(conference.pk)

    after = dict(Text.objects.values_list("subject_id", "position"))
    assert before[first.pk] < after.pop(between.pk) < before[last.pk]
    assert after == before


@pytest.mark.django_db(transaction=True)
def test_session_that_moves_takes_its_texts_along(conference):
    first, second = make_panel(conference), make_session(conference)

    second.starts_at = first.starts_at - timedelta(hours=1)
    second.save(update_fields=["starts_at"])

    sessions = Text.objects.filter(subject_type="programme.session").order_by("position")
    assert list(sessions.values_list("subject_id", flat=True)) == [second.pk, first.pk]


def test_writing_a_text_arranges_nothing(body, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as acts:
        by_save_of_one_column(body, "Office")

    assert acts == []


def test_paragraph_that_was_removed_is_no_text_to_translate_until_it_is_put_back(conference):
    summary = make_summary(conference)
    paragraph = make_paragraph(make_section(summary), "Sentence.")

    counts = []
    for removed_at in (None, MORNING, None):
        paragraph.removed_at = removed_at
        paragraph.save(update_fields=["removed_at"])
        arrange(conference.pk)
        counts.append(Text.objects.of(paragraph).to_translate().count())

    assert counts == [1, 0, 1]


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ([], []),
        ([UNPLACED, UNPLACED], [GAP, 2 * GAP]),
        ([16, 32, UNPLACED], [16, 32, 32 + GAP]),
        ([16, UNPLACED, 32], [16, 24, 32]),
        ([48, 16, 32], [8, 16, 32]),
        ([16, 48, 32], [16, 24, 32]),
        ([1, UNPLACED, 2], [16, 32, 48]),
        ([0, 0, 0], [16, 32, 48]),
    ],
)
def test_positions_ascend_and_as_many_as_can_stay(standing, expected):
    assert positions(standing) == expected


# Two who save at once


@pytest.mark.django_db(transaction=True)
def test_rows_saved_by_many_at_once_are_each_listed_once_as_they_end_up(conference):
    body = conference.organizers.create(name_en="Office")

    def save(number):
        """Each writes one language of its own, a field that is not listed yet, and the source."""
        code = CODES_BESIDE_ENGLISH[number % 5]
        row = Organizer.objects.get(pk=body.pk)
        for round_ in range(4):
            setattr(row, f"name_{code}", f"{number}.{round_}")
            setattr(row, f"description_{code}", f"{number}.{round_}")
            row.name_en = f"Office {number}.{round_}"
            row.save(update_fields=[f"name_{code}", f"description_{code}", "name_en"])

    assert at_once(save, people=5) == [None] * 5
    assert sorted(Text.objects.of(body).values_list("field", flat=True)) == ["description", "name"]
    assert refresh_all() == 0


@pytest.mark.django_db(transaction=True)
def test_who_writes_on_the_desk_and_who_saves_the_row_never_wait_for_each_other_for_ever(conference):
    body, writer = conference.organizers.create(name_en="Office", name_fr="Bureau"), make_member("translator-fr")

    def save(number):
        row = Organizer.objects.get(pk=body.pk)
        for round_ in range(8):
            if number % 2:
                with transaction.atomic():
                    row.name_en = f"Office {number}.{round_}"
                    row.save(update_fields=["name_en"])
            else:
                row.refresh_from_db()
                with suppress(Overtaken):
                    write_text(row, "name", "fr", f"Bureau {round_}", digest(row.name_fr), by=writer, at=MORNING)

    assert at_once(save, people=4) == [None] * 4
    assert refresh_all() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("tests.conference.serving.pages")
def test_row_is_saved_where_its_document_cannot_be_arranged(caplog):
    make_conference()  # the addresses of its places do not exist here

    assert Text.objects.filter(subject_type="conference.conference", field="title").exists()
    assert "Arrangement(conference=" in caplog.text
