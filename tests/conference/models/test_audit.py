"""The audit trail has one door, and what passes it says no more than it may."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.translation import override

from conference.audit_redaction import redacted, telling, without_addresses
from conference.languages import LANGUAGES
from conference.models import AuditAct, AuditEntry
from floor.models import FloorEvent
from speakers.imports.columns import KINDS
from summary.clearance.stages import STEPS
from tests.constraints import refuses
from tests.factories import make_conference

ROOT = Path(__file__).parents[3]
APPS = ("conference", "translation", "speakers", "programme", "floor", "summary", "operations")
OTHER_WAYS = re.compile(r"AuditEntry\(|AuditEntry\.objects\.(?!record\b|entry_of\b|filter\b|about\b|as_manager\b)\w+")
READ = re.compile(r"AuditEntry\.(?:objects\.(?!record\b|entry_of\b|as_manager\b|bulk_create\b)|_)\w+|\.audit_entries\b")


def modules():
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text()


def test_every_entry_is_made_by_the_one_rule():
    found = {(path, match[0]) for path, text in modules() for match in OTHER_WAYS.finditer(text)}

    assert found == {
        ("conference/models/audit.py", "AuditEntry("),  # the model
        ("programme/role_columns/part.py", "AuditEntry.objects.bulk_create"),  # of entries made by `entry_of`
        ("speakers/imports/apply.py", "AuditEntry.objects.bulk_create"),  # of entries made by `entry_of`
        ("speakers/imports/kind.py", "AuditEntry.objects.bulk_create"),  # likewise
        ("speakers/audit_redaction.py", "AuditEntry.objects.bulk_update"),
    }


def test_trail_is_read_only_where_it_is_shown():
    """Nothing is decided by what the trail says: what steers has a table of its own."""
    assert {path for path, text in modules() if READ.search(text)} == {
        "conference/adminsite/concurrent_edits.py",  # names in a message who changed a text
        "conference/adminsite/history.py",  # the page of a row, and the own acts of a person
        "translation/machine/asking.py",  # shows who asked a machine last
        "summary/clearance/views.py",  # shows the steps taken
        "summary/clearance/shown.py",  # what that page shows of them, for the confirmation of the next
        "speakers/audit_redaction.py",  # redacts the trail itself
        "operations/demonstration/removal.py",  # tells what people did to what it removes, and removes it
        "operations/retention/person.py",  # gives people the entries on them
    }


def test_writers_name_acts_of_the_list():
    named = re.compile(r"\bact=f?[\"']|_enter\([^)\n]*, [\"']")
    assert named.search('AuditEntry.objects.record(act="shift", subject=row)')

    assert [path for path, text in modules() if named.search(text)] == []


@pytest.mark.parametrize(
    "values", [FloorEvent.Act.values, [step.name for step in STEPS], list(KINDS)], ids=["floor", "summary", "import"]
)
def test_acts_with_a_name_made_of_parts_are_on_the_list(values, request):
    kind = request.node.callspec.id

    named = {f"{value}: import" if kind == "import" else f"{kind}: {value}" for value in values}
    assert named
    assert named <= set(AuditAct.values)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language.code != "en"], ids=str)
def test_each_act_has_a_label_of_its_own_in_each_language(language):
    english = {str(label) for label in AuditAct.labels}

    with override(language.code):
        labels = [str(label) for label in AuditAct.labels]

    assert len(set(labels)) == len(AuditAct) == len(english)
    assert english.isdisjoint(labels)


@pytest.mark.django_db
def test_no_act_beside_the_list_is_entered():
    row = {"subject_type": "a.b", "subject_id": "1", "subject_name": "S", "at": timezone.now()}

    assert not refuses(AuditEntry.objects.create, act="shift", **row)
    assert refuses(AuditEntry.objects.create, act="shifted", **row)
    with pytest.raises(ValueError, match="shifted"):
        AuditEntry.objects.record(act="shifted", subject=make_conference(), by=None, at=timezone.now())


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("Write to Ana <ana.b+c@mission.example>, please", "Write to Ana <…>, please"),
        ("émile@exemple.fr;второй@пример.рф", "…;…"),
        (["a@b", {"a@b.c": "x@y.z"}], ["…", {"…": "…"}]),
        ("see @UN_PGA", "see \uff20UN_PGA"),
        ("“Panel 1”", "“Panel 1”"),
        (7, 7),
        (None, None),
    ],
)
def test_addresses_are_left_out(value, told):
    assert without_addresses(value) == told


@pytest.mark.parametrize(
    ("name", "text", "is_found"),
    [
        ("Jane Roe", "of Jane Roe (panellist)", True),
        ("Jane Roe", "of JANE ROE", True),
        ("Jane Roe", "of Jane Roenigk", False),
        ("Roe", "The Roe", False),
        ("洪拉妮", "幸存者洪拉妮的发言", True),
        ("رنا", "كلمة رنا اليوم", True),
    ],
)
def test_name_is_found_within_texts(name, text, is_found):
    withheld = redacted(text, {"a": [None, text], "b": 1}, telling([name, "Another Name"]))

    assert withheld == (("", {"a": "withheld", "b": 1}) if is_found else (text, {"a": [None, text], "b": 1}))
