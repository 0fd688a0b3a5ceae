"""The audit trail has one door, and what passes it says no more than it may."""

import re
from pathlib import Path

import pytest

from conference.audit_redaction import redacted, telling, without_addresses

ROOT = Path(__file__).parents[3]
APPS = ("conference", "translation", "speakers", "programme", "floor", "summary")
OTHER_WAYS = re.compile(r"AuditEntry\(|AuditEntry\.objects\.(?!record\b|entry_of\b|filter\b|as_manager\b)\w+")


def test_every_entry_is_made_by_the_one_rule():
    found = {
        (path.relative_to(ROOT).as_posix(), match[0])
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
        for match in OTHER_WAYS.finditer(path.read_text())
    }

    assert found == {
        ("conference/models/audit.py", "AuditEntry("),  # the model
        ("speakers/imports/apply.py", "AuditEntry.objects.bulk_create"),  # of entries made by `entry_of`
        ("speakers/audit_redaction.py", "AuditEntry.objects.bulk_update"),
    }


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
