"""HTML that the server sent is put in place by `static/shared/fragment.js` alone, and what opens there has an id.

By its id an element is known again when others come and go before it. Lists that a script makes of elements of its own,
without HTML, are not meant.
"""

import re

from lint.findings import ROOT, report, tracked

WRAPPER = "static/shared/fragment.js"
BY_HAND = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|setHTML(Unsafe)?|parseHTML(Unsafe)?|createContextualFragment)\b"
    r"|\b(DOMParser|replaceWith)\b|\bdocument\.write"
    r"|\b(append|prepend|before|after|replaceChildren)\(.*(?<!\w)(?<!\w\.)parse\("
)
# The parts of pages that are put in anew while somebody is at them.
PARTS = tuple(f"templates/{place}/_*.html" for place in ("floor/*", "summary/draft", "translation", "translation/desk"))
WITHOUT_ID = re.compile(r"<(details|dialog)\b(?![^>]*\sid=)")


def findings():
    for path in tracked("static/*.js"):
        if path.relative_to(ROOT).as_posix() != WRAPPER:
            yield from found(path, BY_HAND, "HTML is put in place by hand: use `morph` or `morphInside` of fragment.js")
    for path in tracked(*PARTS):
        yield from found(path, WITHOUT_ID, "what opens, in a part that is put in anew, has an id")


def found(path, rule, why):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if rule.search(line):
            yield path, number, why


if __name__ == "__main__":
    report(findings())
