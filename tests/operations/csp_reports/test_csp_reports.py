import json
import logging

import pytest

from operations.csp_reports.reports import MOST_LINES, Told
from operations.csp_reports.views import MOST_BYTES

OLD = {
    "csp-report": {
        "document-uri": "https://dialogue.example.org/en/dialogue/?q=a+name",
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://evil.example/x.js?token=1",
        "source-file": "https://dialogue.example.org/en/dialogue/",
        "line-number": 7,
    }
}
NEW = [
    {
        "type": "csp-violation",
        "body": {
            "documentURL": "https://dialogue.example.org/en/",
            "effectiveDirective": "img-src",
            "blockedURL": "data",
        },
    },
    {"type": "deprecation", "body": {}},
]


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.WARNING, "rostrum.csp")
    return caplog


def send(client, body, kind="application/csp-report"):
    body = body if isinstance(body, str) else json.dumps(body)
    return client.post("/csp-reports/", body, content_type=kind).status_code


def test_report_is_one_line_without_what_a_person_typed(client, lines):
    assert [send(client, OLD), send(client, OLD)] == [204, 204]

    assert lines.messages == [
        "A browser refused by the policy: directive=script-src-elem blocked=https://evil.example/x.js "
        "page=https://dialogue.example.org/en/dialogue/ at=https://dialogue.example.org/en/dialogue/:7"
    ]


def test_report_of_the_newer_form_is_read_too(client, lines):
    assert send(client, NEW, "application/reports+json") == 204

    (line,) = lines.messages
    assert "directive=img-src blocked=data page=https://dialogue.example.org/en/" in line


def test_reports_are_few_lines_in_an_hour(lines):
    now = 0
    told = Told(clock=lambda: now)
    for number in range(100):
        told.tell(("img-src", str(number), "-", "-"))
    at_first = len(lines.messages)
    now = 3601
    told.tell(("img-src", "1", "-", "-"))

    assert (at_first, len(lines.messages)) == (MOST_LINES + 1, MOST_LINES + 2)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/csp-report", 400),
        ("[" * 9000, "application/csp-report", 400),
        ("{}", "application/csp-report", 400),
        ('{"csp-report": 1}', "application/csp-report", 400),
        ('[1, {"type": "csp-violation"}]', "application/reports+json", 204),
        ("{}", "application/json", 415),
        ("x" * (MOST_BYTES + 1), "application/csp-report", 413),
    ],
)
def test_what_is_no_report_is_refused_and_not_written(client, lines, body, kind, status):
    assert send(client, body, kind) == status
    assert lines.messages == []


def test_policy_names_where_it_is_reported(client):
    answer = client.get("/robots.txt")

    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"report-uri /csp-reports/", "report-to policy"} <= set(policy)
    assert answer.headers["Reporting-Endpoints"] == 'policy="/csp-reports/"'
