"""What an independent checker finds missing of PDF/UA-1, in papers with every kind of block in each language.

It looks for sixteen of the 106 rules that a program can check; Typst, which makes the PDF, refuses to break any that it
knows (`conference/documents/pdf.py`).
"""

import pytest
from pdfua import validate

from conference.documents.pdf import pdf_of
from conference.languages import CODES
from tests.conference.documents.sample_documents import make_document

NOT_EVALUATED = {"UA-14-001"}  # of headings: the checker fails on what Typst writes, and says so


@pytest.mark.one_database
@pytest.mark.parametrize("code", CODES)
def test_independent_checker_finds_nothing_missing(tmp_path, code):
    path = tmp_path / f"{code}.pdf"
    path.write_bytes(pdf_of(make_document(code)))

    report = validate(path)

    assert [(finding.rule_id, finding.message) for finding in report.findings] == []
    assert {outcome.rule_id for outcome in report.skipped} <= NOT_EVALUATED
    assert len(report.outcomes) >= 12


@pytest.mark.one_database
def test_independent_checker_finds_what_is_missing(tmp_path):
    path = tmp_path / "untagged.pdf"
    path.write_bytes(pdf_of(make_document()).replace(b"/Marked true", b"/Marked false"))

    assert "UA-01-002" in {finding.rule_id for finding in validate(path).findings}
