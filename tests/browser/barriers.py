"""The barriers that axe-core finds in a page for people who see, hear or point otherwise than most."""

from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Of the rules that a page keeps, axe tells one element each: all those of a long page take half a minute to read.
TOLD = {"resultTypes": ["violations"]}
BEST_PRACTICE = {"runOnly": [*WCAG, "best-practice"], **TOLD}
# Without preload: axe would fetch the stylesheets and put them into the page, which the policy refuses.
WCAG_ALONE = {"runOnly": WCAG, "preload": False, **TOLD}


def barriers(page, rules=BEST_PRACTICE, besides=()):
    """Each rule that the page breaks, with the first element that breaks it; `besides` are selectors left out."""
    context = {"exclude": [[selector] for selector in besides]} if besides else None
    found = Axe().run(page, context=context, options=rules).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
