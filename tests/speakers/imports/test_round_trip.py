"""An exported file that is imported again changes nothing, and makes the same rows where there are none."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from conference.languages import CODES
from conference.models import Conference
from conference.models.import_file import ImportRefused
from speakers.imports.columns import KINDS
from speakers.imports.export import as_csv, as_xlsx
from speakers.imports.plan import RowOutcome
from speakers.models import Delegation, Speaker, State
from tests.factories import make_conference, make_speaker
from tests.loading import load
from tests.speakers.imports.tables import apply_import, preview, upload
from tests.staff import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FORMATS = pytest.mark.parametrize("write", [as_csv, as_xlsx])


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def dialogue():
    """The dialogue of 2012, with all its speakers and the delegations of all States."""
    load("load_states", "load_dialogue")
    conference = Conference.objects.get(slug="human-trafficking-2012")
    Delegation.objects.add_states(conference, State.objects.all())
    return conference


@FORMATS
@pytest.mark.parametrize("code", CODES)
def test_tables_of_2012_change_nothing_in_any_language(dialogue, write, code):
    for kind in reversed(KINDS.values()):
        with override(code):
            found = preview(write(kind, dialogue), dialogue, kind.key)

        assert found.counts == {
            RowOutcome.REFUSED: 0,
            RowOutcome.CHANGED: 0,
            RowOutcome.NEW: 0,
            RowOutcome.UNCHANGED: kind.rows(dialogue).count(),
        }
    assert dialogue.delegations.filter(kind="states").count() == 195


@FORMATS
def test_tables_of_2012_make_the_same_rows_elsewhere(dialogue, write):
    other, secretary = make_conference(slug="other", starts_on=dialogue.starts_on), make_member("secretariat")
    delegations = dialogue.delegations.exclude(state=None)
    dialogue.delegations.filter(state=None).delete()

    for kind in reversed(KINDS.values()):
        import_file = upload(write(kind, dialogue), other, secretary, timezone.now(), kind.key)
        apply_import(
            import_file,
            seen=preview(write(kind, dialogue), other, kind.key).fingerprint,
            by=secretary,
            at=timezone.now(),
        )
        again = [list(kind.cells(row).values()) for row in kind.rows(other)]
        assert again == [list(kind.cells(row).values()) for row in kind.rows(dialogue)]
    assert other.delegations.count() == delegations.count() == 195
    assert other.speakers.count() == dialogue.speakers.count() > 10


@FORMATS
def test_texts_that_no_form_would_take_come_back_unchanged(write):
    conference = make_conference()
    odd = " _x000D_ two\u00a0 spaces \u200f \u2068x\u2069 ‹=› \U0001f54a "
    make_speaker(conference, slug="one", name_en=odd, biography_ar=f"{odd}\r\n\n{odd}\n", function_fr="x" * 300)
    make_speaker(conference, slug="two", name_en="", function_zh_hans=None)

    assert preview(write(KINDS["speakers"], conference), conference).counts[RowOutcome.UNCHANGED] == 2


def test_text_that_xml_forbids_does_not_break_the_export():
    conference = make_conference()
    make_speaker(conference, slug="one", function_en="a\x0bb")

    assert preview(as_xlsx(KINDS["speakers"], conference), conference).counts[RowOutcome.UNCHANGED] == 1


def test_protected_speaker_stays_as_protected():
    conference = make_conference()
    make_speaker(conference, slug="participant-2", protected=True, displayed_name_en="A survivor")

    assert preview(as_csv(KINDS["speakers"], conference), conference).counts[RowOutcome.UNCHANGED] == 1


def test_nothing_to_take_is_told():
    conference, secretary = make_conference(), make_member("secretariat")
    make_speaker(conference)
    content = as_csv(KINDS["speakers"], conference)
    import_file = upload(content, conference, secretary, timezone.now())

    with pytest.raises(ImportRefused, match="There is nothing to import"):
        apply_import(import_file, seen=preview(content, conference).fingerprint, by=secretary, at=timezone.now())


@pytest.mark.every_database
def test_database_holds_the_two_keys():
    """The constraints on which the import depends when two people add a row at once."""
    conference = make_conference()
    state = State.objects.create(iso3="QAT", iso2="QA", m49="634", status="member", region="asia", name_en="Qatar")
    make_speaker(conference, slug="one")
    Delegation.objects.create(conference=conference, kind="states", state=state, name_en="Qatar")

    for again in (
        lambda: Speaker.objects.bulk_create([Speaker(conference=conference, slug="one")]),
        lambda: Delegation.objects.bulk_create([Delegation(conference=conference, kind="states", state=state)]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            again()
