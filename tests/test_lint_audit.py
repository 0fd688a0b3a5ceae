"""`make audit` never says that all is well where it was not asked."""

import pytest

from lint import audit


def component(name, *licences):
    return {
        "name": name,
        "bom-ref": name,
        "version": "1.0",
        "licenses": [{"license": {"name": licence}} for licence in licences],
    }


def test_bill_has_the_shipped_packages_alone():
    shipped = audit.names_of("a-b==1.0 \\\n    --hash=sha256:00\nC[extra]==2.0\n# d==1\n")
    bill = {
        "components": [component("A_b"), component("c"), component("pytest")],
        "dependencies": [{"ref": "A_b", "dependsOn": ["c", "pytest"]}, {"ref": "pytest"}],
    }

    found = audit.bill_of(bill, shipped)

    assert shipped == {"a-b", "c"}
    assert [part["name"] for part in found["components"]] == ["A_b", "c"]
    assert found["dependencies"] == [{"ref": "A_b", "dependsOn": ["c"]}]


@pytest.mark.parametrize(
    ("licences", "sentence"),
    [
        (["MIT"], None),
        (["LGPL-3.0-or-later"], None),
        (["GNU Library or Lesser General Public License (LGPL)"], None),
        (["GPL-3.0-only"], "cannot be shipped"),
        (["AGPL-3.0"], "cannot be shipped"),
        (["License :: OSI Approved :: GNU General Public License v3 (GPLv3)"], "cannot be shipped"),
        (["License :: OSI Approved :: GNU Affero General Public License v3"], "cannot be shipped"),
        ([], "states no licence"),
    ],
)
def test_packages_that_cannot_be_shipped_are_found(licences, sentence):
    found = list(audit.licence_findings({"components": [component("some", *licences)]}))

    assert len(found) == bool(sentence)
    assert all(sentence in each for each in found)


def test_known_weakness_is_a_finding():
    weak = {"name": "some", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]}

    found, sentence = audit.weaknesses_of(1, {"dependencies": [weak, {"name": "other", "version": "2", "vulns": []}]})

    assert found == ["some 1.0: CVE-1 is known; mended in 1.1."]
    assert sentence == "2 packages were asked about; 1 known weaknesses."


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (None, "it did not answer in 20 seconds"),
        (0, {"dependencies": [{"name": "some", "skip_reason": "not found"}]}),
        (
            0,
            {
                "dependencies": [
                    {"name": "some", "skip_reason": "not found"},
                    {"name": "b", "version": "1", "vulns": []},
                ]
            },
        ),
    ],
)
def test_what_was_not_asked_is_said(status, answer):
    found, sentence = audit.weaknesses_of(status, answer)

    assert found == []
    assert sentence.startswith("NOT ASKED")
