"""What a page posts is read by a form: `request.POST` is given to one whole, and no view picks fields out of it.

`conference.posted` reads what has no form of its own.
"""

import re

from lint.findings import ROOT, report, tracked

APPS = ("conference", "translation", "speakers", "programme", "floor", "summary", "operations")
BY_HAND = re.compile(r"request\.POST(\.(get|getlist|items|lists|dict)\(|\[)|\bin (self\.)?request\.POST\b")
# Pages that are Django's own have its forms; these modules look which of them was sent, or add to it.
OF_THE_ADMIN = {
    "conference/adminsite/translated.py",
    "conference/rights/middleware.py",  # the conference of a form of the admin
    "programme/admin.py",
    "programme/admin_actions.py",
    "programme/timetable/time_zone.py",
}


def findings():
    for path in tracked(*(f"{app}/*.py" for app in APPS)):
        if path.relative_to(ROOT).as_posix() not in OF_THE_ADMIN:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if BY_HAND.search(line):
                    yield path, number, "a field is read by hand: use a form, or `posted` of conference.posted"


if __name__ == "__main__":
    report(findings())
