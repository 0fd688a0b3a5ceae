"""Several who press at once on texts: the desk, files, the glossary, assignments, the list and its order."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from conference.imports import apply as imports
from conference.imports.undo import plan_undo, undo_import
from conference.models import AuditEntry, ImportFile, Organizer
from conference.models.import_file import ImportRefused, PreviewOutdated
from conference.refusals import Conflict, Overtaken, Refusal
from programme.models import Session
from summary.models import Paragraph
from tests.factories import MORNING, make_conference, make_panel, make_session
from tests.staff import make_member
from tests.summary.conftest import make_summary
from tests.together import at_once, in_the_midst_of, the_one
from tests.translation.exchange.files import filled, store
from tests.translation.texts.texts import listed
from translation.desk.pairs import pair_of
from translation.desk.saving import save as save_at_the_desk
from translation.desk.saving import still_right
from translation.exchange.kind import TEXTS
from translation.exchange.preview import parsed_file_of, preview
from translation.glossary.editing import delete, digest_of, entry_of, save
from translation.glossary.kind import GLOSSARY
from translation.glossary.kind import store_upload as store_glossary
from translation.glossary.terms import TermVariant
from translation.models import Text, Translation
from translation.models.glossary import Concept
from translation.models.teamwork import Assignment
from translation.teamwork import email_digest
from translation.teamwork.assignments import give
from translation.texts.index import refresh_row
from translation.texts.ordering import UNPLACED, arrange
from translation.texts.states import set_state
from translation.texts.writing import write_text
from translation.units import digest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def translator():
    return make_member("translator-fr", email="amina@example.org")


# The desk


@pytest.fixture
def session(conference):
    session = make_session(conference, title_en="Opening", title_fr="Début")
    set_state(session, "title", "fr", "translated", by=None, at=MORNING)
    return session


def saving(session, words, by):
    """The act of saving words at the desk that rest on what the session's title says now."""
    pair = pair_of(listed(session, "title"), "fr", by)
    rests_on = {"base_version": digest(pair.words), "source_version": digest(pair.source)}
    return lambda: save_at_the_desk(pair, words, **rests_on, asked="translated", by=by, at=MORNING)


def test_of_three_who_save_a_text_at_once_one_is_kept_and_two_are_shown_both(session):
    people = [make_member("translator-fr", name) for name in "abc"]
    acts = [saving(session, f"Ouverture {person}", person) for person in people]

    outcomes = at_once(lambda number: acts[number]())

    the_one(outcomes, Overtaken)
    session.refresh_from_db()
    refused = [outcome for outcome in outcomes if isinstance(outcome, Overtaken)]
    kept = next(person for person, outcome in zip(people, outcomes, strict=True) if outcome not in refused)
    assert session.title_fr == f"Ouverture {kept}"
    assert {outcome.current for outcome in refused} == {session.title_fr}


def test_of_three_who_write_a_text_elsewhere_at_once_one_is_kept(session):
    """As on the draft of the Summary, where nobody holds the list of texts."""
    people = [make_member("translator-fr", name) for name in "abc"]
    on = digest(session.title_fr)

    def act(number):
        row = Session.objects.get(pk=session.pk)
        return write_text(row, "title", "fr", f"Ouverture {number}", on, by=people[number], at=MORNING)

    kept = the_one(at_once(act), Overtaken)

    session.refresh_from_db()
    assert session.title_fr == kept


def test_text_that_somebody_is_changing_is_not_confirmed_as_still_right(session, translator):
    other = make_member("translator-fr", "other")
    pair = pair_of(listed(session, "title"), "fr", other)
    rests_on = {"base_version": digest(pair.words), "source_version": digest(pair.source)}

    refused = in_the_midst_of(
        saving(session, "Ouverture", translator), lambda: still_right(pair, **rests_on, by=other, at=MORNING)
    )

    assert type(refused) is Refusal
    assert Translation.objects.get(text=listed(session, "title"), language="fr").by == translator


def changing_source(session):
    """The two steps of saving a row elsewhere: the row itself, and then its text in the list."""
    session.title_en = "Closing"
    rows = Session.objects.filter(pk=session.pk)
    return lambda: rows.update(title_en=session.title_en), lambda: refresh_row(session)


def test_text_saved_at_the_desk_waits_for_its_row_and_not_the_other_way_round(session, translator):
    first, then = changing_source(session)

    refused = in_the_midst_of(first, saving(session, "Ouverture", translator), then)

    assert type(refused) is Conflict, refused
    session.refresh_from_db()
    assert (session.title_en, session.title_fr) == ("Closing", "Début")


# Files


def test_file_waits_for_a_row_and_not_the_other_way_round(conference, session, translator):
    content = filled(conference, {f"programme.session:{session.pk}:title": "Commencement"})
    act = taking(store(content, conference, translator, MORNING), translator)
    first, then = changing_source(session)

    refused = in_the_midst_of(first, act, then)

    assert type(refused) is PreviewOutdated, refused
    session.refresh_from_db()
    assert (session.title_en, session.title_fr) == ("Closing", "Début")


@pytest.fixture
def paragraph(conference):
    make_summary(conference, stage="in-translation")
    return Paragraph.objects.order_by("pk").first()


def deliver(conference, paragraph, by):
    content = filled(conference, {f"summary.paragraph:{paragraph.pk}:text": "Phrase."})
    return store(content, conference, by, MORNING)


def taking(delivery, by):
    """The act of confirming what the preview of a file shows now."""
    seen = preview(parsed_file_of(delivery), delivery.conference, by).fingerprint

    def act(__=None):
        row = ImportFile.objects.get(pk=delivery.pk)  # of each who presses, for it holds the file open
        return imports.apply_import(TEXTS, row, choices=False, seen=seen, by=by, at=MORNING)

    return act


def test_file_that_three_take_at_once_is_taken_once(conference, paragraph, translator):
    act = taking(deliver(conference, paragraph, translator), translator)

    assert the_one(at_once(act), ImportRefused) == 1

    paragraph.refresh_from_db()
    assert paragraph.text_fr == "Phrase."
    assert AuditEntry.objects.filter(act="texts: import").count() == 1


def test_file_that_three_handed_in_is_taken_from_one_of_them(conference, translator):
    session = make_session(conference, title_en="Opening", title_fr="")
    content = filled(conference, {f"programme.session:{session.pk}:title": "Ouverture"})
    acts = [taking(store(content, conference, translator, MORNING), translator) for __ in range(3)]

    assert the_one(at_once(lambda number: acts[number]()), PreviewOutdated) == 1

    assert Translation.objects.get(text=listed(session, "title"), language="fr").by == translator


def test_file_is_not_taken_over_a_source_that_somebody_is_changing(conference, session, translator):
    content = filled(conference, {f"programme.session:{session.pk}:title": "Commencement"})
    act = taking(store(content, conference, translator, MORNING), translator)
    session.title_en = "Closing"

    refused = in_the_midst_of(session.save, act)

    assert type(refused) is PreviewOutdated
    session.refresh_from_db()
    assert session.title_fr == "Début"


def test_file_is_not_taken_while_somebody_closes_the_translation(conference, paragraph, translator):
    act, summary = taking(deliver(conference, paragraph, translator), translator), paragraph.section.summary

    refused = in_the_midst_of(lambda: type(summary).objects.update(stage="draft"), act)

    assert type(refused) is PreviewOutdated
    paragraph.refresh_from_db()
    assert paragraph.text_fr == "Sentence one of 1 (fr). Sentence two of 1 (fr)."


# The glossary


@pytest.fixture
def concept():
    concept = Concept.objects.create(key="victim")
    concept.terms.create(language="en", text="victim")
    return concept


def changing(concept, term):
    """The act of saving a French term that rests on what the concept has now."""
    on, row = digest_of(entry_of(concept), ["fr"]), Concept.objects.get(pk=concept.pk)
    return lambda: save(row, {"fr": [TermVariant(term)]}, base_version=on, codes=["fr"], by=None, at=MORNING)


def french(concept):
    return [form.text for form in entry_of(concept).variants.get("fr", ())]


def test_of_three_who_change_a_concept_at_once_one_is_kept(concept):
    acts = [changing(concept, f"victime {number}") for number in range(3)]

    outcomes = at_once(lambda number: acts[number]())

    the_one(outcomes, Refusal)
    assert french(concept) == [f"victime {outcomes.index(None)}"]


def test_concept_that_three_delete_at_once_is_deleted_once(concept):
    the_one(at_once(lambda __: delete(concept, by=None, at=MORNING)), Refusal)

    assert not Concept.objects.exists()
    assert AuditEntry.objects.filter(act="glossary: delete").count() == 1


@pytest.fixture
def keeper():
    return make_member("secretariat", "keeper")


def taking_glossary(conference, keeper):
    """The act of confirming what the preview of a glossary shows now."""
    upload = SimpleUploadedFile("terms.csv", b"concept,fr\nvictim,la victime\n")
    file = store_glossary(upload, conference=conference, is_shared=True, by=keeper, at=MORNING)
    seen = GLOSSARY.compare(file, GLOSSARY.parse(file), keeper).fingerprint

    def act(__=None):
        row = ImportFile.objects.get(pk=file.pk)  # of each who presses, for it holds the file open
        return imports.apply_import(GLOSSARY, row, seen=seen, by=keeper, at=MORNING)

    return act


def test_glossary_is_not_taken_from_a_file_while_somebody_changes_a_concept(conference, concept, keeper):
    refused = in_the_midst_of(changing(concept, "victime"), taking_glossary(conference, keeper))

    assert type(refused) is PreviewOutdated
    assert french(concept) == ["victime"]


def test_glossary_that_three_take_at_once_is_taken_once(conference, concept, keeper):
    the_one(at_once(taking_glossary(conference, keeper)), ImportRefused)

    assert french(concept) == ["la victime"]
    assert AuditEntry.objects.filter(act="glossary: import").count() == 1


def test_import_that_three_undo_at_once_is_undone_once(conference, concept, keeper):
    taking_glossary(conference, keeper)()
    file = ImportFile.objects.get()
    seen = plan_undo(GLOSSARY, file, keeper).shown.token

    outcomes = at_once(lambda __: undo_import(GLOSSARY, file, seen=seen, by=keeper, at=MORNING))

    the_one(outcomes, PreviewOutdated)
    assert french(concept) == []
    assert AuditEntry.objects.filter(act="undo import").count() == 1


def test_import_is_not_undone_while_somebody_changes_a_concept(conference, concept, keeper):
    taking_glossary(conference, keeper)()
    file = ImportFile.objects.get()
    seen = plan_undo(GLOSSARY, file, keeper).shown.token

    refused = in_the_midst_of(
        changing(concept, "victime"), lambda: undo_import(GLOSSARY, file, seen=seen, by=keeper, at=MORNING)
    )

    assert type(refused) is PreviewOutdated
    assert french(concept) == ["victime"]


# Work


def test_work_that_three_give_out_at_once_is_given_once(conference, translator):
    work = {"conference": conference, "person": translator, "language": "fr", "due_on": MORNING.date()}

    outcomes = at_once(lambda __: give(Assignment(**work), by=translator, at=MORNING))

    assert the_one(outcomes, Refusal) == Assignment.objects.get()


def test_digest_that_three_send_at_once_is_sent_once(conference, translator):
    give(
        Assignment(conference=conference, person=translator, language="fr", due_on=MORNING.date()),
        by=translator,
        at=MORNING,
    )

    sent = at_once(lambda __: email_digest.send(translator, conference, at=MORNING))

    assert [message.to for message in sent if message] == [["amina@example.org"]]
    assert len(mail.outbox) == 1


# The list of texts


def test_row_that_three_look_at_at_once_is_listed_once(conference):
    (body,) = Organizer.objects.bulk_create([Organizer(conference=conference, name_en="Office")])

    outcomes = at_once(lambda __: refresh_row(body, MORNING))

    assert outcomes == [None] * 3
    assert Text.objects.of(body).count() == 1


def test_older_order_does_not_win_over_one_that_somebody_is_making(conference):
    first, second = [make_panel(conference) for __ in range(2)]
    Text.objects.update(position=UNPLACED)

    def turn_round():
        type(first).objects.filter(pk=first.pk).update(starts_at=second.starts_at, ends_at=second.ends_at, position=9)
        arrange(conference.pk, "programme")

    done = in_the_midst_of(turn_round, lambda: arrange(conference.pk, "programme"))

    assert done is None
    assert listed(second, "title").position < listed(first, "title").position < UNPLACED
